import type { ComponentState, MaintenancePhase, NoticePhase } from '../../../shared/status-page/page.ts';
import type { Language } from '../../../shared/text.ts';

/** Between two things in a line; a line that breaks here begins with it. */
export const dot = ' ·\u00a0';

/** Everything the pages say by themselves, in one language. */
export interface Words {
  /** The language's own name. */
  readonly self: string;
  /** Mark behind a text that is shown in the other language because its translation is missing. */
  readonly original: string;
  readonly statusOf: (name: string) => string;
  readonly headlines: Record<ComponentState, string>;
  readonly states: Record<ComponentState, string>;
  /** What an incident was at its worst, once it is over. */
  readonly was: Partial<Record<ComponentState, string>>;
  readonly phases: Record<NoticePhase | MaintenancePhase, string>;
  readonly calm: string;
  readonly empty: string;
  readonly emptyHelp: string;
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
  /** Before the names of components. */
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
  readonly moreIncidents: (count: number) => string;
  readonly work: string;
  readonly cancelledWork: string;
  /** An incident that touched nothing. */
  readonly notice: string;
  readonly began: string;
  readonly ended: string;
  readonly followUp: string;
  readonly announcement: string;
  readonly components: string;
  readonly others: string;
  readonly groups: string;
  readonly daysAgo: (days: number) => string;
  readonly today: string;
  readonly uptime: string;
  readonly state: string;
  readonly perDay: string;
  readonly noData: string;
  /** `since` is a day where the history does not reach back ninety. */
  readonly uptimeOver: (percent: string, since: string | null) => string;
  readonly barsLabel: (uptime: string | null, badDays: number) => string;
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
  readonly subscribe: string;
  readonly inReader: string;
  readonly inCalendar: string;
  readonly asData: string;
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
  const shown = parts.filter(([count]) => count !== 0).map(([count, unit]) => `${count}\u00a0${unit}`);
  return shown.join('\u00a0') || `1\u00a0${units[2]}`;
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
  was: { degraded_performance: 'Was degraded', partial_outage: 'Was a partial outage', major_outage: 'Was a major outage' },
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
  empty: 'No components are listed yet',
  emptyHelp: 'Their status will be shown here.',
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
  affects: 'Affects ',
  affected: 'Affected ',
  openIncidents: 'Active incidents',
  earlier: (count) => (count === 1 ? '1 earlier update' : `${count} earlier updates`),
  allUpdates: (count) => `${counted(count)} updates in all`,
  updatesLeft: (count) => (count === 1 ? 'One older update is not shown.' : `${counted(count)} older updates are not shown.`),
  updates: 'Updates',
  runningWork: 'Current maintenance',
  plannedWork: 'Planned maintenance',
  moreWork: (count) => `${count} more planned`,
  moreIncidents: (count) => `${count} more ${count === 1 ? 'incident' : 'incidents'}`,
  work: 'Maintenance',
  cancelledWork: 'Maintenance, cancelled',
  notice: 'Notice',
  began: 'Began',
  ended: 'Ended',
  followUp: 'Follow-up',
  announcement: 'Announcement',
  components: 'Components',
  others: 'Other components',
  groups: 'Groups of components',
  daysAgo: (days) => `${days} days ago`,
  today: 'Today',
  uptime: 'Uptime',
  state: 'Status',
  perDay: 'One bar per day',
  noData: 'No data yet',
  uptimeOver: (percent, since) => `${percent}% uptime ${since === null ? 'over 90 days' : `since ${since}`}`,
  barsLabel: (uptime, bad) => `${uptime ?? 'No uptime yet'}; ${bad === 0 ? 'no day' : bad === 1 ? '1 day' : `${bad} days`} with incidents`,
  daysAsText: 'Days with incidents, as a table',
  day: 'Day',
  component: 'Component',
  formula: 'Uptime = 1 − (major outage + 0.3 × partial outage) ÷ time without maintenance, rounded down.',
  past: 'Past incidents and maintenance',
  nothingYet: 'Nothing to report so far.',
  history: 'History',
  allHistory: 'All history',
  months: 'Months',
  back: 'Overview',
  languages: 'Language',
  allTimes: 'All times in ',
  subscribe: 'Subscribe',
  inReader: 'In a feed reader',
  inCalendar: 'In a calendar',
  asData: 'For programs',
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
  was: { degraded_performance: '曾性能下降', partial_outage: '曾部分中断', major_outage: '曾严重中断' },
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
  empty: '尚未列出组件',
  emptyHelp: '列出后，其状态会显示在这里。',
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
  since: '始于',
  affects: '影响',
  affected: '曾影响',
  openIncidents: '进行中的故障',
  earlier: (count) => `${count} 条更早的更新`,
  allUpdates: (count) => `共 ${counted(count)} 条更新`,
  updatesLeft: (count) => `另有 ${counted(count)} 条更早的更新未显示。`,
  updates: '更新记录',
  runningWork: '当前维护',
  plannedWork: '计划维护',
  moreWork: (count) => `另有 ${count} 项计划维护`,
  moreIncidents: (count) => `另有 ${count} 起故障`,
  work: '维护',
  cancelledWork: '维护（已取消）',
  notice: '通知',
  began: '实际开始',
  ended: '实际结束',
  followUp: '后续说明',
  announcement: '公告',
  components: '组件',
  others: '其他组件',
  groups: '组件分组',
  daysAgo: (days) => `${days} 天前`,
  today: '今天',
  uptime: '可用率',
  state: '状态',
  perDay: '每天一格',
  noData: '尚无数据',
  uptimeOver: (percent, since) => `${since === null ? '90 天' : `${since}以来`}可用率 ${percent}%`,
  barsLabel: (uptime, bad) => `${uptime ?? '尚无可用率'}，${bad === 0 ? '没有故障日' : `${bad} 天有故障`}`,
  daysAsText: '以表格查看有故障的日期',
  day: '日期',
  component: '组件',
  formula: '可用率 = 1 −（严重中断 + 0.3 × 部分中断）÷ 维护以外的时间，向下取整。',
  past: '历史故障与维护',
  nothingYet: '暂无记录。',
  history: '历史记录',
  allHistory: '全部历史',
  months: '月份',
  back: '总览',
  languages: '语言',
  allTimes: '所有时间均为',
  subscribe: '订阅',
  inReader: '订阅阅读器',
  inCalendar: '日历',
  asData: '供程序读取',
  contact: '联系方式',
  missing: '页面不存在',
  missingHelp: '请检查网址。很久以前的内容可能已被移除。',
  unreachable: '目前无法刷新本页，内容可能已过时。',
  outdated: '本页内容可能已过时，最近一次确认于',
  lasting: (minutes) => lasting(['天', '小时', '分钟'], minutes),
};

export const words: Record<Language, Words> = { en, 'zh-CN': zh };
