import { expect, test } from 'vitest';
import * as z from 'zod';
import { planJsonSchema } from '../../../shared/plan/schema/json-schema.ts';
import { template } from '../../support/play.ts';

type Schema = { readonly [keyword: string]: unknown; readonly properties?: Readonly<Record<string, Schema>> };
const schema = planJsonSchema() as Schema;
const defs = schema['$defs'] as Readonly<Record<string, Schema>>;
const accepts = (document: unknown) => z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(document).success;

test('every field of a plan and of its parts is explained to whoever writes it', () => {
  expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  const explained = Object.entries({ Plan: schema, ...defs }).flatMap(([part, { properties, description }]) =>
    properties ? Object.entries(properties).map(([name, field]) => [`${part}.${name}`, field['description']]) : [[part, description]],
  );
  for (const [place, description] of explained) expect(description, String(place)).toMatch(/\w{3}/);
});

test('every reference in the schema leads to a part of it', () => {
  const references = new Set([...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference));
  expect(references.size).toBe(Object.keys(defs).length);
  for (const reference of references) expect(Object.keys(defs).map((name) => `#/$defs/${name}`)).toContain(reference);
});

test.each(['call-center', 'gas-customer-service'])('the template %s fits the schema, with its name or without', (slug) => {
  expect(accepts(template(slug))).toBe(true);
  expect(accepts({ $schema: 'https://api.example.com/schemas/plan.json', ...template(slug) })).toBe(true);
});

test('what storing a plan refuses for its shape, the schema refuses', () => {
  const plan = template('call-center');
  const [type] = plan.incidentTypes;
  for (const wrong of [
    { ...plan, titel: 1 },
    { ...plan, incidentTypes: [] },
    { ...plan, incidentTypes: [{ ...type, id: 'Not A Slug' }] },
    { title: plan.title },
  ])
    expect(accepts(wrong)).toBe(false);
});
