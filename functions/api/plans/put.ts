import { handles } from '../call.ts';
import { json } from '../http/answer.ts';
import { standingOf, tagOf } from './standing.ts';

export const putPlan = handles('putPlan', async ({ api, caller, params, query, body: plan, positionOf, ifMatch, language }) => {
  const { sayFinding, store } = await import('./lazy/planning.ts');
  const { draft, reason = null, person } = query;
  const stored = await store(api, caller, { slug: params.slug, plan, draft: draft === 'true', reason, person, ifMatch });
  if (typeof stored === 'symbol' || 'problem' in stored) return stored;
  const { head, version, created, warnings } = stored;
  const standing = await standingOf(head, stored, api.clock());
  const { version: number, createdAt } = version.revision;
  const told = warnings.map((finding) => {
    const said = sayFinding(finding, language);
    return { ...said, ...positionOf?.(said.pointer), detail: said.message };
  });
  const answer = {
    slug: head.slug,
    version: number,
    createdAt,
    ...standing,
    plan: version.plan,
    warnings: told,
  };
  return json(created ? 201 : 200, answer, { etag: tagOf(head, standing) });
});
