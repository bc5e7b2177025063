import type { Command } from '../../../shared/incident/commands.ts';
import { millisOf } from '../../../shared/instant.ts';
import type { Person } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { execute } from '../../incidents/execute.ts';
import { handles } from '../call.ts';
import { empty } from '../http/answer.ts';
import { type Action, openAction } from './action.ts';
import { markup } from './markup.ts';
import { expired, notValid } from './open.ts';
import { readLink } from './open-link.ts';
import { notice } from './page.ts';
import { words } from './words.ts';

const commandOf = ({ a, t, p }: Action): Command => {
  if (a === 'acknowledge') return { type: 'acknowledge', person: p };
  return a === 'restore' ? { type: 'restore' } : { type: 'complete-task', task: t ?? '' };
};

/** Longer than any link is good for. */
const keptSeconds = 3 * 24 * 60 * 60;

/** A button's form is one short field. */
const formBytesMax = 4096;

export const useLink = handles('useLink', async ({ api, params, incoming, requestId, noted, language }) => {
  const link = await readLink(api, params.token);
  if (link === 'expired') return expired(language);
  const form = incoming.body.length <= formBytesMax ? new URLSearchParams(incoming.body.toString('utf8')) : null;
  const action = link && openAction(await api.sealer(), link, params.action, form?.get('t') ?? '');
  // Whoever is no longer on the list can no longer act.
  const person = action && (await api.table.get(keys.person.key(action.o, action.p)));
  if (!action || !person) return notValid(language);

  noted.organizationId = action.o;
  const use = keys.linkUse.key(action.o, action.i, action.n);
  const outcome = await execute(api, {
    organizationId: action.o,
    incidentId: action.i,
    command: commandOf(action),
    actor: { kind: 'link', id: action.p },
    correlationId: requestId,
    causationId: requestId,
    alongside: () => [
      { put: { ...use, type: 'LinkUse', expiresAt: Math.floor(millisOf(api.wall()) / 1000) + keptSeconds }, if: { absent: true } },
    ],
  });
  const back = { location: `/a/${encodeURIComponent(params.token)}` };
  // What came too late is told by the page itself: it shows how things stand.
  if (outcome.done || outcome.reason === 'refused') return empty(303, back);
  if (outcome.reason === 'not-found') return notValid(language);
  const own = (person['person'] as Person).language ?? language;
  const { used, usedMore, back: label } = words[own];
  return notice(409, own, used, usedMore, markup`<p><a href="${back.location}">${label}</a></p>`);
});
