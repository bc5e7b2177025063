import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SiteObject } from '../../../functions/adapters/s3/objects.ts';
import { publish, type Publishing } from '../../../functions/publish/publish.ts';
import { plus, type Instant } from '../../../shared/instant.ts';
import type { PostedIncident, PostedMaintenance } from '../../../shared/notice/posted.ts';
import { keys } from '../../../shared/table/keys.ts';
import { builtSite, type Site } from '../../e2e/status-page/built.ts';
import { postedIncident, postedMaintenance } from '../../unit/status-page/given.ts';
import { startEngine, type Engine } from '../api/support/engine.ts';

vi.setConfig({ testTimeout: 30_000 });

const start: Instant = '2026-03-14T01:42:00.000Z';
const day = 86_400_000;

let engine: Engine;
let site: Site;
let organizationId = '';
let count = 0;
let now: Instant = start;
let stored: Map<string, SiteObject>;
/** Keys as they were written, in order. */
let puts: string[] = [];
let rendered: string[] = [];
let emptied: string[] = [];

beforeAll(async () => {
  [engine, site] = await Promise.all([startEngine(), builtSite()]);
}, 120_000);
afterAll(() => engine?.stop());

const organization = (over: object = {}) => ({
  id: organizationId,
  pageId: 'page00000001',
  slug: 'air',
  name: { en: 'Air' },
  timeZone: 'Asia/Shanghai',
  languages: ['en', 'zh-CN'],
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-01-01T00:00:00.000Z',
  ...over,
});

const put = (key: { pk: string; sk: string }, type: string, attributes: object) =>
  engine.table.write({ put: { ...key, type, ...attributes } });
const putOrganization = (over: object = {}) =>
  put(keys.organization.key(organizationId), 'Organization', { organization: organization(over) });
const putNotice = (notice: PostedIncident | PostedMaintenance) =>
  put(keys.postedNotice.key(organizationId, notice.id), 'PostedNotice', { notice });

const publishing = (over: Partial<Publishing> = {}): Publishing => ({
  table: engine.table,
  clock: () => now,
  statusUrl: 'https://status.example',
  putObject: (object) => {
    puts.push(object.key);
    stored.set(object.key, object);
    return Promise.resolve();
  },
  removeObject: (key) => {
    stored.delete(key);
    return Promise.resolve();
  },
  emptyFolder: (folder) => {
    emptied.push(folder);
    for (const key of stored.keys()) if (key.startsWith(folder)) stored.delete(key);
    return Promise.resolve();
  },
  site: {
    ...site,
    render: (path, page) => {
      rendered.push(path);
      return site.render(path, page);
    },
  },
  owner: () => `owner-${(count += 1)}`,
  ...over,
});

const published = async (over: Partial<Publishing> = {}): Promise<string[]> => {
  puts = [];
  rendered = [];
  emptied = [];
  await publish(publishing(over), organizationId);
  return puts;
};

const incident = (index: number, over: Partial<PostedIncident> = {}): PostedIncident =>
  postedIncident({
    id: `ntc_${String(index).padStart(4, '0')}`,
    publicId: `noti${String(index).padStart(8, '0')}`,
    updates: [{ id: `u${index}`, phase: 'investigating', body: { en: 'We look.' }, at: plus(start, -index * 60_000), components: null }],
    createdAt: plus(start, -index * 60_000),
    startedAt: plus(start, -index * 60_000),
    ...over,
  });

const resolvedAt = (index: number, at: Instant): PostedIncident => {
  const open = incident(index, { startedAt: at, createdAt: at, updatedAt: at, approvedAt: at });
  return { ...open, updates: [{ id: `r${index}`, phase: 'resolved', body: { en: 'Done.' }, at, components: null }] };
};

const pageItem = () => engine.table.get(keys.page.key(organizationId));
const updatedAt = (): string => JSON.parse(stored.get('air/api/v2/status.json')?.body ?? '{}').page.updated_at;

beforeEach(async () => {
  organizationId = `org_${(count += 1)}`;
  stored = new Map();
  now = start;
  await putOrganization();
  await put(keys.component.key(organizationId, 'desk'), 'Component', {
    component: {
      id: 'desk',
      publicId: 'comp00000001',
      name: { en: 'Desk' },
      position: 1,
      version: 1,
      createdAt: '2024-01-01T00:00:00.000Z',
      updatedAt: '2024-01-01T00:00:00.000Z',
    },
  });
});

