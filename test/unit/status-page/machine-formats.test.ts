import { describe, expect, test } from 'vitest';
import { compose } from '../../../shared/status-page/compose.ts';
import { objectsOf, type PublishedObject } from '../../../shared/status-page/formats/objects.ts';
import { fixtures } from '../../../status-site/src/fixtures.ts';
import { component, input, notice, page as pageOf, postedMaintenance } from './given.ts';
import { api, bodyOf, readCalendar, readXml } from './reading.ts';

const each = Object.entries(fixtures);

describe('the calendar of maintenance', () => {
  test.each(each)('of "%s" is one that a strict reader takes', (_name, page) => {
    const { lines, events } = readCalendar(bodyOf(page, 'maintenance.ics'));
    expect(lines.slice(0, 3).map(({ name, value }) => `${name}:${value}`)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Muster//Status pages//EN',
    ]);
    expect(lines.find(({ name }) => name === 'REFRESH-INTERVAL')?.value).toMatch(/^PT\d+M$/);
    // A calendar holds at least one component.
    expect(lines.filter(({ name }) => name === 'BEGIN').length).toBeGreaterThan(1);
    expect(events).toHaveLength(page.maintenances.length);
    expect(new Set(events.map((event) => event['UID'])).size).toBe(events.length);
    for (const event of events) {
      for (const name of ['DTSTAMP', 'DTSTART', 'DTEND', 'CREATED', 'LAST-MODIFIED']) expect(event[name]).toMatch(/^\d{8}T\d{6}Z$/);
      expect((event['DTEND'] ?? '') > (event['DTSTART'] ?? '')).toBe(true);
      expect(event['SEQUENCE']).toMatch(/^\d+$/);
    }
  });

  test('keeps the UID of an event, counts its changes and says when it is off', () => {
    const posted = postedMaintenance();
    const eventOf = (over: Partial<typeof posted>, now?: string) =>
      readCalendar(bodyOf(compose(input({ posted: [{ ...posted, ...over }], ...(now ? { now } : {}) })), 'maintenance.ics')).events[0] ??
      {};
    const first = eventOf({});
    expect(first).toMatchObject({ UID: 'post00000001@status.example', SEQUENCE: '1', STATUS: 'CONFIRMED', DTSTART: '20260320T000000Z' });
    const moved = eventOf({ scheduledFor: '2026-03-20T01:00:00.000Z', version: 2, updatedAt: '2026-03-02T00:00:00.000Z' });
    expect(moved).toMatchObject({ UID: first['UID'], SEQUENCE: '2', DTSTART: '20260320T010000Z' });
    const off = eventOf({
      version: 3,
      updates: [
        { id: 'u2', phase: 'cancelled', body: { en: 'Off.' }, at: '2026-03-03T00:00:00.000Z', components: null },
        ...posted.updates,
      ],
    });
    expect(off).toMatchObject({ UID: first['UID'], SEQUENCE: '3', STATUS: 'CANCELLED' });
    // By itself nothing is planned anew.
    expect(eventOf({}, '2026-03-20T00:30:00.000Z')).toMatchObject({ SEQUENCE: '1', DTSTART: '20260320T000000Z' });
  });
});

describe('hostile texts', () => {
  // eslint-disable-next-line no-control-regex
  const nasty = `]]>&amp;<script>alert(1)</script>"'\u0000\u0007\u001b\u202e\u2066\ud800 \udfff\ufffe\r\nBEGIN:VEVENT\nX;Y,Z\\${'长'.repeat(300)}${'w'.repeat(5_000)}👩‍👩‍👧‍👦`;
  const text = { en: nasty };
  const incident = notice({
    phase: 'resolved',
    resolvedAt: '2026-03-13T01:00:00.000Z',
    title: text,
    updates: [{ ...notice().updates[0]!, body: text }],
    followUp: { body: text, at: '2026-03-13T09:00:00.000Z' },
    componentIds: ['comp00000001'],
  });
  const composed = compose(
    input({ posted: [postedMaintenance({ title: text, updates: [{ ...postedMaintenance().updates[0]!, body: text }] })] }),
  );
  const page = pageOf({
    name: text,
    components: [component({ name: text, description: text, state: 'major_outage' })],
    notices: [incident],
    maintenances: composed.maintenances,
  });

  test('break no format', () => {
    const bodies = (ending: RegExp) =>
      objectsOf(page).flatMap(({ path, body }) => (ending.test(path) ? [Buffer.from(body).toString()] : []));
    for (const body of bodies(/\.json$/)) expect(JSON.parse(body)).toBeTruthy();
    for (const body of bodies(/\.(atom|rss)$/)) expect(readXml(body).length).toBeGreaterThan(10);
    for (const body of bodies(/\.svg$/)) {
      expect(readXml(body, false)[0]?.name).toBe('svg');
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024);
    }
    expect(readCalendar(bodyOf(page, 'maintenance.ics')).events).toHaveLength(1);
    expect(bodyOf(page, 'embed/index.html')).not.toContain('<script');
    expect(bodyOf(page, 'embed/index.html')).not.toMatch(/[\u202e\u2066]/);
  });

  test('reach readers of JSON as they were written', () => {
    expect(api(page, 'incidents')['incidents'][0].name).toBe(nasty);
  });
});

test('the notice for other sites is there in every language, and leads to the page in it', () => {
  const busy = fixtures['busy']!;
  expect(bodyOf(busy, 'embed/index.html')).toBe(bodyOf(busy, 'en/embed/index.html'));
  expect(bodyOf(busy, 'zh-CN/embed/index.html')).toContain('<html lang="zh-CN">');
  expect(bodyOf(busy, 'zh-CN/embed/index.html')).toMatch(/href="\.\.\/".*示例航空：部分中断/);
  expect(bodyOf(fixtures['quiet']!, 'en/embed/index.html')).toBe('');
});

describe('every object', () => {
  test('says what it is, in UTF-8, and how long it keeps', () => {
    const line = 'max-age=10, public, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600';
    const wrong = (object: PublishedObject) => object.cacheControl !== line || !object.contentType.endsWith('; charset=utf-8');
    expect(objectsOf(fixtures['busy']!).filter(wrong)).toEqual([]);
  });

  test('is listed by robots.txt or kept from search engines as the organization wants', () => {
    const page = pageOf();
    expect(bodyOf(page, 'robots.txt')).toBe('User-agent: *\nDisallow:\n');
    expect(bodyOf({ ...page, look: { ...page.look, indexed: false } }, 'robots.txt')).toBe('User-agent: *\nDisallow: /\n');
  });
});
