import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Answered, Rehearsal } from '../../shared/incident/dry-run.ts';
import { dryRun } from '../../shared/incident/dry-run.ts';
import { type DryRunItem, dryRunTimeline } from '../../shared/incident/dry-run-timeline.ts';
import { toInstant } from '../../shared/instant.ts';
import type { Facts } from '../../shared/plan/evaluate.ts';
import { type IncidentType, Plan } from '../../shared/plan/plan.ts';
import type { Given } from './case.ts';

export const start = '2026-03-14T01:00:00.000Z';

export const readTemplate = (slug: string): Record<string, unknown> =>
  parse(readFileSync(new URL(`../../shared/templates/${slug}.yaml`, import.meta.url), 'utf8')) as Record<string, unknown>;

interface Valued {
  readonly id: string;
  value?: unknown;
}

/** The template as a tenant has filled it in: two people on each seat, `<seat>-a` and `<seat>-b`, and values for its parameters. */
export const adopted = (slug: string, { parameters = {}, change }: Given = {}): Record<string, unknown> => {
  const document = readTemplate(slug);
  for (const parameter of (document['parameters'] ?? []) as Valued[])
    if (parameters[parameter.id] !== undefined) parameter.value = parameters[parameter.id];
  for (const seat of (document['seats'] ?? []) as { id: string; holders?: string[] }[]) seat.holders ??= [`${seat.id}-a`, `${seat.id}-b`];
  change?.(document);
  return document;
};

/** A finished rehearsal, and how to look at it. */
export interface Rehearsed {
  readonly plan: Plan;
  readonly type: IncidentType;
  readonly rehearsal: Rehearsal;
  readonly level: string | null;
  readonly items: readonly DryRunItem[];
  /** `minute person` of every alert that was sent out by a rung, in order. */
  readonly alerted: readonly string[];
  /** Minute at which a rung was reached; null where it was not. */
  readonly rung: (id: string) => number | null;
  /** Minute at which a step was opened; null where it was not. */
  readonly opened: (id: string) => number | null;
  readonly done: (id: string) => number | null;
  readonly breached: (id: string) => number | null;
  readonly lapsed: (id: string) => number | null;
  /** Minute after the start at which an opened step is due; null without a deadline. */
  readonly due: (id: string) => number | null;
  /** Minute at which a notice of the plan was published. */
  readonly notice: (id: string) => number | null;
  /** Codes of what was refused of the answers, by their place. */
  readonly refused: readonly string[];
}

/** Plays a template from its file to the end of a week, or to the end of the incident. */
export const rehearseTemplate = (slug: string, given: Given = {}): Rehearsed => {
  const { incidentType, facts = {}, answers = [], startAt = start, timeZone } = given;
  const plan = Plan.parse(adopted(slug, given));
  const people = plan.seats.flatMap(({ holders }) => holders.filter((holder) => typeof holder === 'string'));
  const rehearsal = dryRun({
    plan,
    incidentType: incidentType ?? null,
    facts: facts as Facts,
    startAt: toInstant(Date.parse(startAt)),
    answers: answers as unknown as readonly Answered[],
    directory: {
      people: Object.fromEntries(people.map((id) => [id, { language: 'en', channels: ['email'] }])),
      ...(timeZone === undefined ? {} : { timeZone }),
    },
  });
  if ('refusal' in rehearsal) throw new Error(JSON.stringify(rehearsal.refusal));
  const { state, events } = rehearsal;
  const items = dryRunTimeline(events, toInstant(Date.parse(startAt)), {
    plan: rehearsal.plan,
    incidentType: state.incidentType,
    nameOf: (person) => person,
    language: 'en',
  });
  const type = rehearsal.plan.incidentTypes.find(({ id }) => id === state.incidentType);
  if (!type) throw new Error('the rehearsal has no incident type');
  const first = (kind: DryRunItem['kind'], key: 'rung' | 'task' | 'notice', id: string) =>
    items.find((item) => item.kind === kind && item[key] === id)?.minute ?? null;
  return {
    plan: rehearsal.plan,
    type,
    rehearsal,
    level: state.level,
    items,
    alerted: items.flatMap(({ kind, purpose, minute, person }) => (kind === 'alert' && purpose === 'rung' ? [`${minute} ${person}`] : [])),
    rung: (id) => first('rung', 'rung', id),
    opened: (id) => first('task', 'task', id),
    done: (id) => first('done', 'task', id),
    breached: (id) => first('breach', 'task', id),
    lapsed: (id) => first('lapsed', 'task', id),
    due: (id) => {
      const at = items.find((item) => item.kind === 'task' && item.task === id)?.dueAt;
      return at === null || at === undefined ? null : (Date.parse(at) - Date.parse(startAt)) / 60_000;
    },
    notice: (id) => first('notice', 'notice', id),
    refused: rehearsal.refused.map(({ answer, refusal }) => `${answer} ${refusal.code}`),
  };
};
