import { bytesMax } from '../../../shared/access/route.ts';
import type { Command } from '../../../shared/incident/commands.ts';
import { millisOf } from '../../../shared/instant.ts';
import type { Facts } from '../../../shared/plan/evaluate.ts';
import { keys } from '../../../shared/table/keys.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { execute } from '../../incidents/execute.ts';
import { type Api, handles } from '../call.ts';
import { type Answer, empty, isRefused, type Refused } from '../http/answer.ts';
import { linkedTo } from '../incidents/linked.ts';
import { refusalOf } from '../incidents/refusals.ts';
import { textWrite } from '../incidents/text.ts';
import { type Action, openAction } from './action.ts';
import { expired, notValid, pageOf, pages } from './open.ts';
import { follow, type Opened, readLink } from './open-link.ts';

const commandOf = ({ a, t, f = [], p }: Action, facts: Facts, incident: string | null, questionDigest: string | null): Command => {
  if (a === 'acknowledge') return { type: 'acknowledge', person: p };
  if (a === 'restore') return { type: 'restore' };
  if (a === 'close') return { type: 'close', person: p };
  if (a === 'ask') return { type: 'ask', fact: f[0] ?? '', person: p, questionDigest };
  return a === 'report' ? { type: 'report-facts', facts, person: p } : { type: 'complete-task', task: t ?? '', facts, person: p, incident };
};

/** Longer than any link is good for. */
const keptSeconds = 3 * 24 * 60 * 60;
/** As much as the facts of a long form. */
const formBytesMax = bytesMax.plan;
const questionLengthMax = 2000;

/** What came too late is told by the page itself, which shows how things stand; the rest has to be told. */
const late = new Set(['incident-closed', 'task-unknown', 'task-forbids']);

export const useLink = handles('useLink', async ({ api, params, incoming, requestId, noted, language }) => {
  const link = await readLink(api, params.token);
  if (link === 'expired') return expired(language);
  const form = incoming.body.length <= formBytesMax ? new URLSearchParams(incoming.body.toString('utf8')) : null;
  const action = link && openAction(await api.sealer(), link, params.action, form?.get('t') ?? '');
  // Whoever is no longer on the list can no longer act.
  const opened = action && (await follow(api, action));
  if (!form || !opened) return notValid(language);
  noted.organizationId = action.o;
  return use(api, { token: params.token, action, form, requestId }, opened);
});

interface Use {
  readonly token: string;
  readonly action: Action;
  readonly form: URLSearchParams;
  readonly requestId: string;
}

const use = async (api: Api, { token, action, form, requestId }: Use, opened: Opened): Promise<Answer> => {
  const { o: organizationId, i: incidentId, p: person, a, t } = action;
  const { readFields, notice } = await pages();
  const untaken = ({ problem, faults = [] }: Refused, awaited: readonly string[] = []) =>
    pageOf(api, token, opened, { action, typed: form, problem, faults, awaited });

  const { facts, faults } = readFields(opened, action, form);
  if (faults.length > 0) return untaken({ problem: 'invalid', faults });
  const actor = { kind: 'link', id: person } as const;
  const { loaded } = opened;
  const linked =
    a === 'done' && t !== null ? await linkedTo(api, { organizationId, incidentId, task: t, person, actor, requestId, loaded }) : null;
  if (linked && isRefused(linked)) return untaken(linked);

  const question = a === 'ask' ? (form.get('q') ?? '').toWellFormed().trim().slice(0, questionLengthMax) : '';
  const usedKey = keys.linkUse.key(organizationId, incidentId, action.n);
  const outcome = await execute(api, {
    organizationId,
    incidentId,
    command: commandOf(action, facts, linked?.incident ?? null, question === '' ? null : sha256(question)),
    actor,
    correlationId: requestId,
    causationId: requestId,
    ...(linked ? { known: linked.known } : {}),
    alongside: (state) => [
      { put: { ...usedKey, type: 'LinkUse', expiresAt: Math.floor(millisOf(api.wall()) / 1000) + keptSeconds }, if: { absent: true } },
      ...(question === '' ? [] : [textWrite(organizationId, incidentId, question)]),
      ...(linked?.alongside(state) ?? []),
    ],
  });
  const back = `/a/${encodeURIComponent(token)}`;
  if (outcome.done || (outcome.reason === 'refused' && late.has(outcome.refusal.code))) return empty(303, { location: back });
  if (outcome.reason === 'refused') {
    const { refusal } = outcome;
    const early = refusal.code === 'closure-early' || refusal.code === 'task-early';
    return untaken(refusalOf(refusal), early ? refusal.facts : []);
  }
  return outcome.reason === 'not-found' ? notValid(opened.language) : notice(409, opened.language, 'used', back);
};
