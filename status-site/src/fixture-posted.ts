import { plus, type Instant } from '../../shared/instant.ts';
import type { ComposeInput } from '../../shared/status-page/compose.ts';
import type { MaintenancePhase, PageLook } from '../../shared/status-page/page.ts';
import type { Text } from '../../shared/text.ts';

type PostedMaintenance = Extract<ComposeInput['posted'][number], { kind: 'maintenance' }>;

const hour = 3_600_000;

/** Planned work, told in hours from the time of the sample pages; components by their public ids. */
export interface Plan {
  readonly id: string;
  readonly title: Text;
  readonly body: Text;
  readonly componentIds: readonly string[];
  readonly inHours: number;
  readonly lasts: number;
  readonly later?: { readonly phase: MaintenancePhase; readonly inHours: number; readonly body: Text };
}

/** A plan as it is stored. */
export const maintenanceOf = ({ id, title, body, componentIds, inHours, lasts, later }: Plan, now: Instant): PostedMaintenance => {
  const at = (hours: number): Instant => plus(now, hours * hour);
  const createdAt = at(Math.min(-72, inHours - 72));
  const update = (said: Omit<PostedMaintenance['updates'][number], 'id' | 'components'>, index: number) => ({
    id: `${id.slice(0, 10)}u${index}`,
    components: null,
    ...said,
  });
  const first = update({ phase: 'scheduled', body, at: createdAt }, 0);
  const last = later && update({ phase: later.phase, body: later.body, at: at(later.inHours) }, 1);
  return {
    kind: 'maintenance',
    id: `ntc_${id}`,
    publicId: id,
    title,
    updates: last ? [last, first] : [first],
    approvedAt: createdAt,
    withdrawnAt: null,
    createdAt,
    updatedAt: last?.at ?? createdAt,
    version: 1,
    componentIds,
    scheduledFor: at(inHours),
    scheduledUntil: at(inHours + lasts),
  };
};

export const plannedWork = (componentIds: readonly string[]): Plan => ({
  id: 'loungesnight',
  title: { en: 'Lounge access: new readers', 'zh-CN': '贵宾室：更换读卡器' },
  body: {
    en: 'Readers are replaced one lounge at a time. Lounges stay open; staff check passes by hand.',
    'zh-CN': '读卡器逐间更换，贵宾室照常开放，由工作人员人工核验。',
  },
  componentIds,
  inHours: 160.3,
  lasts: 2,
});

export const runningWork = (componentIds: readonly string[]): Plan => ({
  id: 'loyaltymoves',
  title: { en: 'Loyalty accounts move to new machines', 'zh-CN': '会员账户迁移至新设备' },
  body: { en: 'Points can be seen but not spent. Bookings are **not** affected.', 'zh-CN': '积分可以查询，暂不能使用，**不**影响订票。' },
  componentIds,
  inHours: -0.7,
  lasts: 3,
  later: { phase: 'in_progress', inHours: -0.6, body: { en: 'The move has begun and runs to plan.', 'zh-CN': '迁移已开始，按计划进行。' } },
});

export const endedWork = (componentIds: readonly string[]): Plan => ({
  id: 'cargoupgrade',
  title: { en: 'Cargo: planned upgrade', 'zh-CN': '货运：计划升级' },
  body: { en: 'Bookings pause for two hours.', 'zh-CN': '订舱暂停两小时。' },
  componentIds,
  inHours: -290,
  lasts: 2,
  later: {
    phase: 'completed',
    inHours: -288.4,
    body: { en: 'The upgrade is done and bookings are open again.', 'zh-CN': '升级完成，订舱已恢复。' },
  },
});

export const cancelledWork: Plan = {
  id: 'gatescancel0',
  title: { en: 'Boarding gates: new software', 'zh-CN': '登机口：软件更新' },
  body: { en: 'Gates are updated at night.', 'zh-CN': '夜间更新登机口软件。' },
  componentIds: [],
  inHours: -200,
  lasts: 1,
  later: { phase: 'cancelled', inHours: -220, body: { en: 'Cancelled: the holidays come first.', 'zh-CN': '因节假日取消。' } },
};

export const sampleLook = (at: Instant): PageLook => ({
  accent: 'teal',
  logo: 'https://assets.example/logo.svg',
  contact: { email: 'help@air.example', phone: '+86 10 5555 0100', url: 'https://air.example/help' },
  footer: {
    en: 'Operated by Example Air Lines. [Terms](https://air.example/terms).',
    'zh-CN': '由示例航空运营。[条款](https://air.example/terms)。',
  },
  announcement: {
    body: {
      en: 'Spring timetable from 29 March: please **check your departure time** at https://air.example/timetable.',
      'zh-CN': '3 月 29 日起执行春季时刻表，请在 https://air.example/timetable **核对起飞时间**。',
    },
    at,
  },
  indexed: false,
});
