import type { Instant } from '../../../shared/instant.ts';
import { namedBy } from '../../../shared/status-page/overall.ts';
import type { PageMaintenance, PageNotice, StatusPage } from '../../../shared/status-page/page.ts';
import type { Language } from '../../../shared/text.ts';
import { beganAt, endedOf, monthsOf, type Ended, type Month } from './months.ts';
import { isEnded, isResolved } from './states.ts';

/** What a page is about. */
export type Subject =
  | { readonly kind: 'overview' }
  | { readonly kind: 'incident'; readonly notice: PageNotice }
  | { readonly kind: 'maintenance'; readonly maintenance: PageMaintenance }
  /** The newest months in full, and what older ones there are. */
  | { readonly kind: 'history'; readonly months: readonly Month[]; readonly older: readonly { id: string; count: number }[] }
  | { readonly kind: 'month'; readonly month: Month; readonly newer: string | null; readonly older: string | null };

/** Which page is to be rendered, and where it lies. */
export interface View<About extends Subject = Subject> {
  /** What the organization shows; beside the overview only as much of it as the subject needs. */
  readonly page: StatusPage;
  readonly language: Language;
  readonly subject: About;
  /** Last change of what the page shows. */
  readonly changedAt: Instant;
  /** Whether the page may still change, and so looks for news. */
  readonly live: boolean;
  /** From here to the root of this language: `./`, `../` or `../../`. */
  readonly home: string;
  /** From here to the root of the page: `./`, `../`, `../../` or `../../../`. */
  readonly root: string;
  /** What follows the language in the path: empty, `incidents/{id}/`, `maintenance/{id}/`, `history/` or `history/{yyyy-mm}/`. */
  readonly rest: string;
}

/** How many months the history shows in full. */
const fullMonths = 3;

const latest = (instants: readonly (Instant | null)[]): Instant =>
  instants.reduce<Instant>((last, at) => (at && at > last ? at : last), '');

const touched = (subject: Subject): ReadonlySet<string> => {
  if (subject.kind === 'incident') return new Set(namedBy(subject.notice));
  return new Set(subject.kind === 'maintenance' ? namedBy(subject.maintenance) : []);
};

/**
 * The part of a page that a subject beside the overview shows. Whatever else changes leaves it as it is, so that its HTML, made from
 * nothing else, keeps its bytes.
 */
const partFor = (page: StatusPage, subject: Subject, changedAt: Instant): StatusPage => {
  const ids = touched(subject);
  return {
    ...page,
    version: 0,
    generatedAt: changedAt,
    updatedAt: changedAt,
    groups: [],
    components: page.components
      .filter(({ id }) => ids.has(id))
      .map((component) => ({
        ...component,
        description: null,
        groupId: null,
        state: 'operational',
        updatedAt: component.createdAt,
        days: [],
        uptime: null,
      })),
    former: page.former.filter(({ id }) => ids.has(id)),
    notices: [],
    maintenances: [],
    archive: [],
    look: { ...page.look, announcement: null },
  };
};

type Found = Pick<View, 'page' | 'subject' | 'changedAt' | 'live'>;

const incident = (notice: PageNotice): Omit<Found, 'page'> => ({
  subject: { kind: 'incident', notice },
  changedAt: latest([notice.updatedAt, notice.resolvedAt, notice.followUp?.at ?? null]),
  live: !isResolved(notice),
});

const maintenance = (one: PageMaintenance): Omit<Found, 'page'> => ({
  subject: { kind: 'maintenance', maintenance: one },
  changedAt: latest([one.updatedAt, one.startedAt, one.endedAt]),
  live: !isEnded(one),
});

const about = (item: Ended): [rest: string, Omit<Found, 'page'>] =>
  item.kind === 'incident' ? [`incidents/${item.id}/`, incident(item)] : [`maintenance/${item.id}/`, maintenance(item)];

const changeOf = (items: readonly Ended[]): Instant => latest(items.flatMap((item) => [item.updatedAt, beganAt(item)]));

const subjectsOf = (page: StatusPage): ReadonlyMap<string, Found> => {
  const months = monthsOf(endedOf(page), page.timeZone);
  const shown = months.slice(0, fullMonths);
  const history: Omit<Found, 'page'> = {
    subject: { kind: 'history', months: shown, older: months.slice(fullMonths).map(({ id, items }) => ({ id, count: items.length })) },
    changedAt: changeOf(months.flatMap(({ items }) => items)) || `${page.generatedAt.slice(0, 7)}-01T00:00:00.000Z`,
    live: false,
  };
  const filed = months.map((month, index): [string, Omit<Found, 'page'>] => [
    `history/${month.id}/`,
    {
      subject: { kind: 'month', month, newer: months[index - 1]?.id ?? null, older: months[index + 1]?.id ?? null },
      changedAt: changeOf(month.items),
      live: false,
    },
  ]);
  const beside = [...[...page.notices, ...page.maintenances, ...page.archive].map(about), ['history/', history] as const, ...filed];
  return new Map<string, Found>([
    ['', { page, subject: { kind: 'overview' }, changedAt: page.updatedAt, live: true }],
    ...beside.map(([rest, found]): [string, Found] => [rest, { ...found, page: partFor(page, found.subject, found.changedAt) }]),
  ]);
};

const known = new WeakMap<StatusPage, ReadonlyMap<string, Found>>();
const indexOf = (page: StatusPage): ReadonlyMap<string, Found> => {
  const index = known.get(page) ?? subjectsOf(page);
  known.set(page, index);
  return index;
};

/** All paths of a page: the default language at the root, and every language in its own folder. */
export const pathsOf = (page: StatusPage): string[] =>
  ['', ...page.languages.map((language) => `${language}/`)].flatMap((prefix) => [...indexOf(page).keys()].map((rest) => prefix + rest));

/** From a path to the root of the page. */
export const up = (path: string): string => '../'.repeat(path.split('/').length - 1) || './';

/** Reads one of `pathsOf`, with its way to the root of the page unless another is given; throws for any other path. */
export const viewOf = (path: string, page: StatusPage, root = up(path)): View => {
  const prefix = page.languages.find((language) => path.startsWith(`${language}/`));
  const rest = prefix ? path.slice(prefix.length + 1) : path;
  const found = indexOf(page).get(rest);
  if (!found) throw new Error(`no page at "${path}"`);
  return { ...found, language: prefix ?? page.languages[0] ?? 'en', home: up(rest), root, rest };
};

/**
 * What the HTML of a path is made from, as a string: while it and the build stay the same, so do the bytes. The overview changes with
 * every publication.
 */
export const basisOf = (path: string, page: StatusPage): string => {
  const view = viewOf(path, page);
  return view.subject.kind === 'overview' ? `${page.version} ${page.generatedAt}` : JSON.stringify(view);
};

/** By when a page is read; one that changes no more may be read in any year. */
export const presentOf = ({ page, live }: Pick<View, 'page' | 'live'>): Instant | null => (live ? page.generatedAt : null);

/** Absolute address of a view in a language; the default language's is the one without a folder. */
export const canonicalOf = ({ page, rest }: Pick<View, 'page' | 'rest'>, language: Language): string =>
  `${page.url}/${language === page.languages[0] ? '' : `${language}/`}${rest}`;

/** What stands in the names of feeds for the language of a view; those without it speak English, as Statuspage's readers expect. */
export const feedSuffixOf = ({ page, language }: Pick<View, 'page' | 'language'>): string =>
  language === 'en' && page.languages[0] === 'en' ? '' : `.${language}`;
