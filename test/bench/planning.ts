/** What somebody who writes a plan waits for, besides the reading of the file: every finding, and the whole future. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checked, judgeBody, rehearse } from '../../functions/api/plans/lazy/planning.ts';
import { readYaml } from '../../functions/api/plans/lazy/yaml.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { groundWith } from '../support/play.ts';
import type { Bench } from './bench.ts';
import { root } from './bundle-size.ts';
import { percentile, spread, times } from './numbers.ts';

const rounds = 200;
/** The first of each are compiled meanwhile. */
const warmRounds = 20;

const timed = (act: () => void): number => {
  const began = performance.now();
  act();
  return performance.now() - began;
};

const largestTemplate = () => {
  const folder = join(root, 'shared', 'templates');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const texts = files.map((name) => ({ name: name.replace('.yaml', ''), text: readFileSync(join(folder, name), 'utf8') }));
  const [largest] = texts.toSorted((a, b) => Buffer.byteLength(b.text) - Buffer.byteLength(a.text));
  if (!largest) throw new Error('there are no templates');
  return largest;
};

const parsed = (text: string) => {
  const read = readYaml(text);
  if (!('value' in read)) throw new Error('a template cannot be read');
  const judged = judgeBody('putPlan', read.value);
  if (!('value' in judged)) throw new Error('a template does not fit the schema');
  return { document: read.value, plan: judged.value as Plan };
};

export const planning: Bench = {
  name: 'planning',
  about: `check and dry run of the largest template, ${rounds} times`,
  run: async () => {
    const { name, text } = largestTemplate();
    const { document, plan } = parsed(text);
    const [type] = plan.incidentTypes.toSorted((a, b) => b.steps.length - a.steps.length);
    const startAt = '2026-03-14T01:42:00.000Z';
    const input = { plan, ...(type ? { incidentType: type.id } : {}), facts: {}, answers: [] };
    const parse: number[] = [];
    const work: number[] = [];
    for (let round = -warmRounds; round < rounds; round++) {
      const parsing = timed(() => parsed(text));
      const working = timed(() => {
        checked(document, groundWith(), 'en');
        const rehearsed = rehearse(input, { plan, people: [], directory: { people: {} }, startAt, language: 'en' });
        if ('problem' in rehearsed) throw new Error(`the template ${name} cannot be rehearsed`);
      });
      if (round < 0) continue;
      parse.push(parsing);
      work.push(working);
    }
    return [
      {
        name: 'check + dry run of the largest template',
        measured: spread(work),
        baseline: `${spread(parse)} to parse its file`,
        ratio: times(percentile(work, 0.99) / percentile(parse, 0.99)),
        note: `${name}, ${(Buffer.byteLength(text) / 1000).toFixed(0)} KB of YAML; the incident type with the most steps, nobody answering. To parse is to read the YAML with every position and to judge it by the schema; the ratio is that of the p99.`,
      },
    ];
  },
};
