import { overallOf } from '../overall.ts';
import type { ComponentState, PageComponent, StatusPage } from '../page.ts';
import { say, type Language } from '../../text.ts';
import { plainLine } from './plain.ts';
import { xmlText } from './xml.ts';

/** States in few words, as badges and notices inside other sites say them. */
export const stateWords: Record<Language, { label: string } & Record<ComponentState, string>> = {
  en: {
    label: 'status',
    operational: 'operational',
    under_maintenance: 'maintenance',
    degraded_performance: 'degraded',
    partial_outage: 'partial outage',
    major_outage: 'major outage',
  },
  'zh-CN': {
    label: '状态',
    operational: '正常',
    under_maintenance: '维护中',
    degraded_performance: '性能下降',
    partial_outage: '部分中断',
    major_outage: '严重中断',
  },
};

/** Dark enough for white text at 4.5:1. */
export const stateColours: Record<ComponentState, string> = {
  operational: '#15803d',
  under_maintenance: '#2563c9',
  degraded_performance: '#946200',
  partial_outage: '#c2410c',
  major_outage: '#c01c33',
};

/** So many characters of a component's name: a badge stays below a kilobyte in every script. */
const labelMax = 28;

/** Width in pixels of text at 11 px: Chinese characters are as wide as high, Latin letters a little over half. */
const widthOf = (text: string): number => Math.ceil([...text].reduce((width, char) => width + (char > '\u2e80' ? 11.5 : 6.4), 12));

const draw = (label: string, state: ComponentState, language: Language): string => {
  const says = stateWords[language][state];
  const [left, right] = [widthOf(label), widthOf(says)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-labelledby="t" xml:lang="${language}"><title id="t">${xmlText(`${label}: ${says}`)}</title><clipPath id="c"><rect width="${left + right}" height="20" rx="4"/></clipPath><g clip-path="url(#c)"><path fill="#3d4450" d="M0 0h${left}v20H0z"/><path fill="${stateColours[state]}" d="M${left} 0h${right}v20H${left}z"/></g><g fill="#fff" font-family="system-ui,Verdana,sans-serif" font-size="11" text-anchor="middle"><text x="${left / 2}" y="14">${xmlText(label)}</text><text x="${left + right / 2}" y="14">${says}</text></g></svg>
`;
};

/** A badge of at most 1 KB for other sites to embed, in the page's default language. */
export const badge = (page: StatusPage): string => {
  const language = page.languages[0] ?? 'en';
  return draw(stateWords[language].label, overallOf(page), language);
};

/** The same for one component, under its name. */
export const componentBadge = (page: StatusPage, component: PageComponent): string => {
  const language = page.languages[0] ?? 'en';
  return draw(plainLine(say(component.name, language), labelMax) || stateWords[language].label, component.state, language);
};
