import { spanOf } from '../../../shared/status-page/overall.ts';
import type { PageMaintenance } from '../../../shared/status-page/page.ts';
import { plain } from './states.ts';
import { canonicalOf, type View } from './view.ts';

const eventStatus = { cancelled: 'EventCancelled' } as Readonly<Record<string, string | undefined>>;

/** Maintenance as schema.org's `Event`: it takes place at the page, as far as anybody may attend. */
const eventOf = (maintenance: PageMaintenance, { page, language }: View, url: string): object => ({
  '@type': 'Event',
  name: plain(maintenance.title, language),
  startDate: spanOf(maintenance).from,
  endDate: spanOf(maintenance).until,
  eventStatus: `https://schema.org/${eventStatus[maintenance.phase] ?? 'EventScheduled'}`,
  eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
  location: { '@type': 'VirtualLocation', url },
  organizer: { '@type': 'Organization', name: plain(page.name, language), url: page.url },
});

/** What a page is, for machines that read JSON-LD; never holds `<`, so it cannot leave its element. */
export const structured = (view: View, title: string): string => {
  const { subject, language, changedAt } = view;
  const url = canonicalOf(view, language);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    name: title,
    url,
    inLanguage: language,
    dateModified: changedAt,
    ...(subject.kind === 'maintenance' && { mainEntity: eventOf(subject.maintenance, view, url) }),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
};
