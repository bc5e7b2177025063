import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readYaml, writeYaml } from '../../functions/api/plans/lazy/yaml.ts';
import { Plan } from '../../shared/plan/plan.ts';
import { documentsOf, texts } from '../support/documents.ts';
import { template } from '../support/play.ts';

const read = (text: string) => {
  const result = readYaml(text);
  if (!('value' in result)) throw new Error(JSON.stringify(result.faults));
  return result.value;
};

const documents = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    texts,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(texts, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

test('a plan that is exported and imported again is the same plan, whatever its texts hold', () => {
  const base = template('call-center');
  fc.assert(
    fc.property(texts, texts, documents, (title, name, document) => {
      const plan = { ...base, title: { en: title }, serviceLevels: { [name]: 'PT1M' }, incidentTypes: [...base.incidentTypes, document] };
      expect(read(writeYaml(plan))).toEqual(plan);
    }),
    { numRuns: 200 },
  );
});

/** A plan as it is stored and answered, whatever the model allows. */
const stored = documentsOf(Plan).map((document) => JSON.parse(JSON.stringify(Plan.parse(document))) as unknown);

test.each([
  ['a file', (plan: unknown) => read(writeYaml(plan))],
  ['JSON', (plan: unknown) => JSON.parse(JSON.stringify(plan)) as unknown],
])('any stored plan that is exported as %s and imported again has the same canonical JSON, and makes no new version', (_, roundTrip) => {
  fc.assert(
    fc.property(stored, (plan) => {
      expect(canonicalize(Plan.parse(roundTrip(plan)))).toBe(canonicalize(plan));
    }),
    { numRuns: 200 },
  );
});

test('every place of a file is known by its line, and what is missing by the place around it', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const text = writeYaml({ above: 1, document });
      const result = readYaml(text);
      if (!('value' in result) || !result.positionOf) throw new Error(text);
      expect(result.positionOf('/above')).toEqual({ line: 1, column: 1 });
      expect(result.positionOf('/document')).toEqual({ line: 2, column: 1 });
      expect(result.positionOf('/nothing/of/this')).toEqual({ line: 1, column: 1 });
    }),
  );
});

test('reading never throws, whatever the text', () => {
  const pieces = fc.constantFrom(
    '- ',
    '? ',
    ': ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&a ',
    '*a',
    '!t ',
    '| ',
    '>\n',
    '"',
    "'",
    '#',
    '\n',
    ' ',
    '  ',
    '\t',
    '---',
    '...',
    '%YAML 1.1\n',
    'x',
    '1',
    '\r',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => void readYaml(parts.join(''))),
    { numRuns: 600 },
  );
});
