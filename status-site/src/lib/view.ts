import type { PageNotice, StatusPage } from '../../../shared/status-page/page.ts';
import type { Language } from '../../../shared/text.ts';

/** Which page is to be rendered, and where it lies. */
export interface View {
  readonly page: StatusPage;
  readonly language: Language;
  /** Null on the overview. */
  readonly notice: PageNotice | null;
  /** From here to the root of this language: `./` or `../../`. */
  readonly home: string;
  /** From here to the root of the page: `./`, `../`, `../../` or `../../../`. */
  readonly root: string;
  /** What follows the language in the path: empty, or `incidents/{id}/`. */
  readonly rest: string;
}

const restsOf = (page: StatusPage): string[] => ['', ...page.notices.map(({ id }) => `incidents/${id}/`)];

/** All paths of a page: the default language at the root, and every language in its own folder. */
export const pathsOf = (page: StatusPage): string[] =>
  ['', ...page.languages.map((language) => `${language}/`)].flatMap((prefix) => restsOf(page).map((rest) => prefix + rest));

const up = (path: string): string => '../'.repeat(path.split('/').length - 1) || './';

/** Reads one of `pathsOf`; throws for any other path. */
export const viewOf = (path: string, page: StatusPage): View => {
  const prefix = page.languages.find((language) => path.startsWith(`${language}/`));
  const rest = prefix ? path.slice(prefix.length + 1) : path;
  const notice = page.notices.find(({ id }) => rest === `incidents/${id}/`) ?? null;
  if (rest !== '' && !notice) throw new Error(`no page at "${path}"`);
  return { page, language: prefix ?? page.languages[0] ?? 'en', notice, home: up(rest), root: up(path), rest };
};
