import { beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../../../shared/status-page/compose.ts';
import type { StatusPage } from '../../../shared/status-page/page.ts';
import { component, input, notice, now, page, postedMaintenance, record, update } from '../../unit/status-page/given.ts';
import { builtSite, type Site } from './built.ts';
import { fixture, pastId, toldId } from './visit.ts';

let site: Site;

beforeAll(async () => {
  site = await builtSite();
}, 60_000);

/** What a reader reads of a page, its spaces alike. */
const textOf = async (path: string, of: StatusPage): Promise<string> =>
  (await site.render(path, of))
    .replace(/<head>[^]*<\/head>|<script[^]*?<\/script>/g, '')
    .replaceAll(/<(?!\/?(?:b|a|bdi|time|span)\b)[^>]*>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('\u00a0', ' ');

describe('what is over', () => {
  test('is told as over, with its end and its year', async () => {
    const text = await textOf(`en/incidents/${toldId}/`, fixture('busy'));
    expect(text).toContain('Resolved · Was a partial outage · Affected Website and app · 3 Nov 2025, 06:22–07:39 UTC+8 · 1 h 17 min');
    // Each stamp of the updates.
    expect(text.match(/3 Nov 2025, 0[67]:\d\d UTC\+8\n/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text).not.toMatch(/Since|3 Nov,/);
    expect(await textOf(`zh-CN/incidents/${pastId}/`, fixture('busy'))).toContain(
      '已解决 · 曾性能下降 · 曾影响消息通知 · 2026年3月11日 06:22–07:04 UTC+8 · 42 分钟',
    );
  });

  test('is a notice where it touched no component', async () => {
    const done = page({
      notices: [notice({ phase: 'resolved', resolvedAt: '2026-03-13T00:01:00.000Z', updates: [update({ phase: 'resolved' })] })],
    });
    expect(await textOf('en/', done)).toContain('Notice · 1 min · We are looking into it.');
    expect(await textOf('zh-CN/history/', done)).toContain('通知 · 1 分钟 · ');
    expect(await textOf('en/incidents/noti00000001/', done)).toMatch(/\n\s*Resolved · 13 Mar 2026, 08:00–08:01 UTC\+8 · 1 min/);
  });
});

test('what an organization says of its maintenance stands before what the clock says', async () => {
  const plan = postedMaintenance({ scheduledFor: '2026-03-14T01:00:00.000Z', scheduledUntil: '2026-03-14T03:00:00.000Z' });
  const running = compose(input({ components: [record()], posted: [plan] }));
  const text = await textOf('en/', running);
  expect(text).toMatch(/Maintenance in progress\n[^]*Affects Check-in\.[^]*Current maintenance\n[^]*Planned\./);
  expect(text).not.toMatch(/has begun|In progress/);
  expect(await textOf(`en/maintenance/${plan.publicId}/`, running)).toContain('The planned maintenance has begun.');
});

test('the sentence under the headline does not say its words again', async () => {
  const text = await textOf('en/', fixture('major'));
  expect(text).toContain('Affects Check-in and kiosks and Boarding gates.');
  expect(text).not.toContain('Major outage:');
  const mixed = page({
    components: [
      component({ state: 'major_outage' }),
      component({ id: 'other0000000', name: { en: 'Web' }, state: 'degraded_performance' }),
    ],
  });
  expect(await textOf('en/', mixed)).toContain('Affects Check-in. Degraded: Web.');
});

test('components that moved alike stand in one line', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const moved = update({
    changes: ids.map((id) => ({ componentId: id, from: 'operational', to: id === 'g' ? 'degraded_performance' : 'major_outage' })),
  });
  const told = page({
    components: ids.map((id) => component({ id, name: { en: `Line ${id}` } })),
    notices: [notice({ updates: [moved], componentIds: ids })],
  });
  const text = await textOf('en/incidents/noti00000001/', told);
  expect(text).toContain('Line a, Line b, Line c, Line d, Line e and Line f: Operational → Major outage\n');
  expect(text).toContain('Line g: Operational → Degraded\n');
});

describe('a page without components', () => {
  test('does not say that they work', async () => {
    for (const [path, says] of [
      ['en/', 'No components are listed yet'],
      ['zh-CN/', '尚未列出组件'],
    ] as const) {
      const html = await site.render(path, fixture('empty'));
      expect(html).toContain(`<h1>${says}</h1>`);
      expect(html).toContain(`<title>${says} – `);
      expect(html).not.toMatch(/operational|系统正常/i);
      expect(html).toContain('class="in"');
    }
  });

  test('says what is open', async () => {
    expect(await textOf('en/', page({ notices: [notice({ impact: 'critical' })] }))).toContain('Major outage');
  });
});

describe('components without a group', () => {
  const group = { id: 'group0000001', name: { en: 'Airport' }, createdAt: now, updatedAt: now };

  test('come last, as others', async () => {
    const html = await site.render('en/', page({ groups: [group], components: [component(), component({ id: 'b', groupId: group.id })] }));
    expect([...html.matchAll(/<h3>(?:<span>)?([^<]*)/g)].map(([, name]) => name)).toEqual(['Airport', 'Other components']);
  });

  test('have no title of their own where there is no group', async () => {
    expect(await site.render('en/', page({ components: [component()] }))).toContain('<h3><span class="v">Components</span></h3>');
  });
});

test('uptime is told since there is any', async () => {
  const days = Array.from({ length: 90 }, (_, day) => (day < 88 ? null : ('operational' as const)));
  const html = await site.render('en/', page({ components: [component({ days, uptime: '99.96' })] }));
  expect(html).toContain('<small>99.96% uptime since 13 Mar</small>');
  expect(html).toContain('aria-label="99.96% uptime since 13 Mar; no day with incidents"');
  expect(await site.render('zh-CN/', fixture('busy'))).toContain('90 天可用率');
});

test('Chinese sentences hold no space that they do not need', async () => {
  expect(await textOf('zh-CN/', fixture('calm'))).toContain('所有时间均为中国标准时间');
});
