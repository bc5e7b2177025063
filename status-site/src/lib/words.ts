import type { ComponentState, MaintenancePhase, NoticePhase } from '../../../shared/status-page/page.ts';
import type { Language } from '../../../shared/text.ts';

/** Everything the pages say by themselves, in one language. */
export interface Words {
  /** The language's own name. */
  readonly self: string;
  /** Mark behind a text that is shown in the other language because its translation is missing. */
  readonly original: string;
  readonly statusOf: (name: string) => string;
  readonly headlines: Record<ComponentState, string>;
  readonly states: Record<ComponentState, string>;
  readonly phases: Record<NoticePhase | MaintenancePhase, string>;
  readonly calm: string;
  readonly watched: (count: number) => string;
  readonly listComma: string;
  readonly listAnd: string;
  readonly listMore: (count: number) => string;
  readonly colon: string;
  readonly fullStop: string;
  readonly outOf: (state: string, affected: number, all: number) => string;
  readonly updated: string;
  readonly generated: string;
  readonly since: string;
  readonly affects: string;
  readonly affected: string;
  readonly openIncidents: string;
  readonly earlier: (count: number) => string;
  readonly allUpdates: (count: number) => string;
  readonly updatesLeft: (count: number) => string;
  readonly updates: string;
  readonly runningWork: string;
  readonly plannedWork: string;
  readonly moreWork: (count: number) => string;
  readonly work: string;
  readonly cancelledWork: string;
  readonly began: string;
  readonly ended: string;
  readonly followUp: string;
  readonly announcement: string;
  readonly components: string;
  readonly others: string;
  readonly groups: string;
  readonly daysAgo: string;
  readonly today: string;
  readonly uptime: string;
  readonly state: string;
  readonly averageUptime: (percent: string) => string;
  readonly barsLabel: (percent: string | null, badDays: number) => string;
  readonly daysAsText: string;
  readonly day: string;
  readonly component: string;
  readonly formula: string;
  readonly past: string;
  readonly nothingYet: string;
  readonly history: string;
  readonly allHistory: string;
  readonly months: string;
  readonly back: string;
  readonly languages: string;
  readonly allTimes: string;
  readonly feeds: string;
  readonly calendar: string;
  readonly contact: string;
  readonly missing: string;
  readonly missingHelp: string;
  readonly unreachable: string;
  readonly outdated: string;
  readonly lasting: (minutes: number) => string;
}

/** A count with its thousands set apart, as both languages do. */
const counted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const lasting = (units: readonly [string, string, string], minutes: number): string => {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts =
    days > 0
      ? [
          [days, units[0]],
          [hours, units[1]],
        ]
      : [
          [hours, units[1]],
          [rest, units[2]],
        ];
  const shown = parts.filter(([count]) => count !== 0).map(([count, unit]) => `${count} ${unit}`);
  return shown.join(' ') || `1 ${units[2]}`;
};

const en: Words = {
  self: 'English',
  original: 'original',
  statusOf: (name) => `${name} status`,
  headlines: {
    operational: 'All systems operational',
    under_maintenance: 'Maintenance in progress',
    degraded_performance: 'Some systems are degraded',
    partial_outage: 'Some systems are not working',
    major_outage: 'Major outage',
  },
  states: {
    operational: 'Operational',
    under_maintenance: 'Maintenance',
    degraded_performance: 'Degraded',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
  },
  phases: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    scheduled: 'Planned',
    in_progress: 'In progress',
    verifying: 'Being verified',
    completed: 'Completed',
    cancelled: 'Cancelled',
  },
  calm: 'No open incidents. Everything works as expected.',
  watched: (count) =>
    count === 1
      ? 'Everything works. One incident is still being watched.'
      : `Everything works. ${count} incidents are still being watched.`,
  listComma: ', ',
  listAnd: ' and ',
  listMore: (count) => ` and ${count} more`,
  colon: ': ',
  fullStop: '. ',
  outOf: (state, affected, all) => `${state}, ${affected} of ${all}`,
  updated: 'Last updated',
  generated: 'Page generated',
  since: 'Since',
  affects: 'Affects',
  affected: 'Affected',
  openIncidents: 'Active incidents',
  earlier: (count) => (count === 1 ? '1 earlier update' : `${count} earlier updates`),
  allUpdates: (count) => `${counted(count)} updates in all`,
  updatesLeft: (count) => (count === 1 ? 'One older update is not shown.' : `${counted(count)} older updates are not shown.`),
  updates: 'Updates',
  runningWork: 'Maintenance in progress',
  plannedWork: 'Planned maintenance',
  moreWork: (count) => `${count} more planned`,
  work: 'Maintenance',
  cancelledWork: 'Maintenance, cancelled',
  began: 'Began',
  ended: 'Ended',
  followUp: 'Follow-up',
  announcement: 'Announcement',
  components: 'Components',
  others: 'Other components',
  groups: 'Groups of components',
  daysAgo: '90 days ago',
  today: 'Today',
  uptime: 'Uptime',
  state: 'Status',
  averageUptime: (percent) => `${percent}% uptime over 90 days`,
  barsLabel: (percent, bad) =>
    `${percent === null ? 'No uptime yet' : `${percent}% uptime over 90 days`}; ${bad === 0 ? 'no day' : bad === 1 ? '1 day' : `${bad} days`} with incidents`,
  daysAsText: 'Days with incidents, as a table',
  day: 'Day',
  component: 'Component',
  formula: 'Uptime = 1 − (major outage + 0.3 × partial outage) ÷ time without maintenance, rounded down.',
  past: 'Past incidents and maintenance',
  nothingYet: 'Nothing to report so far.',
  history: 'History',
  allHistory: 'All history',
  months: 'Months',
  back: 'All systems',
  languages: 'Language',
  allTimes: 'All times in',
  feeds: 'Feeds',
  calendar: 'Calendar',
  contact: 'Contact',
  missing: 'There is no such page',
  missingHelp: 'Please check the address. A page about something long past may have been removed.',
  unreachable: 'This page cannot be refreshed right now; it may be out of date.',
  outdated: 'This page may be out of date. It was last confirmed',
  lasting: (minutes) => lasting(['d', 'h', 'min'], minutes),
};