const putKiosk = () =>
  put(keys.component.key(organizationId, 'kiosk'), 'Component', {
    component: {
      id: 'kiosk',
      publicId: 'comp00000002',
      name: { en: 'Kiosk' },
      position: 2,
      version: 1,
      createdAt: start,
      updatedAt: start,
    },
  });

const addresses = (part: string): string[] => [...stored.keys()].filter((key) => key.includes(part));

describe('what is taken back', () => {
  test('is nowhere to be found: a withdrawn notice, now or long after, a language, the badge of a component that is gone', async () => {
    await putNotice(resolvedAt(1, plus(start, -day)));
    await putNotice(resolvedAt(2, '2025-06-01T00:00:00.000Z'));
    await putNotice(incident(3));
    await published();
    expect([addresses('noti00000001').length, addresses('noti00000002').length]).toEqual([4, 4]);

    for (const [index, at] of [
      [1, plus(start, -day)],
      [2, '2025-06-01T00:00:00.000Z'],
    ] as const)
      await putNotice({ ...resolvedAt(index, at), withdrawnAt: start });
    await putKiosk();
    await published();
    expect([addresses('noti00000001'), addresses('noti00000002')]).toEqual([[], []]);
    expect(addresses('comp00000002')).toHaveLength(1);

    await engine.table.write({ remove: keys.component.key(organizationId, 'kiosk') });
    await putOrganization({ languages: ['en'], updatedAt: plus(start, 60_000) });
    now = plus(now, 60_000);
    await published();
    expect([addresses('comp00000002'), addresses('zh-CN/')]).toEqual([[], []]);
    expect(addresses('zh-CN')).toEqual([]);
    expect(addresses('noti00000003').length).toBeGreaterThan(0);

    await putOrganization({ updatedAt: plus(start, 120_000) });
    await published();
    expect(addresses('zh-CN/incidents/noti00000003/')).toHaveLength(1);
  });

  test('is removed as well after a publication that failed', async () => {
    await putKiosk();
    await published();
    await putNotice(incident(1));
    await expect(published({ putObject: () => Promise.reject(new Error('away')) })).rejects.toThrow('away');
    await engine.table.write({ remove: keys.component.key(organizationId, 'kiosk') });
    await published();
    expect(addresses('comp00000002')).toEqual([]);
  });

  test('does not count among what a page is made from, however much it is', async () => {
    await putNotice(incident(600));
    for (let index = 1; index <= 520; index++)
      await putNotice({ ...incident(index), approvedAt: null, id: `ntc_x${String(index).padStart(4, '0')}` });
    await published();
    expect(stored.get('air/api/v2/incidents/unresolved.json')?.body).toContain('noti00000600');
  });
});

test('a component that is deleted takes nothing back of what was told of it, and its outage goes on until somebody ends it', async () => {
  const claims = (state: 'major_outage') => [{ componentId: 'desk', state }];
  const open = incident(1, { updates: [{ ...incident(1).updates[0]!, components: claims('major_outage') }] });
  await putNotice(open);
  await published();
  const desk = keys.component.key(organizationId, 'desk');
  const item = await engine.table.get(desk);
  await engine.table.write({
    put: { ...keys.formerComponent.key(organizationId, 'desk'), type: 'FormerComponent', component: item?.['component'] },
  });
  await engine.table.write({ remove: desk });
  await published();
  const summary = JSON.parse(stored.get('air/api/v2/summary.json')?.body ?? '{}');
  expect([summary.components, summary.incidents[0].impact, summary.status.indicator]).toEqual([[], 'critical', 'critical']);
  expect(summary.incidents[0].incident_updates[0].affected_components).toMatchObject([{ name: 'Desk', new_status: 'major_outage' }]);
  expect(stored.get('air/incidents/noti00000001/index.html')?.body).toContain('Desk');
  await putNotice({ ...open, updates: [{ ...resolvedAt(1, start).updates[0]!, components: null }, ...open.updates] });
  await published();
  expect(JSON.parse(stored.get('air/api/v2/status.json')?.body ?? '{}').status.indicator).toBe('none');
  expect(stored.get('air/incidents/noti00000001/index.html')?.body).toContain('Desk');
});

