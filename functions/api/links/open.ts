import { type Api, handles } from '../call.ts';
import type { Answer } from '../http/answer.ts';
import type { Language } from '../../../shared/text.ts';
import { sealAction } from './action.ts';
import { incidentPage } from './incident-page.ts';
import { markup } from './markup.ts';
import { follow, readLink } from './open-link.ts';
import { notice, page } from './page.ts';
import { words } from './words.ts';

export const notValid = (language: Language): Answer => notice(404, language, words[language].notValid, words[language].notValidMore);
export const expired = (language: Language): Answer => notice(410, language, words[language].expired, words[language].expiredMore);

/** Shows, and never acts: mail scanners open every link. */
const show = async (api: Api, token: string, language: Language): Promise<Answer> => {
  const link = await readLink(api, token);
  if (link === 'expired') return expired(language);
  const opened = link && (await follow(api, link));
  if (!opened) return notValid(language);
  const sealer = await api.sealer();
  const { title, body } = incidentPage(opened, (a, t, label, look) => {
    const action = sealAction(sealer, { ...opened.link, a, t, n: api.token(16) });
    return markup`<form method="post" action="/a/${encodeURIComponent(token)}/${a}"><input type="hidden" name="t" value="${action}"><button class="${look}">${label}</button></form>`;
  });
  return page(200, opened.language, title, body);
};

export const openLink = handles('openLink', ({ api, params, language }) => show(api, params.token, language));
