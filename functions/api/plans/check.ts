import { handles } from '../call.ts';
import { json } from '../http/answer.ts';
import { groundOf } from './ground.ts';

export const checkPlan = handles('checkPlan', async ({ api, caller, body: document, language }) => {
  const [{ checked }, ground] = await Promise.all([import('./lazy/checking.ts'), groundOf(api, caller.organizationId)]);
  return json(200, { findings: checked(document, ground, language) }, { 'content-language': language });
});