describe('a publication', () => {
  test('writes every page and format, and status.json last', async () => {
    await putNotice(incident(1));
    await putNotice(postedMaintenance({ componentIds: ['desk'] }));
    await published();
    for (const path of ['', 'en/', 'zh-CN/', 'incidents/noti00000001/', 'zh-CN/maintenance/post00000001/', 'history/', 'embed/'])
      expect(stored.get(`air/${path}index.html`)?.contentType).toBe('text/html; charset=utf-8');
    for (const path of [
      'api/v2/summary.json',
      'incidents/noti00000001.json',
      'incidents/post00000001.json',
      'maintenance.ics',
      'badge/comp00000001.svg',
      'robots.txt',
    ])
      expect(stored.has(`air/${path}`)).toBe(true);
    expect(puts.at(-1)).toBe('air/api/v2/status.json');
    expect(new Set(puts).size).toBe(puts.length);
  });

  test('of what has not changed renders and writes nothing', async () => {
    await putNotice(incident(1));
    await published();
    const before = await pageItem();
    now = plus(now, 60_000);
    expect(await published()).toEqual([]);
    expect(rendered).toEqual([]);
    expect((await pageItem())?.['hashes']).toBe(before?.['hashes']);
  });

  test('touches one notice among hundreds without rendering the others', async () => {
    await putNotice(resolvedAt(0, plus(start, -day)));
    for (let index = 1; index <= 300; index++) await putNotice(incident(index));
    await published();
    await putNotice({ ...incident(7), title: { en: 'Another title' }, updatedAt: plus(start, 60_000) });
    now = plus(now, 60_000);
    await published();
    expect(rendered.toSorted()).toEqual(
      ['', 'en/', 'zh-CN/'].flatMap((language) => [language, `${language}incidents/noti00000007/`]).toSorted(),
    );
    expect(JSON.stringify(await pageItem()).length).toBeLessThan(40_000);
  });

  test('keeps the page of what was over long ago without remembering each, and makes them anew with their month', async () => {
    for (let index = 1; index <= 40; index++) await putNotice(resolvedAt(index, '2025-06-01T00:00:00.000Z'));
    await published();
    expect(stored.has('air/zh-CN/incidents/noti00000040/index.html')).toBe(true);
    expect(stored.has('air/incidents/noti00000040.json')).toBe(true);
    expect(JSON.stringify(await pageItem()).length).toBeLessThan(4_000);
    await putNotice(resolvedAt(41, '2025-06-02T00:00:00.000Z'));
    expect(await published()).toContain('air/incidents/noti00000041/index.html');
    expect(await published()).toEqual([]);
  });

  test('moves the time of the last change with every visible change, and only then', async () => {
    await putNotice(incident(1));
    await published();
    const first = updatedAt();
    now = plus(start, day);
    await published();
    expect(updatedAt()).toBe(first);
    // What is gone has no date of its own.
    await engine.table.write({ remove: keys.component.key(organizationId, 'desk') });
    await published();
    expect(updatedAt()).toBe(now);
    now = plus(now, 60_000);
    await putOrganization({ updatedAt: now });
    await published();
    expect(updatedAt()).toBe(plus(now, -60_000));
  });

  test('lets maintenance begin without anybody doing anything, and shows the same whenever it is published again', async () => {
    await putNotice(postedMaintenance({ componentIds: ['desk'] }));
    now = '2026-03-20T00:30:00.000Z';
    await published();
    const bytes = [...stored].map(([key, { body }]) => [key, body]);
    expect(updatedAt()).toBe('2026-03-20T00:00:00.000Z');
    expect(JSON.parse(stored.get('air/api/v2/status.json')?.body ?? '{}').status.indicator).toBe('maintenance');
    now = '2026-03-20T01:30:00.000Z';
    await published();
    expect([...stored].map(([key, { body }]) => [key, body])).toEqual(bytes);
  });
});

