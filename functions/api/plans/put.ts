import canonicalize from 'canonicalize';
import type { Plan } from '../../../shared/plan/plan.ts';
import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { handles } from '../call.ts';
import { etagOf, matches } from '../etag.ts';
import { again, invalid, json, refuse } from '../http/answer.ts';
import { located } from '../http/document.ts';
import { groundOf } from './ground.ts';
import { loadPlanHead, type PlanHead } from './record.ts';

/** What is stored and will not work as it stands, with its sentence. */
interface Warning {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

const answer = (status: number, head: PlanHead, plan: Plan, warnings: readonly Warning[]) => {
  const { slug, version, updatedAt: createdAt } = head;
  return json(status, { slug, version, createdAt, plan, warnings }, { etag: etagOf(version) });
};

export const putPlan = handles('putPlan', async ({ api, caller, params, body: plan, positionOf, ifMatch, language }) => {
  const { organizationId } = caller;
  const [{ describeFault, faultsIn, rostersIn, warningsIn }, ground, before] = await Promise.all([
    import('./lazy/planning.ts'),
    groundOf(api, organizationId),
    loadPlanHead(api, organizationId, params.slug),
  ]);
  const faults = faultsIn(plan, ground);
  if (faults.length > 0) return invalid(faults);
  if (!matches(ifMatch, before?.version ?? null)) return refuse('version-stale');

  const warnings = located(warningsIn(plan, params.slug, ground), positionOf).map((fault) => {
    const { pointer, position, code } = fault;
    return { pointer, ...position, code, detail: describeFault(fault, language) };
  });
  const digest = sha256(canonicalize(plan) ?? '');
  if (before?.digest === digest) return answer(200, before, plan, warnings);

  const now = api.clock();
  const version = (before?.version ?? 0) + 1;
  const head: PlanHead = {
    slug: params.slug,
    version,
    title: plan.title,
    incidentTypes: plan.incidentTypes.map(({ id, title }) => ({ id, title })),
    digest,
    people: [...new Set(plan.seats.flatMap(({ holders: ids }) => ids.filter((id) => typeof id === 'string')))],
    components: [...new Set(plan.incidentTypes.flatMap(({ components: ids }) => ids))],
    rosters: rostersIn(plan),
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
  return answer(before ? 200 : 201, head, plan, warnings);
});
