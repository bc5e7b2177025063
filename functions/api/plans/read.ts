import { keys } from '../../../shared/table/keys.ts';
import { type Api, handles } from '../call.ts';
import { etagOf } from '../etag.ts';
import { type Answer, json, notFound } from '../http/answer.ts';
import { loadPlanHead, loadPlanHeads } from './record.ts';

const yamlMediaType = 'application/yaml';

const readVersion = async ({ table }: Api, organizationId: string, slug: string, version: number) => {
  const item = await table.get(keys.planVersion.key(organizationId, slug, version));
  return item && { slug, version, createdAt: item['createdAt'] as string, plan: JSON.parse(item['plan'] as string) as unknown };
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
  const plan = head && (await readVersion(api, caller.organizationId, params.slug, head.version));
  return plan ? answer(plan, mediaType, { etag: etagOf(plan.version) }) : notFound;
});

export const getPlanVersion = handles('getPlanVersion', async ({ api, caller, params, mediaType }) => {
  const version = /^[1-9][0-9]{0,8}$/.test(params.version) ? Number(params.version) : 0;
  const plan = await readVersion(api, caller.organizationId, params.slug, version);
  return plan ? answer(plan, mediaType) : notFound;
});

export const listPlans = handles('listPlans', async ({ api, caller }) => {
  const heads = await loadPlanHeads(api, caller.organizationId);
  return json(200, {
    items: heads.map(({ slug, version, title, incidentTypes, updatedAt }) => ({ slug, version, title, incidentTypes, updatedAt })),
  });
});