describe('a domain of its own', () => {
  test('gets the same objects once it is proved, and not before', async () => {
    await putOrganization({ domain: { host: 'status.air.example', verifiedAt: null } });
    expect((await published()).some((key) => key.startsWith('hosts/'))).toBe(false);
    await putOrganization({ domain: { host: 'status.air.example', verifiedAt: start } });
    await published();
    const below = (folder: string) =>
      [...stored].filter(([key]) => key.startsWith(`${folder}/`)).map(([key, { body }]) => [key.slice(folder.length), body]);
    expect(below('hosts/status.air.example').toSorted()).toEqual(below('air').toSorted());
    expect(JSON.parse(stored.get('air/api/v2/status.json')?.body ?? '{}').page.url).toBe('https://status.air.example');
    expect(await published()).toEqual([]);
  });

  const host = 'status.air.example';
  const at = (name: string) => [...stored.keys()].filter((key) => key.startsWith(`hosts/${name}/`));
  const old: SiteObject = { key: `hosts/${host}/left/index.html`, contentType: 'text/html', cacheControl: '', body: 'of another' };
  const claim = (over: object) => put(keys.host.key(host), 'Host', { organizationId, slug: 'air', ...over });

  test('shows nothing of a former owner’s', async () => {
    stored.set(old.key, old);
    await putOrganization({ domain: { host, verifiedAt: start } });
    await published();
    expect(at(host)).not.toContain(old.key);
    expect(at(host).length).toBeGreaterThan(20);
    await published();
    expect(emptied).toEqual([]);
  });

  test('is empty once it is given up or another is taken, and stays held until then', async () => {
    await putOrganization({ domain: { host, verifiedAt: start } });
    await published();
    await claim({ releasedAt: start });
    now = plus(start, 60_000);
    await putOrganization({ domain: { host: 'other.air.example', verifiedAt: now } });
    await published();
    expect(at(host)).toEqual([]);
    expect(at('other.air.example').length).toBeGreaterThan(20);
    expect(await engine.table.get(keys.host.key(host))).toMatchObject({ organizationId, releasedAt: now });
    expect((await pageItem())?.['hosts']).toEqual(['other.air.example']);
    await published();
    expect(emptied).toEqual([]);
  });

  test.each([
    ['another organization has proved it', { organizationId: 'org_other', slug: 'other' }],
    ['another organization gave it up since', { organizationId: 'org_other', slug: 'other', releasedAt: start }],
    ['it is its own again', {}],
  ])('is never emptied by its former owner when %s', async (_, over) => {
    await putOrganization({ domain: { host, verifiedAt: start } });
    await published();
    const before = at(host);
    await claim(over);
    await putOrganization();
    await published();
    expect(emptied).toEqual([]);
    expect(at(host)).toEqual(before);
    expect((await pageItem())?.['hosts']).toEqual([]);
  });

  test('that cannot be emptied shows nothing yet, while the page goes out under its slug and the next publication tries again', async () => {
    stored.set(old.key, old);
    await putOrganization({ domain: { host, verifiedAt: start } });
    await expect(published({ emptyFolder: () => Promise.reject(new Error('away')) })).rejects.toThrow('away');
    expect(at(host)).toEqual([old.key]);
    expect(stored.has('air/api/v2/status.json')).toBe(true);
    await published();
    expect(emptied).toEqual([`hosts/${host}/`]);
    expect(at(host)).not.toContain(old.key);
    await claim({ releasedAt: start });
    await putOrganization();
    await expect(published({ emptyFolder: () => Promise.reject(new Error('away')) })).rejects.toThrow('away');
    expect((await pageItem())?.['hosts']).toEqual([host]);
    await published();
    expect(at(host)).toEqual([]);
  });

  test('is remembered before anything is written there, so that a publication that dies leaves nothing behind', async () => {
    await putOrganization({ domain: { host, verifiedAt: start } });
    await expect(published({ putObject: () => Promise.reject(new Error('died')) })).rejects.toThrow('died');
    expect((await pageItem())?.['hosts']).toEqual([host]);
  });
});

