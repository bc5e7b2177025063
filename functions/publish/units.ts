import { entriesJson } from '../../shared/status-page/formats/json.ts';
import { cacheControl, htmlContentType, jsonObject, objectsOf, type PublishedObject } from '../../shared/status-page/formats/objects.ts';
import type { PageMaintenance, PageNotice, StatusPage } from '../../shared/status-page/page.ts';
import { languages } from '../../shared/text.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';

type Entry = PageNotice | PageMaintenance;

/** The built site, as `status-site/adapter/render.d.mts` describes it. */
export interface Site {
  readonly paths: (page: StatusPage) => readonly string[];
  readonly render: (path: string, page: StatusPage) => Promise<string>;
  readonly basis: (path: string, page: StatusPage) => string;
  readonly build: string;
}

/** What is written together, and only when what it shows has changed. */
export interface Unit {
  readonly name: string;
  /** Changes with what the objects show, not with the moment at which they are made. */
  readonly digest: string;
  readonly make: () => Promise<readonly PublishedObject[]>;
  /** Whether it may wait for the next publication where this one takes long. */
  readonly patient?: boolean;
  /** Paths at which nothing is to be found any more. */
  readonly gone?: readonly string[];
}

// 66 bits: an item with hundreds of them stays small.
const digestOf = (...parts: readonly string[]): string => sha256(parts.join('\n')).slice(0, 16);

/**
 * What a reader can see of a page, as a digest. Bars and percentages are left out: they move with time alone, which is no news to
 * whoever follows the page.
 */
export const shownIn = (page: StatusPage): string => {
  const components = page.components.map(({ days: _days, uptime: _uptime, ...rest }) => rest);
  return digestOf(JSON.stringify({ ...page, components, version: 0, generatedAt: '', updatedAt: '' }));
};

const html = async (site: Site, page: StatusPage, paths: readonly string[]): Promise<PublishedObject[]> => {
  const objects: PublishedObject[] = [];
  // One after the other: rendering keeps the processor busy, and a page that waits would only hold memory.
  for (const path of paths)
    objects.push({ path: `${path}index.html`, contentType: htmlContentType, cacheControl, body: await site.render(path, page) });
  return objects;
};

/** The paths of a page by what they show; each holds the same in every language. */
const pathsByRest = (site: Site, page: StatusPage): ReadonlyMap<string, readonly string[]> => {
  const prefixes = page.languages.map((language) => `${language}/`);
  return Map.groupBy(site.paths(page), (path) => path.slice(prefixes.find((prefix) => path.startsWith(prefix))?.length ?? 0));
};

/** What is cheaper made than compared. */
const unitOf = (object: PublishedObject): Unit => ({
  name: object.path,
  digest: digestOf(object.contentType, object.cacheControl, object.says ?? object.body),
  make: () => Promise.resolve([object]),
});

const overview = (site: Site, page: StatusPage, paths: readonly string[]): Unit => ({
  name: '',
  digest: digestOf(site.build, JSON.stringify({ ...page, archive: page.archive.length, version: 0, generatedAt: '' })),
  make: () => html(site, page, paths),
});

/** So many of a month rest in one digest: few enough to be made in one go. */
const archivedTogether = 10;

/**
 * What was over long ago rests in a few digests a month, so that what is remembered of a page does not grow with its years. A new build
 * leaves it as it is. Oldest first: what comes later changes the last of them only.
 */
const archived = (
  site: Site,
  page: StatusPage,
  pathsOf: (entry: Entry) => readonly string[],
  jsonOf: (entry: Entry) => PublishedObject,
): Unit[] =>
  [...Map.groupBy(page.archive.toReversed(), ({ createdAt }) => createdAt.slice(0, 7))].flatMap(([month, entries]) =>
    Array.from({ length: Math.ceil(entries.length / archivedTogether) }, (_, index): Unit => {
      const together = entries.slice(index * archivedTogether, (index + 1) * archivedTogether);
      const paths = together.flatMap(pathsOf);
      return {
        name: `archive/${month}${index === 0 ? '' : `-${index + 1}`}`,
        digest: digestOf(...paths.map((path) => site.basis(path, page))),
        make: async () => [...(await html(site, page, paths)), ...together.map(jsonOf)],
      };
    }),
  );

const nothing = () => Promise.resolve([]);

/** A page at the root and in every language there is. */
const everywhere = (rest: string): readonly string[] =>
  ['', ...languages.map((language) => `${language}/`)].map((prefix) => `${prefix}${rest}index.html`);

/** What must no longer be found: notices that were taken back, and languages that the organization does not write in. Each is removed once. */
const removed = (page: StatusPage, withdrawn: readonly string[], rests: readonly string[]): Unit[] => {
  const notices = withdrawn.map((id): Unit => ({
    name: `gone/${id}`,
    digest: 'gone',
    make: nothing,
    gone: [...everywhere(`incidents/${id}/`), ...everywhere(`maintenance/${id}/`), `incidents/${id}.json`],
  }));
  const unwritten = languages.filter((language) => !page.languages.includes(language));
  return [
    ...notices,
    ...unwritten.map((language): Unit => ({
      name: `gone/${language}`,
      digest: 'gone',
      make: nothing,
      gone: [...rests.map((rest) => `${language}/${rest}index.html`), `${language}/embed/index.html`],
    })),
  ];
};

/**
 * Paths of what was written before and belongs to nothing that is left: the badge of a component that was deleted, a month of which
 * nothing is told any more. The pages of notices stay: those that were taken back are removed by name, others only became too old.
 */
export const orphansIn = (written: readonly string[], units: readonly Unit[]): readonly string[] => {
  const named = new Set(units.map(({ name }) => name));
  return written
    .filter((name) => !named.has(name) && !/^(?:incidents|maintenance)\//.test(name))
    .flatMap((name) => (name.endsWith('/') ? everywhere(name) : /\.[a-z]+$/.test(name) ? [name] : []));
};

/**
 * Everything that is to be published of a page, in the stages in which it should appear: a link leads to what is already there, and
 * open pages poll `status.json`, which comes last.
 */
export const unitsOf = (site: Site, page: StatusPage, withdrawn: readonly string[] = []): readonly (readonly Unit[])[] => {
  const byRest = pathsByRest(site, page);
  const restOf = (entry: Entry) => (entry.kind === 'incident' ? `incidents/${entry.id}/` : `maintenance/${entry.id}/`);
  const pathsOf = (entry: Entry) => byRest.get(restOf(entry)) ?? [];
  const rowOf = entriesJson(page);
  const jsonOf = (entry: Entry) => jsonObject(`incidents/${entry.id}.json`, rowOf(entry));
  const recent = [...page.notices, ...page.maintenances];
  const settled = new Set(page.archive.map(restOf));
  const pages = [...byRest]
    .filter(([rest]) => rest !== '' && !settled.has(rest))
    .map(([name, paths]): Unit => ({
      name,
      digest: digestOf(site.build, ...paths.map((path) => site.basis(path, page))),
      make: () => html(site, page, paths),
    }));
  // Apart from the pages: they hold the components as they are now, which a page does not.
  const rows = recent.map(jsonOf).map(unitOf);
  const machine = objectsOf(page).map(unitOf);
  return [
    [...pages, ...rows, ...archived(site, page, pathsOf, jsonOf)].map((unit) => ({ ...unit, patient: true })),
    [overview(site, page, byRest.get('') ?? []), ...machine.slice(0, -1)],
    machine.slice(-1),
    removed(page, withdrawn, [...byRest.keys()]),
  ];
};
