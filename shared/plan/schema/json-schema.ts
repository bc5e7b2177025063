import * as z from 'zod';
import { Comparison, Condition } from '../condition.ts';
import { FactDefinition } from '../facts.ts';
import { About, Closure, Form, IncidentType, Level, Parameter, Plan, Rule, Signatures, Window } from '../plan.ts';
import { Cadence, Drill, Resource } from '../programme.ts';
import { Body, Holder, Seat } from '../seat.ts';
import { PlanNotice, Rung, Step, Trigger } from '../step.ts';
import { descriptions, parts } from './descriptions.ts';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> };

const named = {
  About,
  Signatures,
  Parameter,
  Body,
  Seat,
  Holder,
  FactDefinition,
  Form,
  Level,
  Window,
  IncidentType,
  Rule,
  Closure,
  Step,
  Rung,
  Notice: PlanNotice,
  Resource,
  Drill,
  Cadence,
  Comparison,
  Condition,
  Trigger,
};

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text in the two languages is known by its fields. */
const isText = ({ properties }: Schema): boolean => properties !== undefined && Object.keys(properties).join() === 'en,zh-CN';

/** Says what the types of zod cannot: that a text has a language, and that a comparison compares. */
const refine = (schema: unknown): void => {
  if (Array.isArray(schema)) for (const item of schema) refine(item);
  if (!isSchema(schema)) return;
  if (isText(schema)) Object.assign(schema, { minProperties: 1, description: parts.Text });
  if (schema.properties?.['atLeast']) schema['minProperties'] = 2;
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  for (const inner of Object.values(schema)) refine(inner);
};

/** A field of a schema or, by a path, of the entries of one of its lists. */
const fieldOf = (schema: Schema | undefined, path: string): Schema | undefined =>
  path.split('/').reduce<Schema | undefined>((inner, name) => {
    const entry = inner?.['items'];
    return (isSchema(entry) ? entry : inner)?.properties?.[name];
  }, schema);

const describe = (schema: Schema | undefined, fields: Readonly<Record<string, string>>): void => {
  for (const [path, description] of Object.entries(fields)) Object.assign(fieldOf(schema, path) ?? {}, { description });
};

/** The JSON Schema of a plan (draft 2020-12), with what editors show while somebody writes one. */
export const planJsonSchema = (): Readonly<Record<string, unknown>> => {
  const metadata = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) metadata.add(schema, { id });
  const root = z.toJSONSchema(Plan, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any', metadata }) as Schema;
  const defs = root['$defs'] as Record<string, Schema>;
  refine(root);
  const { Plan: ofPlan, ...ofParts } = descriptions;
  describe(root, ofPlan);
  for (const [name, fields] of Object.entries(ofParts)) describe(defs[name], fields);
  for (const name of ['Comparison', 'Condition', 'Holder', 'Trigger'] as const)
    Object.assign(defs[name] ?? {}, { description: parts[name] });
  return { title: 'Muster plan', description: 'An organization’s emergency plan as data.', ...root };
};
