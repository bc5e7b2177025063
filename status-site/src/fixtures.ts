import { compose, type ComponentRecord } from '../../shared/status-page/compose.ts';
import { plus, type Instant } from '../../shared/instant.ts';
import { impactOf } from '../../shared/status-page/overall.ts';
import {
  impacts,
  worse,
  type ComponentState,
  type Impact,
  type NoticePhase,
  type PageLook,
  type PageNotice,
  type StatusPage,
} from '../../shared/status-page/page.ts';
import type { Language, Text } from '../../shared/text.ts';
import { cancelledWork, endedWork, maintenanceOf, plannedWork, runningWork, sampleLook, type Plan } from './fixture-posted.ts';
import { longAgo, openStories, pastStories, places, type Story } from './fixture-stories.ts';

// Sample pages of an airline that does not exist, for `astro dev`, tests and measurements.

const now: Instant = '2026-03-14T01:42:00.000Z';
const minute = 60_000;
const born: Instant = '2024-06-01T00:00:00.000Z';

const idOf = (seed: string): string => {
  let hash = 7;
  for (const char of seed) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_647;
  return (hash.toString(36) + (hash * 7919).toString(36) + 'muster000000').slice(0, 12);
};

const records: ComponentRecord[] = places.flatMap(({ group, components }, groupIndex) =>
  components.map(({ name, description }, index) => ({
    publicId: idOf(name.en),
    name,
    description,
    group: { id: idOf(group.en), name: group },
    position: groupIndex * 10 + index,
    createdAt: name.en === 'Lounges' ? plus(now, -41 * 1440 * minute) : born,
    updatedAt: born,
  })),
);

/** Plays a story: each update may move a component, and a resolved one moves everything back. */
export const noticeOf = (story: Story): PageNotice => {
  const startedAt = plus(now, -story.minutesAgo * minute);
  const id = idOf(story.title.en ?? story.title['zh-CN'] ?? '');
  const current = new Map<string, ComponentState>();
  let worst: ComponentState = 'operational';
  const updates = story.updates.map((update, index) => {
    const moves =
      update.phase === 'resolved' ? [...current.keys()].map((component) => [component, 'operational'] as const) : (update.moves ?? []);
    const changes = moves.map(([component, to]) => {
      const componentId = update.phase === 'resolved' ? component : idOf(component);
      const from = current.get(componentId) ?? 'operational';
      current.set(componentId, to);
      worst = worse(worst, to);
      return { componentId, from, to };
    });
    return {
      id: `${id.slice(0, 10)}u${index}`,
      phase: update.phase,
      body: update.body,
      at: plus(startedAt, update.after * minute),
      changes,
    };
  });
  const at = (phase: NoticePhase): Instant | null => updates.findLast((update) => update.phase === phase)?.at ?? null;
  const last = updates.at(-1);
  const open = last?.phase !== 'resolved';
  return {
    kind: 'incident',
    id,
    title: story.title,
    phase: last?.phase ?? 'investigating',
    impact: impactOf[worst],
    affects: open
      ? [...current].filter(([, state]) => state !== 'operational').map(([componentId, state]) => ({ componentId, state }))
      : [],
    componentIds: [...current.keys()],
    startedAt,
    createdAt: startedAt,
    updatedAt: last?.at ?? startedAt,
    monitoringAt: at('monitoring'),
    resolvedAt: at('resolved'),
    updates: updates.toReversed(),
    followUp: story.followUp ? { body: story.followUp.body, at: plus(startedAt, story.followUp.after * minute) } : null,
  };
};

const pageOf = (
  stories: readonly Story[],
  over: {
    components?: ComponentRecord[];
    name?: Text;
    languages?: readonly Language[];
    plans?: readonly Plan[];
    look?: PageLook;
  } = {},
): StatusPage =>
  compose({
    organization: {
      pageId: 'exampleair01',
      slug: 'example-air',
      name: over.name ?? { en: 'Example Air Lines', 'zh-CN': '示例航空' },
      timeZone: 'Asia/Shanghai',
      languages: over.languages ?? ['en', 'zh-CN'],
      url: 'https://status.example/example-air',
      look: over.look,
    },
    components: over.components ?? records,
    notices: stories.map(noticeOf),
    posted: (over.plans ?? []).map((plan) => maintenanceOf(plan, now)),
    overrides: new Map(),
    version: 12,
    now,
  });

const major: Story = {
  title: { en: 'Check-in is down at all airports', 'zh-CN': '所有机场无法办理值机' },
  minutesAgo: 48,
  updates: [
    {
      after: 0,
      phase: 'investigating',
      moves: [['Check-in and kiosks', 'partial_outage']],
      body: {
        en: 'Kiosks at several airports do not answer. We are looking into it.',
        'zh-CN': '多个机场的自助值机机没有响应，我们正在调查。',
      },
    },
    {
      after: 9,
      phase: 'identified',
      moves: [
        ['Check-in and kiosks', 'major_outage'],
        ['Boarding gates', 'major_outage'],
      ],
      body: {
        en: 'A failed network core has cut off check-in and boarding. Agents check passengers in by hand. Please come three hours before departure.',
        'zh-CN': '核心网络故障导致值机和登机系统全部中断，工作人员正在人工办理。请提前三小时到达机场。',
      },
    },
  ],
};

const hostileText = `<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" 'too' & \u202Eright to left ${'unbroken'.repeat(40)}`;