const zh: Words = {
  self: '简体中文',
  original: '原文',
  statusOf: (name) => `${name} 服务状态`,
  headlines: {
    operational: '所有系统正常',
    under_maintenance: '正在维护',
    degraded_performance: '部分系统性能下降',
    partial_outage: '部分系统无法使用',
    major_outage: '严重中断',
  },
  states: {
    operational: '正常',
    under_maintenance: '维护中',
    degraded_performance: '性能下降',
    partial_outage: '部分中断',
    major_outage: '严重中断',
  },
  phases: {
    investigating: '调查中',
    identified: '已定位',
    monitoring: '观察中',
    resolved: '已解决',
    scheduled: '已计划',
    in_progress: '进行中',
    verifying: '验证中',
    completed: '已完成',
    cancelled: '已取消',
  },
  calm: '目前没有故障，一切运行正常。',
  watched: (count) => `各系统运行正常，仍有 ${count} 起故障在观察中。`,
  listComma: '、',
  listAnd: '和',
  listMore: (count) => `，另有 ${count} 项`,
  colon: '：',
  fullStop: '。',
  outOf: (state, affected, all) => `${state} ${affected}/${all}`,
  updated: '最近更新',
  generated: '页面生成于',
  since: '开始于',
  affects: '影响',
  affected: '曾影响',
  openIncidents: '进行中的故障',
  earlier: (count) => `${count} 条更早的更新`,
  allUpdates: (count) => `共 ${counted(count)} 条更新`,
  updatesLeft: (count) => `另有 ${counted(count)} 条更早的更新未显示。`,
  updates: '更新记录',
  runningWork: '进行中的维护',
  plannedWork: '计划维护',
  moreWork: (count) => `另有 ${count} 项计划维护`,
  work: '维护',
  cancelledWork: '维护（已取消）',
  began: '实际开始',
  ended: '实际结束',
  followUp: '后续说明',
  announcement: '公告',
  components: '组件',
  others: '其他组件',
  groups: '组件分组',
  daysAgo: '90 天前',
  today: '今天',
  uptime: '可用率',
  state: '状态',
  averageUptime: (percent) => `90 天可用率 ${percent}%`,
  barsLabel: (percent, bad) =>
    `${percent === null ? '尚无可用率' : `90 天可用率 ${percent}%`}，${bad === 0 ? '没有故障日' : `${bad} 天有故障`}`,
  daysAsText: '以表格查看有故障的日期',
  day: '日期',
  component: '组件',
  formula: '可用率 = 1 −（严重中断 + 0.3 × 部分中断）÷ 维护以外的时间，向下取整。',
  past: '历史故障与维护',
  nothingYet: '暂无记录。',
  history: '历史记录',
  allHistory: '全部历史',
  months: '月份',
  back: '全部系统',
  languages: '语言',
  allTimes: '所有时间均为',
  feeds: '订阅与数据',
  calendar: '日历',
  contact: '联系方式',
  missing: '页面不存在',
  missingHelp: '请检查网址。很久以前的内容可能已被移除。',
  unreachable: '目前无法刷新本页，内容可能已过时。',
  outdated: '本页内容可能已过时，最近一次确认于',
  lasting: (minutes) => lasting(['天', '小时', '分钟'], minutes),
};

export const words: Record<Language, Words> = { en, 'zh-CN': zh };