describe('what goes wrong', () => {
  test('a page that cannot be rendered keeps its old object, everything else goes out, and the publication fails until it can', async () => {
    await putNotice(incident(1));
    await published();
    const before = stored.get('air/en/incidents/noti00000001/index.html')?.body;
    await putNotice({ ...incident(1), title: { en: 'Broken' }, updatedAt: plus(start, 60_000) });
    await putNotice(incident(2));
    const render: Site['render'] = (path, page) =>
      path === 'en/incidents/noti00000001/' ? Promise.reject(new Error('broken')) : site.render(path, page);
    await expect(published({ site: { ...site, render } })).rejects.toThrow('could not be published');
    expect(stored.get('air/en/incidents/noti00000001/index.html')?.body).toBe(before);
    expect(stored.has('air/en/incidents/noti00000002/index.html')).toBe(true);
    expect(stored.get('air/api/v2/summary.json')?.body).toContain('Broken');
    expect(await published()).toContain('air/en/incidents/noti00000001/index.html');
    expect(rendered.toSorted()).toEqual(['en/incidents/noti00000001/', 'incidents/noti00000001/', 'zh-CN/incidents/noti00000001/']);
  });

  test('a write that fails lets nobody wait, and the next publication trusts nothing of it', async () => {
    await published();
    const all = new Set(stored.keys());
    await putOrganization({ name: { en: 'Wind' }, updatedAt: start });
    const putObject: Publishing['putObject'] = (object) => {
      if (object.key.endsWith('summary.json')) return Promise.reject(new Error('away'));
      stored.set(object.key, object);
      return Promise.resolve();
    };
    await expect(published({ putObject })).rejects.toThrow('away');
    // Back to what was published before: what the failed one wrote has to go all the same.
    await putOrganization();
    expect(new Set(await published())).toEqual(all);
    expect(stored.get('air/en/index.html')?.body).not.toContain('Wind');
  });

  test('nothing of a notice is left that was taken back after a publication that did not end', async () => {
    await published();
    const old = resolvedAt(7, '2024-05-03T11:00:00.000Z');
    await putNotice(old);
    const putObject: Publishing['putObject'] = (object) => {
      stored.set(object.key, object);
      return object.key.endsWith('summary.json') ? Promise.reject(new Error('died')) : Promise.resolve();
    };
    await expect(published({ putObject })).rejects.toThrow('died');
    expect(addresses('history/2024-05/').length).toBe(3);
    await putNotice({ ...old, withdrawnAt: start });
    await published();
    expect([addresses('history/2024-05/'), addresses('noti00000007')]).toEqual([[], []]);
  });

  test('one that fails gives the page back only when nothing of it is being written any more', async () => {
    await published();
    await putNotice(incident(1));
    let late: (() => void) | undefined;
    const first = published({
      putObject: async (object) => {
        if (object.key === 'air/incidents/noti00000001.json') throw new Error('refused');
        if (object.key === 'air/incidents/noti00000001/index.html') await new Promise<void>((resolve) => (late = resolve));
        stored.set(object.key, object);
      },
    });
    const failed = first.catch(String);
    await vi.waitFor(() => expect(late).toBeDefined(), { timeout: 10_000 });
    await putNotice({ ...incident(1), withdrawnAt: start });
    const second = published();
    late?.();
    await second;
    expect(await failed).toContain('refused');
    expect(addresses('noti00000001')).toEqual([]);
  });

  test('shows what is due for whoever asks, also by a slower clock', async () => {
    await putNotice(postedMaintenance({ componentIds: ['desk'] }));
    now = '2026-03-19T23:59:59.000Z';
    await publish(publishing(), organizationId, { since: null, asOf: '2026-03-20T00:00:00.000Z' });
    expect(JSON.parse(stored.get('air/api/v2/status.json')?.body ?? '{}').status.indicator).toBe('maintenance');
    // One that showed the page as of before has not shown it.
    await putNotice(postedMaintenance({ componentIds: ['desk'], scheduledUntil: '2026-03-20T00:30:00.000Z' }));
    await publish(publishing(), organizationId, { since: '2020-01-01T00:00:00.000Z', asOf: '2026-03-20T00:30:00.000Z' });
    expect(JSON.parse(stored.get('air/api/v2/status.json')?.body ?? '{}').status.indicator).toBe('none');
  });

  test('one that was overtaken in mid-write writes no more, and what it may have written meanwhile is put right', async () => {
    await putNotice(resolvedAt(1, plus(start, -60_000)));
    await published();
    await putOrganization({ look: { accent: 'teal' }, updatedAt: plus(start, 1000) });
    const wall = Date.now();
    const time = vi.spyOn(Date, 'now').mockImplementation(() => wall);
    // Stops before its first object, for longer than its turn; one object that it had begun arrives late.
    let frozen = false;
    let goOn = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (goOn = resolve));
    let late: SiteObject | undefined;
    const first = publish(
      publishing({
        putObject: async (object) => {
          if (object.key === 'air/incidents/noti00000001/index.html') late = object;
          if (!frozen) {
            frozen = true;
            await stopped;
          }
          stored.set(object.key, object);
        },
      }),
      organizationId,
    );
    await vi.waitFor(() => expect(late).toBeDefined(), { timeout: 10_000 });
    await putNotice({ ...resolvedAt(1, plus(start, -60_000)), withdrawnAt: start });
    time.mockImplementation(() => wall + 21_000);
    await expect(published()).rejects.toThrow('overtaken');
    expect(addresses('noti00000001')).toEqual([]);
    if (late) stored.set(late.key, late);
    goOn();
    await expect(first).rejects.toThrow('longer than its turn');
    time.mockImplementation(() => wall + 50_000);
    await published();
    expect(addresses('noti00000001')).toEqual([]);
    expect(await published()).toEqual([]);
    time.mockRestore();
  });

  test('what a publication has shown that began after a change was told of is not published again', async () => {
    await published();
    await putNotice(incident(1));
    const sent = plus(new Date().toISOString(), -10_000);
    await publish(publishing(), organizationId, { since: plus(sent, 60_000), asOf: start });
    expect(addresses('noti00000001').length).toBeGreaterThan(0);
    await putNotice(incident(2));
    // Told of before the last publication began: that one has shown it, as far as this one knows.
    await publish(publishing(), organizationId, { since: sent, asOf: start });
    expect(addresses('noti00000002')).toEqual([]);
    await publish(publishing(), organizationId, { since: new Date().toISOString(), asOf: start });
    expect(addresses('noti00000002').length).toBeGreaterThan(0);
    // After one that failed, nothing is taken for shown.
    await putNotice(incident(3));
    await expect(published({ putObject: () => Promise.reject(new Error('away')) })).rejects.toThrow('away');
    await publish(publishing(), organizationId, { since: sent, asOf: start });
    expect(addresses('noti00000003').length).toBeGreaterThan(0);
  });

  test('of many publications at once, the last word on the page is the newest', async () => {
    await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        await putNotice(incident(index + 1));
        await publish(publishing(), organizationId);
        expect(stored.get('air/api/v2/summary.json')?.body).toContain(`noti0000000${index + 1}`);
      }),
    );
  });
});

