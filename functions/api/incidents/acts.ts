import { Slug } from '../../../shared/plan/slug.ts';
import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { inBody, invalid, notFound } from '../http/answer.ts';
import { act } from './act.ts';

export const acknowledgeIncident = handles('acknowledgeIncident', async (call) => {
  const { api, caller, body } = call;
  const { person = null } = body;
  if (caller.person !== null) {
    // Somebody's key speaks for nobody else.
    if (person !== null && person !== caller.person) return invalid([inBody('/person', 'choice', { expected: [caller.person] })]);
    return act(call, { type: 'acknowledge', person: caller.person });
  }
  if (person !== null && !(await api.table.get(keys.person.key(caller.organizationId, person))))
    return invalid([inBody('/person', 'unknown-person', { name: person })]);
  return act(call, { type: 'acknowledge', person });
});

export const reportFacts = handles('reportFacts', (call) => act(call, { type: 'report-facts', facts: call.body.facts }));

export const restoreIncident = handles('restoreIncident', (call) => act(call, { type: 'restore' }));

export const closeIncident = handles('closeIncident', (call) => act(call, { type: 'close' }));

export const publishIncident = handles('publishIncident', (call) => act(call, { type: 'approve-publication' }));

export const completeTask = handles('completeTask', async (call) =>
  // A name that no task can have leads nowhere, like any other that none has.
  Slug.safeParse(call.params.task).success ? act(call, { type: 'complete-task', task: call.params.task }) : notFound,
);