const hostileMarkdown = `# ${hostileText}

[click](javascript:alert(1)) [data](data:text/html,<script>alert(2)</script>) ![picture](https://evil.example/x.png)
<svg onload=alert(3)> &lt;b&gt; <https://evil.example/"onmouseover="alert(4)> [x](https://evil.example/"><script>alert(5)</script>)

${'> '.repeat(60)}deep ${'* '.repeat(30)}deeper

\`\`\`html
<img src=x onerror=alert(6)> ${'unbroken'.repeat(40)}
\`\`\`

    ${'wide '.repeat(80)}

[ref]: javascript:alert(7)

[ref] </div></main></html>`;

const hostile: Story = {
  title: { en: hostileText },
  minutesAgo: 30,
  updates: [
    {
      after: 0,
      phase: 'investigating',
      moves: [['Payments', 'partial_outage']],
      body: { 'zh-CN': `</p></main><style>*{display:none}</style>${hostileText}` },
    },
    { after: 5, phase: 'identified', body: { en: `${hostileText}\n\nשלום ${hostileText}` } },
    { after: 6, phase: 'identified', body: { en: hostileMarkdown } },
  ],
  followUp: { after: 7, body: { 'zh-CN': hostileMarkdown } },
};

const hostileLook: PageLook = {
  accent: 'plum',
  logo: null,
  contact: { email: `"><script>alert(8)</script>@evil.example`, phone: `+1 <b>"onclick="alert(9)`, url: 'https://evil.example/"><script>' },
  footer: { en: hostileMarkdown },
  announcement: { body: { 'zh-CN': hostileMarkdown }, at: now },
  indexed: true,
};

const quiet: readonly Story[] = [
  {
    title: { 'zh-CN': '下周一机场安检时间可能延长' },
    minutesAgo: 90,
    updates: [{ after: 0, phase: 'investigating', body: { 'zh-CN': '请留意 https://status.example/security 上的说明。' } }],
  },
  {
    title: { 'zh-CN': '货运系统维护' },
    minutesAgo: 20,
    updates: [
      { after: 0, phase: 'identified', moves: [['Cargo', 'under_maintenance']], body: { 'zh-CN': '维护期间可以查询，不能订舱。' } },
    ],
  },
];

const lounges = [idOf('Lounges')];

/** As much as a page must bear: eighty components with five bad days each, and an incident that a script kept updating. */
const manyRecords = Array.from({ length: 80 }, (_, index): ComponentRecord => {
  const like = records[index % records.length] as ComponentRecord;
  const name = `${like.name.en} ${index + 1}`;
  return { ...like, publicId: idOf(name), name: { en: name, 'zh-CN': `${like.name['zh-CN']} ${index + 1}` }, position: index };
});
const many: readonly Story[] = manyRecords.flatMap(({ name }, index) =>
  Array.from({ length: 5 }, (_, time): Story => ({
    title: { en: `${name.en}, time ${time}` },
    minutesAgo: ((index * 7 + time * 17) % 88) * 1440 + 1_500,
    updates: [
      {
        after: 0,
        phase: 'investigating',
        moves: [[name.en ?? '', time % 2 === 0 ? 'degraded_performance' : 'partial_outage']],
        body: { en: 'Looking.' },
      },
      { after: 30, phase: 'resolved', body: { en: 'It works again.' } },
    ],
  })),
);
const endless: Story = {
  title: { en: 'Updated by a script', 'zh-CN': '由脚本更新的故障' },
  minutesAgo: 10_100,
  updates: Array.from({ length: 10_000 }, (_, index) => ({
    after: index + 1,
    phase: 'identified' as const,
    body: { en: `Step ${index + 1} of the repair is done.`, 'zh-CN': `第 ${index + 1} 步修复已完成。` },
  })),
};

export const fixtures: Record<string, StatusPage> = {
  busy: pageOf([...openStories, ...pastStories, ...longAgo], { plans: [plannedWork(lounges), cancelledWork] }),
  calm: pageOf(pastStories, { plans: [endedWork([idOf('Cargo')])], look: sampleLook(now) }),
  maintenance: pageOf(pastStories.slice(0, 3), {
    plans: [runningWork([idOf('Loyalty accounts')]), plannedWork(lounges), endedWork([idOf('Cargo')])],
  }),
  many: pageOf(many, { components: manyRecords }),
  endless: pageOf([endless, ...openStories.slice(0, 1)]),
  major: pageOf([major, ...pastStories.slice(0, 4)]),
  hostile: pageOf([hostile], {
    look: hostileLook,
    plans: [{ ...plannedWork(lounges), title: { en: hostileText }, body: { en: hostileMarkdown } }],
    name: { en: `\u202E${hostileText}` },
    components: records.map((record) => ({
      ...record,
      name: record.name.en === 'Payments' ? { en: hostileText } : record.name,
      description: { 'zh-CN': hostileText },
      group: record.group && { ...record.group, name: { en: `\u202E${hostileText}` } },
    })),
  }),
  /** One language, maintenance, an announcement, and components without a group among groups. */
  quiet: pageOf([...quiet, ...pastStories.slice(2, 4)], {
    languages: ['zh-CN'],
    components: records.map((record, index) => (index < 3 ? { ...record, group: null } : record)),
  }),
  empty: pageOf([], { components: [] }),
};

/** Impacts in the sample data, so that a test can say that all of them occur. */
export const impactsShown = (page: StatusPage): readonly Impact[] =>
  impacts.filter((impact) => page.notices.some((notice) => notice.impact === impact));
