import type { ComponentRecord, ComposeInput } from '../../../shared/status-page/compose.ts';
import type { PostedIncident, PostedMaintenance } from '../../../shared/notice/posted.ts';
import { plainLook } from '../../../shared/status-page/look.ts';
import type { PageComponent, PageNotice, PageUpdate, StatusPage } from '../../../shared/status-page/page.ts';

/** The instant at which every given page is read: a Saturday morning in Shanghai. */
export const now = '2026-03-14T01:42:00.000Z';

export const record = (over: Partial<ComponentRecord> = {}): ComponentRecord => ({
  publicId: 'comp00000001',
  name: { en: 'Check-in', 'zh-CN': '值机' },
  description: null,
  group: null,
  position: 1,
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-01-01T00:00:00.000Z',
  ...over,
});

export const component = (over: Partial<PageComponent> = {}): PageComponent => ({
  id: 'comp00000001',
  name: { en: 'Check-in', 'zh-CN': '值机' },
  description: null,
  groupId: null,
  state: 'operational',
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-01-01T00:00:00.000Z',
  days: Array.from({ length: 90 }, () => 'operational' as const),
  uptime: '100.00',
  ...over,
});

export const update = (over: Partial<PageUpdate> = {}): PageUpdate => ({
  id: 'upda00000001',
  phase: 'investigating',
  body: { en: 'We are looking into it.' },
  at: '2026-03-13T00:00:00.000Z',
  changes: [],
  ...over,
});

export const notice = (over: Partial<PageNotice> = {}): PageNotice => ({
  kind: 'incident',
  id: 'noti00000001',
  title: { en: 'Kiosks do not answer' },
  phase: 'investigating',
  impact: 'none',
  affects: [],
  componentIds: [],
  startedAt: '2026-03-13T00:00:00.000Z',
  createdAt: '2026-03-13T00:00:00.000Z',
  updatedAt: '2026-03-13T00:00:00.000Z',
  monitoringAt: null,
  resolvedAt: null,
  updates: [update()],
  followUp: null,
  ...over,
});

export const page = (over: Partial<StatusPage> = {}): StatusPage => ({
  id: 'page00000001',
  slug: 'example-air',
  name: { en: 'Example Air Lines', 'zh-CN': '示例航空' },
  url: 'https://status.example/example-air',
  namedAfter: 'https://status.example/example-air',
  timeZone: 'Asia/Shanghai',
  languages: ['en', 'zh-CN'],
  version: 1,
  generatedAt: now,
  updatedAt: '2026-03-13T00:00:00.000Z',
  groups: [],
  components: [],
  former: [],
  notices: [],
  maintenances: [],
  archive: [],
  look: plainLook,
  ...over,
});

export const input = (over: Partial<ComposeInput> = {}): ComposeInput => ({
  organization: {
    pageId: 'page00000001',
    slug: 'example-air',
    name: { en: 'Example Air Lines' },
    timeZone: 'Asia/Shanghai',
    languages: ['en', 'zh-CN'],
    url: 'https://status.example/example-air/',
  },
  components: [],
  notices: [],
  posted: [],
  overrides: new Map(),
  version: 1,
  now,
  ...over,
});

const posted = {
  id: 'ntc_0195',
  publicId: 'post00000001',
  title: { en: 'Told by hand' },
  approvedAt: '2026-03-01T00:00:00.000Z',
  withdrawnAt: null,
  createdAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-01T00:00:00.000Z',
  version: 1,
};

export const postedIncident = (over: Partial<PostedIncident> = {}): PostedIncident => ({
  kind: 'incident',
  ...posted,
  startedAt: '2026-03-01T00:00:00.000Z',
  followUp: null,
  updates: [{ id: 'upda00000001', phase: 'investigating', body: { en: 'Look.' }, at: '2026-03-01T00:00:00.000Z', components: null }],
  ...over,
});

export const postedMaintenance = (over: Partial<PostedMaintenance> = {}): PostedMaintenance => ({
  kind: 'maintenance',
  ...posted,
  componentIds: ['comp00000001'],
  scheduledFor: '2026-03-20T00:00:00.000Z',
  scheduledUntil: '2026-03-20T02:00:00.000Z',
  updates: [{ id: 'upda00000001', phase: 'scheduled', body: { en: 'Planned.' }, at: '2026-03-01T00:00:00.000Z', components: null }],
  ...over,
});
