import { Slug } from '../../../shared/plan/slug.ts';
import { handles } from '../call.ts';
import { isRefused, notFound } from '../http/answer.ts';
import { act } from './act.ts';
import { actorOf } from './actor.ts';
import { linkedTo } from './linked.ts';
import { speakerOf } from './speaker.ts';

export const completeTask = handles('completeTask', async (call) => {
  const { api, caller, params, body, requestId } = call;
  // A name that no task can have leads nowhere, like any other that none has.
  if (!Slug.safeParse(params.task).success) return notFound;
  const speaker = await speakerOf(api, caller, body.person);
  if (isRefused(speaker)) return speaker;
  const { organizationId } = caller;
  const linked = await linkedTo(api, {
    organizationId,
    incidentId: params.id,
    task: params.task,
    ...speaker,
    actor: actorOf(caller),
    requestId,
  });
  if (isRefused(linked)) return linked;
  const { incident, ...company } = linked;
  return act(call, { type: 'complete-task', task: params.task, facts: body.facts, ...speaker, incident }, company);
});
