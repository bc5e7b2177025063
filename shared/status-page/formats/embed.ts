import { say, type Language } from '../../text.ts';
import { isOpen, overallOf } from '../overall.ts';
import { componentStates, type StatusPage } from '../page.ts';
import { stateColours, stateWords } from './badge.ts';
import { plainLine } from './plain.ts';
import { xmlAttribute, xmlText } from './xml.ts';

const colours = componentStates.map((state) => `.${state}{--c:${stateColours[state]}}`).join('');
const style = `:root{color-scheme:light dark}body{margin:0;font:14px/1.4 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}a{display:block;padding:8px 12px;border-left:6px solid var(--c);color:CanvasText;text-decoration:none;overflow-wrap:anywhere}a:hover,a:focus-visible{text-decoration:underline}${colours}`;

/** The only style that the page allows; a test compares it with the style. */
const styleHash = 'sha256-KSJuwF+gnh+QbDKRJoTXVTT0JRWLD9v+3MzSgzCL1WE=';

const policy = `default-src 'none';style-src '${styleHash}';base-uri 'none';form-action 'none'`;
const nameMax = 80;
const titleMax = 140;

const colon: Record<Language, string> = { en: ': ', 'zh-CN': '：' };

/** A notice for other sites to show in a frame: the state, the latest open incident, and the way to the page. */
export const embed = (page: StatusPage, language: Language): string => {
  const state = overallOf(page);
  const name = plainLine(say(page.name, language), nameMax);
  const [open] = page.notices.filter(isOpen);
  const says = `${name}${colon[language]}${stateWords[language][state]}`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${xmlAttribute(policy)}"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${xmlText(says)}</title><style>${style}</style></head><body><a class="${state}" href="../" target="_blank" rel="noopener"><b>${xmlText(says)}</b>${open ? `<br>${xmlText(plainLine(say(open.title, language), titleMax))}` : ''}</a></body></html>
`;
};
