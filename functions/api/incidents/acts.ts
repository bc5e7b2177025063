import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { handles } from '../call.ts';
import { isRefused, type Result } from '../http/answer.ts';
import { act } from './act.ts';
import { languagesMissing } from './languages.ts';
import { speakerOf } from './speaker.ts';

export const acknowledgeIncident = handles('acknowledgeIncident', async (call) => {
  const speaker = await speakerOf(call.api, call.caller, call.body.person);
  return isRefused(speaker) ? speaker : act(call, { type: 'acknowledge', ...speaker });
});

export const reportFacts = handles('reportFacts', async (call) => {
  const { facts, person } = call.body;
  const speaker = await speakerOf(call.api, call.caller, person);
  return isRefused(speaker) ? speaker : act(call, { type: 'report-facts', facts, ...speaker });
});

/** Here a fact is named, not reported. */
const named = (result: Result): Result =>
  typeof result === 'object' && isRefused(result) && result.faults
    ? { ...result, faults: result.faults.map((fault) => ({ ...fault, pointer: '/fact' })) }
    : result;

export const askForDecision = handles('askForDecision', async (call) => {
  const { fact, question, person } = call.body;
  const speaker = await speakerOf(call.api, call.caller, person);
  if (isRefused(speaker)) return speaker;
  const questionDigest = question === undefined ? null : sha256(question);
  return named(await act(call, { type: 'ask', fact, questionDigest, ...speaker }, { text: question }));
});

export const setLevel = handles('setLevel', async (call) => {
  const { level, reason, person } = call.body;
  const speaker = await speakerOf(call.api, call.caller, person);
  if (isRefused(speaker)) return speaker;
  return act(call, { type: 'set-level', level, reasonDigest: sha256(reason), ...speaker }, { text: reason });
});

export const updateIncident = handles('updateIncident', async (call) => {
  const { phase, title = null, body, state = null } = call.body;
  const warnings = await languagesMissing(call, { title, body });
  return act(call, { type: 'tell-customers', phase, title, body, state }, { warnings });
});

export const followUpIncident = handles('followUpIncident', async (call) => {
  const { body } = call.body;
  return act(call, { type: 'follow-up', body }, { warnings: await languagesMissing(call, { body }) });
});

export const restoreIncident = handles('restoreIncident', (call) => act(call, { type: 'restore' }));

export const closeIncident = handles('closeIncident', async (call) => {
  const speaker = await speakerOf(call.api, call.caller, call.body.person);
  return isRefused(speaker) ? speaker : act(call, { type: 'close', ...speaker });
});

export const publishIncident = handles('publishIncident', (call) => act(call, { type: 'approve-publication' }));
