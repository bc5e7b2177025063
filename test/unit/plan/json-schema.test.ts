import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { descriptions, parts } from '../../../shared/plan/schema/descriptions.ts';
import { planJsonSchema } from '../../../shared/plan/schema/json-schema.ts';
import { template } from '../../support/play.ts';

type Schema = { readonly [keyword: string]: unknown; readonly properties?: Readonly<Record<string, Schema>>; readonly items?: Schema };
const schema = planJsonSchema() as Schema;
const defs = schema['$defs'] as Readonly<Record<string, Schema>>;
const accepts = (document: unknown) => z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(document).success;

test('every field of a plan and of its parts is explained to whoever writes it', () => {
  expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  const fieldsIn = (place: string, { properties, items, description }: Schema): (readonly [place: string, description: unknown])[] => {
    if (Object.keys(properties ?? {}).join() === 'en,zh-CN') return [];
    if (!properties && !items) return place.includes('.') ? [] : [[place, description]];
    const own = Object.entries(properties ?? {}).flatMap(([name, field]) => [
      [`${place}.${name}`, field['description']] as const,
      ...fieldsIn(`${place}.${name}`, field),
    ]);
    return items ? [...own, ...fieldsIn(place.includes('.') ? place : `${place}.`, items)] : own;
  };
  const fields = Object.entries({ Plan: schema, ...defs }).flatMap(([part, definition]) => fieldsIn(part, definition));
  expect(fields.length).toBeGreaterThan(120);
  for (const [place, description] of fields) expect(description, place).toMatch(/\w{3}/);
});

test('every part of a plan has its name in the schema, so that editors can complete it', () => {
  const { Plan: _plan, ...fields } = descriptions;
  const { Text: _text, ...said } = parts;
  expect(Object.keys(defs).toSorted()).toEqual([...Object.keys(fields), ...Object.keys(said)].toSorted());
});

test('every reference in the schema leads to a part of it', () => {
  const references = new Set([...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference));
  expect(references.size).toBe(Object.keys(defs).length);
  for (const reference of references) expect(Object.keys(defs).map((name) => `#/$defs/${name}`)).toContain(reference);
});

const templates = globSync(new URL('../../../shared/templates/*.yaml', import.meta.url).pathname).map((file) => basename(file, '.yaml'));
test.each(templates)('the template %s fits the schema, with its name or without', (slug) => {
  expect(accepts(template(slug))).toBe(true);
  expect(accepts({ $schema: 'https://api.example.com/schemas/plan.json', ...template(slug) })).toBe(true);
});

test('what storing a plan refuses for its shape, the schema refuses', () => {
  const plan = template('call-center');
  const [type] = plan.incidentTypes;
  for (const wrong of [
    { ...plan, titel: 1 },
    { ...plan, incidentTypes: {} },
    { ...plan, incidentTypes: [{ ...type, id: 'Not A Slug' }] },
    { title: plan.title },
  ])
    expect(accepts(wrong)).toBe(false);
});
