import { expect, test } from 'vitest';
import type { Event, EventOf } from '../../../shared/incident/events.ts';
import { type NoticeView, projectNotice } from '../../../shared/incident/views.ts';

const at = '2026-03-14T01:00:00.000Z';
const published = (title: string, phase: 'investigating' | 'resolved') =>
  ({
    type: 'notice.published',
    occurredAt: at,
    data: {
      notice: 'n',
      update: `u-${phase}`,
      planNotice: null,
      phase,
      title: { en: title },
      body: { en: 'Words.' },
      state: null,
      components: [],
    },
  }) as unknown as Event & EventOf<'notice.published'>;
const told = (...events: readonly Event[]) => events.reduce<NoticeView | null>((notice, event) => projectNotice(notice, event, at), null);

test('an incident is called what it was called first; another title heads the update that came with it', () => {
  const notice = told(published('Boats do not cross', 'investigating'), published('Boats cross again', 'resolved'));
  expect(notice?.title).toEqual({ en: 'Boats do not cross' });
  expect(notice?.updates.map(({ title }) => title)).toEqual([{ en: 'Boats cross again' }, undefined]);
  const same = told(published('Boats do not cross', 'investigating'), published('Boats do not cross', 'resolved'));
  expect(same?.updates.map(({ title }) => title)).toEqual([undefined, undefined]);
});
