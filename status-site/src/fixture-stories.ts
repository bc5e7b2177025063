import type { ComponentState, NoticePhase } from '../../shared/status-page/page.ts';
import type { Text } from '../../shared/text.ts';

type Both = { en: string; 'zh-CN': string };

/** What happened, told in minutes; components by their English name. */
export interface Story {
  readonly title: Text;
  readonly minutesAgo: number;
  readonly updates: readonly {
    readonly after: number;
    readonly phase: NoticePhase;
    readonly body: Text;
    readonly moves?: readonly (readonly [component: string, to: ComponentState])[];
  }[];
  /** Written so many minutes after the beginning. */
  readonly followUp?: { readonly after: number; readonly body: Text };
}

export const places: readonly {
  readonly group: Both;
  readonly components: readonly { readonly name: Both; readonly description: Both | null }[];
}[] = [
  {
    group: { en: 'Booking', 'zh-CN': '预订' },
    components: [
      { name: { en: 'Website and app', 'zh-CN': '网站与应用' }, description: { en: 'Search, book, change', 'zh-CN': '查询、预订、改签' } },
      { name: { en: 'Payments', 'zh-CN': '支付' }, description: { en: 'Cards, wallets, refunds', 'zh-CN': '银行卡、电子钱包、退款' } },
      { name: { en: 'Loyalty accounts', 'zh-CN': '会员账户' }, description: null },
      { name: { en: 'Call centre', 'zh-CN': '客服热线' }, description: { en: 'Phone and chat', 'zh-CN': '电话与在线客服' } },
    ],
  },
  {
    group: { en: 'At the airport', 'zh-CN': '机场服务' },
    components: [
      {
        name: { en: 'Check-in and kiosks', 'zh-CN': '值机与自助机' },
        description: { en: 'Online, app and kiosks', 'zh-CN': '网上、应用与自助机' },
      },
      { name: { en: 'Baggage tracking', 'zh-CN': '行李追踪' }, description: null },
      { name: { en: 'Boarding gates', 'zh-CN': '登机口' }, description: { en: 'Passes and gate readers', 'zh-CN': '登机牌与闸机' } },
      { name: { en: 'Lounges', 'zh-CN': '贵宾室' }, description: null },
    ],
  },
  {
    group: { en: 'Operations', 'zh-CN': '运行' },
    components: [
      { name: { en: 'Flight status', 'zh-CN': '航班动态' }, description: { en: 'Departures and arrivals', 'zh-CN': '出发与到达' } },
      { name: { en: 'Notifications', 'zh-CN': '消息通知' }, description: { en: 'Text messages and e-mail', 'zh-CN': '短信与邮件' } },
      { name: { en: 'Cargo', 'zh-CN': '货运' }, description: null },
      { name: { en: 'Partner API', 'zh-CN': '合作伙伴接口' }, description: { en: 'api.example', 'zh-CN': 'api.example' } },
    ],
  },
];

export const openStories: readonly Story[] = [
  {
    title: { en: 'Baggage tracking: late scans in the north hall', 'zh-CN': '行李追踪：北厅扫描延迟' },
    minutesAgo: 48,
    updates: [
      {
        after: 0,
        phase: 'investigating',
        moves: [['Baggage tracking', 'degraded_performance']],
        body: {
          en: 'Scans of checked bags appear late in the app. We are looking into it.',
          'zh-CN': '托运行李的扫描记录在应用中显示延迟，我们正在调查。',
        },
      },
      {
        after: 11,
        phase: 'investigating',
        moves: [['Baggage tracking', 'partial_outage']],
        body: {
          en: 'The delay is limited to the north hall. About one bag in five shows no scan at all. Other halls work as usual.',
          'zh-CN': '延迟仅限北厅，约五分之一的行李没有扫描记录，其他航站厅正常。',
        },
      },
      {
        after: 27,
        phase: 'identified',
        body: {
          en: 'We found a reader line that kept running without sending. It has been taken out of rotation.',
          'zh-CN': '我们发现一条读取线仍在运转但不发送数据，已将其停用。',
        },
      },
      {
        after: 42,
        phase: 'identified',
        body: {
          en: 'The spare reader line takes over belt by belt. About 6% of bags still miss a scan; all bags are loaded as planned and none is held back.',
          'zh-CN': '备用读取线正逐条接管传送带。约 6% 的行李仍缺少扫描记录，但所有行李均按计划装机，没有滞留。',
        },
      },
    ],
  },
  {
    title: { en: 'Payments: slow card confirmations', 'zh-CN': '支付：银行卡确认缓慢' },
    minutesAgo: 67,
    updates: [
      {
        after: 0,
        phase: 'investigating',
        body: { en: 'Some card payments take longer than a minute to confirm.', 'zh-CN': '部分银行卡付款需要一分钟以上才能确认。' },
      },
      {
        after: 8,
        phase: 'investigating',
        moves: [['Payments', 'degraded_performance']],
        body: {
          en: 'One of two card processors answers slowly. No payment is charged twice.',
          'zh-CN': '两家收单机构中有一家响应缓慢，不会重复扣款。',
        },
      },
      {
        after: 20,
        phase: 'identified',
        body: {
          en: 'New payments go to the other processor. Payments that were waiting are being confirmed in order.',
          'zh-CN': '新的付款已转至另一家收单机构，等待中的付款正按顺序确认。',
        },
      },
      {
        after: 58,
        phase: 'monitoring',
        body: {
          en: 'Confirmations are back under five seconds. We keep watching until the queue is empty.',
          'zh-CN': '确认时间已恢复到五秒以内，我们会持续观察直到队列清空。',
        },
      },
    ],
  },
];

