import canonicalize from 'canonicalize';
import { suggest } from '../../../shared/problems/suggest.ts';
import type { Fault } from '../../../shared/problems/fault.ts';
import { describeFault } from '../../../shared/problems/fault.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { referenceFaults } from '../../../shared/plan/references.ts';
import type { Language } from '../../../shared/text.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { type Api, handles } from '../call.ts';
import { etagOf, matches } from '../etag.ts';
import { again, inBody, invalid, json, refuse } from '../http/answer.ts';
import { namesOf } from './names.ts';
import { loadPlanHead, type PlanHead } from './record.ts';

const known = async ({ table }: Api, organizationId: string, prefix: string): Promise<string[]> => {
  const { pk } = keys.organization.key(organizationId);
  return (await table.query({ pk, prefix })).map(({ sk }) => sk.slice(prefix.length));
};

const references = (plan: Plan): Fault[] => {
  const names = namesOf(plan);
  return referenceFaults(plan).map(({ pointer, code, kind, name }) =>
    inBody(pointer, code, code === 'duplicate-id' ? { name } : { name, expected: [kind], suggestion: suggest(name, names[kind] ?? []) }),
  );
};

const holders = (plan: Plan, people: readonly string[]): Fault[] =>
  plan.seats.flatMap((seat, index) =>
    seat.holders.flatMap((name, place) =>
      people.includes(name)
        ? []
        : [inBody(`/seats/${index}/holders/${place}`, 'unknown-person', { name, suggestion: suggest(name, people) })],
    ),
  );

/** What is allowed and will not work as it stands. */
const warningsOf = (plan: Plan, components: readonly string[]): Fault[] => [
  ...plan.seats.flatMap((seat, index) =>
    seat.holders.length === 0 && plan.incidentTypes.some(({ rungs }) => rungs.some(({ alert }) => alert.includes(seat.id)))
      ? [inBody(`/seats/${index}/holders`, 'nobody-alerted', { name: seat.id })]
      : [],
  ),
  ...plan.incidentTypes.flatMap((type, index) =>
    type.components.flatMap((name, place) =>
      components.includes(name)
        ? []
        : [inBody(`/incidentTypes/${index}/components/${place}`, 'unknown-component', { name, suggestion: suggest(name, components) })],
    ),
  ),
];

const answer = (status: number, head: PlanHead, plan: Plan, warnings: readonly Fault[], language: Language) => {
  const { slug, version, updatedAt: createdAt } = head;
  const told = warnings.map((fault) => ({ pointer: fault.pointer, code: fault.code, detail: describeFault(fault, language) }));
  return json(status, { slug, version, createdAt, plan, warnings: told }, { etag: etagOf(version) });
};

export const putPlan = handles('putPlan', async ({ api, caller, params, body: plan, ifMatch, language }) => {
  const { organizationId } = caller;
  const [people, components, before] = await Promise.all([
    known(api, organizationId, listPrefix.person),
    known(api, organizationId, listPrefix.component),
    loadPlanHead(api, organizationId, params.slug),
  ]);
  const faults = [...references(plan), ...holders(plan, people)];
  if (faults.length > 0) return invalid(faults);
  if (!matches(ifMatch, before?.version ?? null)) return refuse('version-stale');

  const warnings = warningsOf(plan, components);
  const digest = sha256(canonicalize(plan) ?? '');
  if (before?.digest === digest) return answer(200, before, plan, warnings, language);

  const now = api.clock();
  const version = (before?.version ?? 0) + 1;
  const head: PlanHead = {
    slug: params.slug,
    version,
    title: plan.title,
    incidentTypes: plan.incidentTypes.map(({ id, title }) => ({ id, title })),
    digest,
    people: [...new Set(plan.seats.flatMap(({ holders: ids }) => ids))],
    components: [...new Set(plan.incidentTypes.flatMap(({ components: ids }) => ids))],
    updatedAt: now,
  };
  const conflict = await api.table.transact([
    {
      put: {
        ...keys.planVersion.key(organizationId, params.slug, version),
        type: 'PlanVersion',
        slug: params.slug,
        version,
        createdAt: now,
        plan: JSON.stringify(plan),
      },
      if: { absent: true },
    },
    {
      put: { ...keys.plan.key(organizationId, params.slug), type: 'Plan', version, head },
      if: before ? { attribute: 'version', equals: before.version } : { absent: true },
    },
  ]);
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return answer(before ? 200 : 201, head, plan, warnings, language);
});
