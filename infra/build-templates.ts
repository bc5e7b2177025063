/** The templates as the API serves them. `templates()` is what a test compares with what is kept. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { Plan } from '../shared/plan/plan.ts';
import type { Template } from '../shared/plan/template.ts';

const root = join(import.meta.dirname, '..');

export const templates = (): readonly Template[] =>
  globSync('shared/templates/*.yaml', { cwd: root })
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const plan = parse(text) as Template['plan'];
      const { title, purpose, incidentTypes } = Plan.parse(plan);
      const types = incidentTypes.map(({ id, title: name }) => ({ id, title: name }));
      return { slug: basename(file, '.yaml'), title, purpose: purpose ?? null, incidentTypes: types, plan, text };
    });

/** The version that each template says it is. */
export const templateVersions = (): readonly (readonly [slug: string, version: number])[] =>
  templates().map(({ slug, plan }) => [slug, Plan.parse(plan).origin?.version ?? 1]);