const past = (days: number, minutes: number, component: string, state: ComponentState, title: Both, outcome: Both): Story => ({
  title,
  minutesAgo: days * 1440 + 200,
  updates: [
    { after: 0, phase: 'investigating', moves: [[component, state]], body: { en: 'We are looking into it.', 'zh-CN': '我们正在调查。' } },
    { after: minutes, phase: 'resolved', body: outcome },
  ],
});

export const pastStories: readonly Story[] = [
  past(
    3,
    42,
    'Notifications',
    'degraded_performance',
    { en: 'Text messages arrived late', 'zh-CN': '短信延迟送达' },
    { en: 'A supplier cleared its backlog; all messages were delivered.', 'zh-CN': '供应商已清理积压，全部短信均已送达。' },
  ),
  past(
    9,
    25,
    'Partner API',
    'partial_outage',
    { en: 'Partner API answered with errors', 'zh-CN': '合作伙伴接口报错' },
    { en: 'A faulty release was rolled back.', 'zh-CN': '已回退有问题的版本。' },
  ),
  past(
    16,
    131,
    'Check-in and kiosks',
    'partial_outage',
    { en: 'Kiosks offline in two terminals', 'zh-CN': '两座航站楼自助机离线' },
    { en: 'Power was restored and every kiosk tested.', 'zh-CN': '供电已恢复，所有自助机均已测试。' },
  ),
  past(
    22,
    18,
    'Website and app',
    'major_outage',
    { en: 'Website and app could not be reached', 'zh-CN': '网站与应用无法访问' },
    { en: 'A certificate had expired; renewal is now watched from outside.', 'zh-CN': '证书过期，现已从外部监控续期。' },
  ),
  past(
    30,
    64,
    'Flight status',
    'degraded_performance',
    { en: 'Flight status up to ten minutes behind', 'zh-CN': '航班动态最多滞后十分钟' },
    { en: 'The feed caught up after a restart.', 'zh-CN': '数据源重启后已追平。' },
  ),
  past(
    37,
    95,
    'Call centre',
    'degraded_performance',
    { en: 'Long waits on the phone', 'zh-CN': '客服热线等待时间长' },
    { en: 'Call-back was switched on and the queue ran empty.', 'zh-CN': '启用回拨后队列已清空。' },
  ),
  past(
    37,
    33,
    'Payments',
    'partial_outage',
    { en: 'Wallet payments refused', 'zh-CN': '电子钱包付款被拒' },
    { en: 'The wallet provider corrected its settings.', 'zh-CN': '钱包服务商已更正配置。' },
  ),
  past(
    51,
    12,
    'Boarding gates',
    'major_outage',
    { en: 'Gate readers stopped', 'zh-CN': '登机口闸机停止工作' },
    { en: 'Readers were restarted; boarding continued by list meanwhile.', 'zh-CN': '闸机已重启，其间按名单登机。' },
  ),
  past(
    66,
    210,
    'Cargo',
    'degraded_performance',
    { en: 'Cargo bookings confirmed slowly', 'zh-CN': '货运订舱确认缓慢' },
    { en: 'An index was rebuilt and bookings confirm at once again.', 'zh-CN': '索引重建后订舱恢复即时确认。' },
  ),
  past(
    83,
    47,
    'Loyalty accounts',
    'degraded_performance',
    { en: 'Points shown late', 'zh-CN': '积分显示延迟' },
    { en: 'All points were posted; no balance was lost.', 'zh-CN': '全部积分已入账，余额没有损失。' },
  ),
];

/** Before the days that the overview shows. */
export const longAgo: readonly Story[] = [
  {
    ...past(
      131,
      77,
      'Website and app',
      'partial_outage',
      { en: 'Bookings failed at the last step', 'zh-CN': '预订在最后一步失败' },
      {
        en: 'The release was **rolled back**. Bookings made in that time were confirmed by hand.',
        'zh-CN': '已**回退**该版本，期间的预订已人工确认。',
      },
    ),
    followUp: {
      after: 7_200,
      body: {
        en: '## What happened\n\nA release changed how prices are rounded; the payment step refused every fare with a fraction.\n\n## What we change\n\n1. Releases go to one in fifty bookings first.\n2. `price-check` now runs on every fare we sell.\n\nThe full report: <https://air.example/reports/rounding>.',
        'zh-CN':
          '## 原因\n\n新版本改变了价格取整方式，支付环节拒绝了所有带小数的票价。\n\n## 改进\n\n1. 新版本先面向五十分之一的预订发布。\n2. 对所有在售票价运行 `price-check`。\n\n完整报告：<https://air.example/reports/rounding>。',
      },
    },
  },
  past(
    164,
    20,
    'Lounges',
    'degraded_performance',
    { en: 'Lounge doors slow to open', 'zh-CN': '贵宾室门禁反应慢' },
    { en: 'Doors were reset.', 'zh-CN': '门禁已重置。' },
  ),
  past(
    402,
    300,
    'Call centre',
    'major_outage',
    { en: 'Call centre could not be reached', 'zh-CN': '客服热线无法接通' },
    { en: 'The carrier repaired a cut cable.', 'zh-CN': '运营商已修复被切断的电缆。' },
  ),
];
