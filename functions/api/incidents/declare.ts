import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { execute } from '../../incidents/execute.ts';
import { handles } from '../call.ts';
import { again, invalid, isRefused } from '../http/answer.ts';
import { planInForce } from '../plans/in-force.ts';
import { actorOf } from './actor.ts';
import { answerStanding } from './answer.ts';
import { refusalOf } from './refusals.ts';
import { speakerOf } from './speaker.ts';
import { textWrite } from './text.ts';
import { unknownComponents } from './unknown.ts';

export const declareIncident = handles('declareIncident', async ({ api, caller, body, once, requestId }) => {
  const { organizationId } = caller;
  const [inForce, unknown, speaker] = await Promise.all([
    planInForce(api, organizationId, body.plan),
    unknownComponents(api, organizationId, body.components ?? [], '/components'),
    speakerOf(api, caller, body.person),
  ]);
  const faults = [...unknown, ...(isRefused(speaker) ? (speaker.faults ?? []) : [])];
  if ('fault' in inForce) return invalid([inForce.fault, ...faults]);
  if (faults.length > 0 || isRefused(speaker)) return invalid(faults);

  const incidentId = api.ids('incident');
  const { summary } = body;
  const digest = summary === undefined ? null : sha256(summary);
  const outcome = await execute(api, {
    organizationId,
    incidentId,
    command: {
      type: 'declare',
      organizationId,
      incident: incidentId,
      plan: inForce.plan,
      incidentType: body.incidentType ?? null,
      components: body.components ?? null,
      facts: body.facts,
      summaryDigest: digest,
      notice: api.publicId(),
      approval: 'none',
      source: null,
      person: speaker.person,
      mode: body.mode,
    },
    actor: actorOf(caller),
    correlationId: requestId,
    causationId: requestId,
    named: true,
    alongside: ({ sequence }) => [
      ...once.remember({ status: 201, incidentId, sequence }),
      ...(summary === undefined ? [] : [textWrite(organizationId, incidentId, summary)]),
    ],
  });
  if (outcome.done) {
    const texts = new Map(digest === null || summary === undefined ? [] : [[digest, summary]]);
    return answerStanding(api, outcome, texts, { status: 201 });
  }
  if (outcome.reason === 'refused') return refusalOf(outcome.refusal, body.incidentType);
  return again;
});
