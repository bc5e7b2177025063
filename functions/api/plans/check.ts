import { handles } from '../call.ts';
import { json } from '../http/answer.ts';
import { groundOf } from './ground.ts';

export const checkPlan = handles('checkPlan', async ({ api, caller, body: document, positionOf, language }) => {
  const [{ checked }, ground] = await Promise.all([import('./lazy/planning.ts'), groundOf(api, caller.organizationId)]);
  const findings = checked(document, ground, language).map((finding) => ({ ...finding, ...positionOf?.(finding.pointer) }));
  return json(200, { findings }, { 'content-language': language });
});
