import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readYaml, writeYaml } from '../../functions/api/plans/lazy/yaml.ts';
import { template } from '../support/play.ts';

const read = (text: string) => {
  const result = readYaml(text);
  if (!('value' in result)) throw new Error(JSON.stringify(result.faults));
  return result.value;
};

const awkward = fc.constantFrom(
  '',
  ' ',
  'null',
  '~',
  'true',
  'yes',
  'on',
  '1',
  '0x1F',
  '1e3',
  '.inf',
  '2026-03-14',
  '<<',
  '*a',
  '&a',
  '!!js',
  '---',
  '...',
  '# x',
  'a: b',
  '- x',
  '\t',
  'x\n',
  '\nx',
  'x\r\ny',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '"',
  "'",
  '|',
  '>',
  '%',
  '@',
  '`',
  '中文：文本',
);
const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }), awkward);
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
    { numRuns: 500 },
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
    { numRuns: 2000 },
  );
});
