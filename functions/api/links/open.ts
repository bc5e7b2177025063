import type { Language } from '../../../shared/text.ts';
import { sayFact } from '../../../shared/plan/say-fact.ts';
import { type Api, handles } from '../call.ts';
import type { Answer } from '../http/answer.ts';
import { sealAction } from './action.ts';
import { follow, type Opened, readLink } from './open-link.ts';
import type { Untaken } from './pages/incident-page.ts';

// Few requests show a page, so that its words and its looks lie beside the bundle.
export const pages = () => import('./pages/incident-page.ts');

export const notValid = async (language: Language): Promise<Answer> => (await pages()).notice(404, language, 'notValid');
export const expired = async (language: Language): Promise<Answer> => (await pages()).notice(410, language, 'expired');

/** The page of an incident, with a token of its own for each form. `untaken`: what was just sent and could not be done. */
export const pageOf = async (api: Api, token: string, opened: Opened, untaken: Untaken | null = null): Promise<Answer> => {
  const [{ incidentPage }, sealer] = await Promise.all([pages(), api.sealer()]);
  return incidentPage(opened, {
    address: `/a/${encodeURIComponent(token)}`,
    tokenFor: (deed) => sealAction(sealer, { ...opened.link, ...deed, n: api.token(16) }),
    sayFact,
    untaken,
  });
};

/** Shows, and never acts: mail scanners open every link. */
export const openLink = handles('openLink', async ({ api, params, language }) => {
  const link = await readLink(api, params.token);
  if (link === 'expired') return expired(language);
  const opened = link && (await follow(api, link));
  return opened ? pageOf(api, params.token, opened) : notValid(language);
});
