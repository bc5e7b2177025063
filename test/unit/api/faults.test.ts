import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../../shared/access/route.ts';
import { routes } from '../../../shared/access/routes.ts';
import { NoticeInput } from '../../../shared/notice/input.ts';
import { Channel, ComponentInput } from '../../../shared/organization/records.ts';
import { DomainInput, LookInput } from '../../../shared/organization/settings.ts';
import { Condition } from '../../../shared/plan/condition.ts';
import { FactValue } from '../../../shared/plan/values.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import { Trigger } from '../../../shared/plan/step.ts';
import { describeFault } from '../../../shared/problems/fault.ts';
import { faultsOf } from '../../../shared/problems/faults-of.ts';

const faults = (schema: z.ZodType, value: unknown) => {
  const result = schema.safeParse(value);
  return result.success
    ? []
    : faultsOf(result.error, schema, value, 'body').map(({ pointer, code, values }) => [pointer, code, values.suggestion ?? null]);
};

test.each([
  ['a misspelt trigger', Trigger, { elapsd: 'PT1M' }, [['/elapsd', 'unknown-field', 'elapsed']]],
  ['a duration in other words', Trigger, { elapsed: '10m' }, [['/elapsed', 'duration', 'PT10M']]],
  ['a misspelt trigger word', Trigger, 'declard', [['', 'choice', 'declared']]],
  ['half a trigger', Trigger, { fact: 'recovery' }, [['', 'bound-missing', null]]],
  ['a level of the wrong type', Trigger, { level: 5 }, [['/level', 'type', null]]],
  ['a comparison with null', Condition, { fact: 'a', is: null }, [['/is', 'type', null]]],
  ['a misspelt bound', Condition, { fact: 'a', atLest: 4 }, [['/atLest', 'unknown-field', 'atLeast']]],
  ['a condition without a comparison', Condition, { fact: 'a' }, [['', 'bound-missing', null]]],
  ['deep inside', Condition, { any: [{ not: { all: [{ fact: 'a', over: 'soon' }] } }] }, [['/any/0/not/all/0/over', 'duration', null]]],
  ['half an estimate', FactValue, { value: 3 }, [['/estimated', 'required', null]]],
  ['no value', FactValue, null, [['', 'type', null]]],
  ['an amount without currency', FactValue, { amount: 3 }, [['/currency', 'required', null]]],
  ['an unknown kind of channel', Channel, { kind: 'mail', address: 'a@example.com' }, [['/kind', 'choice', 'email']]],
  ['a channel without an address', Channel, { kind: 'email' }, [['/address', 'required', null]]],
])('%s is reported where it is, by the branch that fits best', (_, schema, value, expected) => {
  expect(faults(schema, value)).toEqual(expected);
});

test('every fault of a plan is reported at once', () => {
  const plan = {
    title: {},
    seat: [],
    incidentTypes: [{ id: 'A b', title: { en: 'x' }, rungs: [{ id: 'r', title: { en: 'x' }, on: [{ elapsd: 'PT1M' }], alert: 'x' }] }],
  };
  expect(faults(Plan, plan)).toEqual([
    ['/title', 'text-empty', null],
    ['/incidentTypes/0/id', 'slug', null],
    ['/incidentTypes/0/rungs/0/on/0/elapsd', 'unknown-field', 'elapsed'],
    ['/incidentTypes/0/rungs/0/alert', 'type', null],
    ['/seat', 'unknown-field', 'seats'],
  ]);
});

test('a pointer escapes what would mean something else in it', () => {
  expect(faults(z.strictObject({}), { 'a/b~c': 1 })).toEqual([['/a~1b~0c', 'unknown-field', null]]);
});

test('bounds say the bound', () => {
  const schema = z.strictObject({ name: z.string().max(3), list: z.array(z.int()).min(1), number: z.int().max(9) });
  const result = schema.safeParse({ name: 'four', list: [], number: 10 });
  const told = result.success
    ? []
    : faultsOf(result.error, schema, { name: 'four', list: [], number: 10 }, 'body').map((fault) => describeFault(fault, 'en'));
  expect(told).toEqual(['At most 3 characters.', 'At least 1 entries.', 'At most 9.']);
});

test('a document of nothing but faults is told off in a moment, and not at length', () => {
  const when = { all: Array.from({ length: 100 }, () => ({ fact: 'a', is: null })) };
  const rules = Array.from({ length: 120 }, (_, index) => ({ id: `r${index}`, level: 'red', when }));
  const plan: unknown = JSON.parse(JSON.stringify({ title: { en: 'x' }, incidentTypes: [{ id: 'a', title: { en: 'x' }, rules }] }));
  expect(faults(Plan, plan)).toHaveLength(200);
});

const told = (schema: z.ZodType, value: unknown, language: 'en' | 'zh-CN') => {
  const result = schema.safeParse(value);
  return result.success ? [] : faultsOf(result.error, schema, value, 'body').map((fault) => describeFault(fault, language));
};

test('what is of another kind is told what would do', () => {
  const name = { en: 'App' };
  expect(told(ComponentInput, { name, group: 'Rides' }, 'en')).toEqual([
    'This has to be: object, such as { "id": "service", "name": { "en": "Customer service", "zh-CN": "客户服务" } }.',
  ]);
  expect(told(ComponentInput, { name, group: 'Rides' }, 'zh-CN')).toEqual([
    '类型应为：字段，例如 { "id": "service", "name": { "en": "Customer service", "zh-CN": "客户服务" } }。',
  ]);
  const notice = { kind: 'incident', title: name, body: name };
  expect(told(NoticeInput, { ...notice, components: ['app'] }, 'en')).toEqual([
    'This has to be: object, such as { "phone-service": "partial_outage" }.',
  ]);
  const times = { kind: 'maintenance', scheduledFor: '2026-03-14T01:42:00Z', scheduledUntil: '2026-03-14T02:42:00Z' };
  expect(told(NoticeInput, { ...notice, ...times, components: { app: 'operational' } }, 'en')).toEqual([
    'This has to be: array, such as [ "phone-service" ].',
  ]);
  expect(told(ComponentInput, { name: 7 }, 'en')).toEqual(['A text is { en: …, zh-CN: … }, with at least one of the two.']);
  expect(told(ComponentInput, { name, position: 'first' }, 'en')).toEqual(['This has to be: number.']);
});

test.each([
  ['https://Status.example.com/all', 'status.example.com'],
  ['Status.example.com.', 'status.example.com'],
  ['状态.例子.公司', 'xn--t7t692b.xn--fsqu00a.xn--55qx5d'],
  ['127.0.0.1', null],
  ['localhost', null],
  ['', null],
])('the host in %j is told where there is one', (host, suggestion) => {
  expect(faults(DomainInput, { host })).toEqual([['/host', 'host', suggestion]]);
});

test.each(['http://example.com/logo.png', 'https://127.0.0.1/logo.png', 'logo.png'])('what a logo may be is told of %s', (logo) => {
  expect(told(LookInput, { logo }, 'en')).toEqual([expect.stringContaining('https://assets.example.com/logo.svg')]);
});

const odd = [null, 1, [], 'text', { nothing: 1 }, { facts: { a: null }, name: 5, title: [], plan: 'A B', scopes: ['x'], channels: [{}] }];
const refused = (Object.entries(routes) as [string, Route][]).flatMap(([id, { body }]) =>
  body ? odd.filter((value) => !body.safeParse(value).success).map((value) => [id, value, body] as const) : [],
);

test.each(refused)('what %s refuses of %j is a fault with a place', (_, value, body) => {
  expect(faults(body, value).length).toBeGreaterThan(0);
});
