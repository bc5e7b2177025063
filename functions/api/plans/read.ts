import { type Revision, stateOf } from '../../../shared/plan/life.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { keys } from '../../../shared/table/keys.ts';
import { type Api, handles } from '../call.ts';
import { type Answer, json, notFound } from '../http/answer.ts';
import { loadPlanHead, loadPlanHeads, type PlanHead, versionIn } from './record.ts';
import { standingOf, tagOf } from './standing.ts';

const yamlMediaType = 'application/yaml';

/** A version with where it stands. */
const readVersion = async ({ table, clock }: Api, organizationId: string, head: PlanHead, version: number) => {
  const items = await table.getAll([
    keys.planVersion.key(organizationId, head.slug, version),
    keys.planRevision.key(organizationId, head.slug, version),
  ]);
  const item = items.find(({ type }) => type === 'PlanVersion');
  if (!item) return null;
  const revision = items.find(({ type }) => type === 'PlanRevision')?.['revision'] as Revision | undefined;
  const plan = JSON.parse(item['plan'] as string) as Plan;
  // What was stored before versions had a record is in force, or was until the next one came.
  const state = revision ? stateOf(revision, head.version) : version === head.published?.version ? 'published' : 'repealed';
  const standing = await standingOf(head, { state, reviewDueAt: revision?.reviewDueAt ?? null, origin: plan.origin ?? null }, clock());
  return { slug: head.slug, version, createdAt: item['createdAt'] as string, ...standing, plan };
};

type StoredPlan = NonNullable<Awaited<ReturnType<typeof readVersion>>>;

/** The plan with what is known of it, or alone as a file. */
const answer = async (plan: StoredPlan, mediaType: string, headers: Answer['headers'] = {}): Promise<Answer> => {
  if (mediaType !== yamlMediaType) return json(200, plan, { vary: 'accept', ...headers });
  const { writeYaml } = await import('./lazy/yaml.ts');
  return { status: 200, headers: { 'content-type': yamlMediaType, vary: 'accept', ...headers }, body: writeYaml(plan.plan) };
};

export const getPlan = handles('getPlan', async ({ api, caller, params, mediaType }) => {
  const head = await loadPlanHead(api, caller.organizationId, params.slug);
  const plan = head && (await readVersion(api, caller.organizationId, head, head.published?.version ?? head.version));
  return plan ? answer(plan, mediaType, { etag: tagOf(head, plan) }) : notFound;
});

export const getPlanVersion = handles('getPlanVersion', async ({ api, caller, params, mediaType }) => {
  const head = await loadPlanHead(api, caller.organizationId, params.slug);
  const plan = head && (await readVersion(api, caller.organizationId, head, versionIn(params.version)));
  return plan ? answer(plan, mediaType) : notFound;
});

export const listPlans = handles('listPlans', async ({ api, caller }) => {
  const heads = await loadPlanHeads(api, caller.organizationId);
  const items = heads.map(async (head) => {
    const { slug, version, title, incidentTypes, updatedAt, origin, published, state } = head;
    const shown = { state: published ? 'published' : state, reviewDueAt: published?.reviewDueAt ?? null, origin } as const;
    const standing = await standingOf(head, shown, api.clock());
    return { slug, version: published?.version ?? version, title, incidentTypes, updatedAt, ...standing };
  });
  return json(200, { items: await Promise.all(items) });
});
