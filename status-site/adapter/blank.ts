import type { StatusPage } from '../../shared/status-page/page.ts';

const epoch = '2000-01-01T00:00:00.000Z';

/** A page that belongs to nobody, rendered while the module loads. */
export const blankPage: StatusPage = {
  id: '000000000000',
  slug: 'blank',
  name: { en: 'Status' },
  url: 'http://status.invalid',
  namedAfter: 'http://status.invalid',
  timeZone: 'UTC',
  languages: ['en', 'zh-CN'],
  version: 0,
  generatedAt: epoch,
  updatedAt: epoch,
  groups: [],
  components: [],
  former: [],
  notices: [],
  maintenances: [],
  archive: [],
  look: { accent: 'slate', logo: null, contact: null, footer: null, announcement: null, indexed: false },
};