describe('much to tell', () => {
  test('goes out in several publications where one takes too long, the newest and the overview first', async () => {
    for (let index = 1; index <= 40; index++) await putNotice(resolvedAt(index, plus(start, -index * 60_000)));
    let elapsed = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => elapsed);
    const slow: Site = {
      ...site,
      render: (path, page) => {
        rendered.push(path);
        elapsed += 250;
        return site.render(path, page);
      },
    };
    await expect(published({ site: slow })).rejects.toThrow(/parts are left/);
    expect(rendered.length).toBeLessThan(60);
    expect(stored.get('air/index.html')?.body).toContain('noti00000001');
    expect(stored.has('air/incidents/noti00000001/index.html')).toBe(true);
    expect(stored.has('air/incidents/noti00000040/index.html')).toBe(false);
    const again = [...rendered];
    await expect(published({ site: slow })).rejects.toThrow(/parts are left/);
    expect(rendered.filter((path) => again.includes(path))).toEqual([]);
    for (let rounds = 0; rounds < 3; rounds++) await published({ site: slow }).catch(() => []);
    clock.mockRestore();
    expect(stored.has('air/zh-CN/incidents/noti00000040/index.html')).toBe(true);
    expect(await published()).toEqual([]);
  });

  test('is bounded: a flood does not hide what is still open, and takes no page away', async () => {
    await putNotice({ ...incident(9000), id: 'ntc_0000' });
    const body = { en: 'word '.repeat(990) };
    const flood = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, async (_, index) => {
          const one = resolvedAt(from + index, plus(start, (from + index) * 1000));
          await putNotice({ ...one, updates: Array.from({ length: 30 }, (__, at) => ({ ...one.updates[0]!, id: `u${at}`, body })) });
        }),
      );
    await flood(1, 50);
    await published();
    const first = [...stored.keys()].filter((key) => key.includes('noti00000001'));
    expect(first).toHaveLength(4);
    await flood(50, 120);
    await published();
    expect(stored.get('air/api/v2/incidents/unresolved.json')?.body).toContain('noti00009000');
    expect(stored.get('air/history/index.html')?.body).not.toContain('noti00000001');
    expect(first.every((key) => stored.has(key))).toBe(true);
  });
});

test('the table may give what it holds in any order: what says the same is not written again', async () => {
  await putNotice({ ...resolvedAt(1, plus(start, -3_600_000)), title: { en: 'Down', 'zh-CN': '中断' } });
  await published();
  const { table } = engine;
  const turned = <T>(value: T): T => {
    if (Array.isArray(value)) return value.map(turned) as T;
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, held]) => [name, turned(held)]),
    ) as T;
  };
  const other: Publishing['table'] = {
    ...table,
    get: async (key) => turned(await table.get(key)),
    query: async (input) => turned(await table.query(input)),
  };
  for (let times = 0; times < 3; times++) expect(await published({ table: other })).toEqual([]);
});
