import { expect, test } from 'vitest';
import { describe as sentenceOf } from '../../../shared/incident/describe.ts';
import type { EventBody, EventOf, EventType } from '../../../shared/incident/events.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import type { Language } from '../../../shared/text.ts';

const plan = Plan.parse({
  title: { en: 'Plan', 'zh-CN': '预案' },
  seats: [{ id: 'lead', title: { en: 'Duty lead', 'zh-CN': '值班组长' }, holders: ['ada'] }],
  bodies: [{ id: 'desk', title: { en: 'Service desk', 'zh-CN': '服务台' }, members: ['lead'] }],
  facts: [
    { id: 'seats', title: { en: 'Seats', 'zh-CN': '座席' }, type: 'integer' },
    {
      id: 'symptom',
      title: { en: 'Symptom', 'zh-CN': '现象' },
      type: 'choice',
      choices: [{ id: 'slow', title: { en: 'Slow', 'zh-CN': '缓慢' } }],
    },
  ],
  levels: [
    { id: 'red', title: { en: 'Red', 'zh-CN': '红色' } },
    { id: 'blue', title: { en: 'Blue', 'zh-CN': '蓝色' } },
  ],
  incidentTypes: [
    {
      id: 'outage',
      title: { en: 'Phones down', 'zh-CN': '电话中断' },
      steps: [
        { id: 'call', title: { en: 'Call the vendor', 'zh-CN': '联系厂商' }, actor: 'lead', on: 'declared' },
        { id: 'log-out', title: { en: 'Do not log out', 'zh-CN': '不得退出系统' }, actor: 'desk', forbidden: true },
        {
          id: 'ring',
          title: { en: 'Ask for help', 'zh-CN': '请求支援' },
          actor: 'lead',
          by: 'phone',
          to: { en: '110', 'zh-CN': '110' },
        },
      ],
      rungs: [{ id: 'first', title: { en: 'Lead at once', 'zh-CN': '立即通知组长' }, on: 'declared', alert: ['lead'] }],
    },
  ],
});

const alert = {
  alert: 'first/lead/0/ada/0',
  purpose: 'rung',
  rung: 'first',
  seats: ['lead'],
  turn: 0,
  person: 'ada',
  channel: { kind: 'email', index: 0 },
  attempt: 1,
} as const;
const at = '2026-03-14T01:42:00.000Z';

type Case<T extends EventType> = readonly [data: EventOf<T>['data'], en: string, zh: string];
/** One of each type of event at least; a new type does not compile without its sentence. */
const cases: { readonly [T in EventType]: readonly Case<T>[] } = {
  'incident.declared': [
    [
      {
        plan: { slug: 'p', version: 1 },
        incidentType: 'outage',
        components: [],
        facts: {},
        summaryDigest: null,
        notice: 'n',
        approval: 'none',
        source: null,
      },
      'Incident declared: Phones down',
      '事件宣布：电话中断',
    ],
  ],
  'incident.facts-reported': [
    [
      { facts: { seats: { value: 40, estimated: true }, symptom: 'slow' } },
      'Reported: Seats: 40 (estimated), Symptom: Slow',
      '上报：座席：40（估计）、现象：缓慢',
    ],
    [{ facts: { seats: { unknown: true }, odd: true } }, 'Reported: Seats: unknown, odd: yes', '上报：座席：未知、odd：是'],
    [{ facts: { seats: 40 }, person: 'ada' }, 'Ada reports: Seats: 40', 'Ada上报：座席：40'],
    [
      { facts: { seats: 40 }, assumed: 'call' },
      'Nobody said otherwise in time (Call the vendor): Seats: 40',
      '逾期无人决定（联系厂商），按预案视为：座席：40',
    ],
  ],
  'incident.graded': [
    [{ level: 'blue', previous: null, reasons: [] }, 'Graded: Blue', '定级：蓝色'],
    [
      { level: 'red', previous: 'blue', reasons: [{ rule: 'many', level: 'red', facts: { seats: 60 }, unknown: false }] },
      'Graded: Blue → Red, by rule “many” (Seats: 60)',
      '定级：蓝色 → 红色，依据规则“many”（座席：60）',
    ],
    [
      { level: 'red', previous: null, reasons: [{ rule: 'many', level: 'red', facts: { seats: 45 }, unknown: false, gap: true }] },
      'Graded: Red, because no rule covers this and it lies next to rule “many” (Seats: 45)',
      '定级：红色，没有规则覆盖此情况，其紧邻规则“many”（座席：45）',
    ],
    [
      { level: 'red', previous: 'blue', reasons: [], ruled: 'blue' },
      'Graded: Blue → Red, set by hand; by the rules Blue',
      '定级：蓝色 → 红色，人工确定；按规则为蓝色',
    ],
  ],
  'incident.level-set': [
    [{ level: 'red', person: 'ada', reasonDigest: null }, 'Ada sets the level: Red', 'Ada确定级别：红色'],
    [{ level: 'red', person: null, reasonDigest: null }, 'Somebody sets the level: Red', '有关人员确定级别：红色'],
    [{ level: null, person: 'ada', reasonDigest: null }, 'The level follows the rules again', '级别恢复由规则确定'],
  ],
  'decision.asked': [[{ fact: 'seats', person: 'ada', questionDigest: null }, 'Ada asks for a decision: Seats', 'Ada请示：座席']],
  'incident.acknowledged': [
    [{ person: 'ada' }, 'Ada is on it', 'Ada已确认接手'],
    [{ person: 'gone' }, 'somebody who is no longer known is on it', '已不在册的人员已确认接手'],
    [{ person: null }, 'Acknowledged', '已确认'],
  ],
  'incident.signal-received': [[{ summaryDigest: null }, 'Monitoring reported again', '监控再次上报']],
  'incident.restored': [[{}, 'Service restored', '服务已恢复']],
  'incident.closed': [[{}, 'Incident closed', '事件已关闭']],
  'rung.reached': [[{ rung: 'first', seats: ['lead'] }, 'Escalation: Lead at once', '逐级通知：立即通知组长']],
  'rung.exhausted': [
    [{ rung: 'first', seat: 'lead', outcome: 'unanswered' }, 'Nobody answered for Duty lead', '值班组长无人应答'],
    [{ rung: 'first', seat: 'lead', outcome: 'undeliverable' }, 'Nobody could be reached for Duty lead', '值班组长无人可以送达'],
  ],
  'alert.requested': [
    [alert, 'Alerting Ada by e-mail (Lead at once)', '通知Ada（邮件）：立即通知组长'],
    [{ ...alert, channel: null }, 'Alerting Ada (Lead at once)', '通知Ada：立即通知组长'],
    [{ ...alert, attempt: 3 }, 'Alerting Ada by e-mail (Lead at once), attempt 3', '通知Ada（邮件）：立即通知组长，第 3 次'],
    [{ ...alert, purpose: 'restore', rung: null }, 'Telling Ada by e-mail that service is back', '邮件告知Ada：服务已恢复'],
  ],
  'alert.sent': [
    [{ alert: 'first/lead/0/ada/0', attempt: 1 }, 'Ada was told', '已通知Ada'],
    [{ alert: 'restore/ada/1', attempt: 1 }, 'Ada was told', '已通知Ada'],
  ],
  'alert.failed': [
    [
      { alert: 'first/lead/0/ada', attempt: 1, reason: 'no-channel', retryAt: null },
      'Ada was not reached: there is no way to reach them',
      '未能通知Ada：没有联系方式',
    ],
    [
      { alert: 'first/lead/0/ada/0', attempt: 1, reason: 'timeout', retryAt: at },
      'Ada was not reached yet: the other side did not answer in time; trying again',
      '暂未通知到Ada：对方超时未响应；将重试',
    ],
  ],
  'task.opened': [
    [{ task: 'call', seat: 'lead', persons: ['ada'], dueAt: null }, 'Task for Duty lead: Call the vendor', '向值班组长下达任务：联系厂商'],
    [
      { task: 'call', seat: 'lead', persons: ['ada'], dueAt: null, round: 2 },
      'Task for Duty lead: Call the vendor, time 2',
      '向值班组长下达任务：联系厂商（第 2 次）',
    ],
    [
      { task: 'log-out', seat: 'desk', persons: ['ada'], dueAt: null },
      'Prohibition for Service desk: Do not log out',
      '服务台的禁止事项：不得退出系统',
    ],
    [
      { task: 'ring', seat: 'lead', persons: ['ada'], dueAt: null },
      'Task for Duty lead: Ask for help (by phone: 110)',
      '向值班组长下达任务：请求支援（电话：110）',
    ],
  ],
  'task.completed': [[{ task: 'call' }, 'Done: Call the vendor', '任务完成：联系厂商']],
  'task.breached': [[{ task: 'call', dueAt: at }, 'Overdue: Call the vendor', '任务超时：联系厂商']],
  'task.lapsed': [[{ task: 'call' }, 'No longer needed: Call the vendor', '不再需要：联系厂商']],
  'incident.publication-approved': [[{}, 'Publication to customers approved', '已批准对客户公布']],
  'notice.published': [
    [
      {
        notice: 'n',
        update: 'u',
        planNotice: 'started',
        phase: 'investigating',
        title: { en: 'Phones are down' },
        body: { en: 'x' },
        state: null,
        components: [],
      },
      'Customers are told: Phones are down (investigating)',
      '对客户公布：Phones are down（正在调查）',
    ],
  ],
  'notice.followed-up': [[{ body: { en: 'A cable was cut' } }, 'Customers are told what was learnt', '已向客户公布后续说明']],
};

const all = Object.entries(cases).flatMap(([type, list]) =>
  list.map(([data, en, zh]) => [type, { type, data, occurredAt: at } as EventBody, en, zh] as const),
);

test.each(all)('%s is told in both languages, in the plan’s words', (_, event, en, zh) => {
  const told = (language: Language) =>
    sentenceOf(event, { plan, incidentType: 'outage', nameOf: (id) => (id === 'ada' ? 'Ada' : null), language });
  expect(told('en')).toBe(en);
  expect(told('zh-CN')).toBe(zh);
});

test.each([
  ['first/lead/0/ada', 'Ada'],
  ['first/lead+desk/12/ada/0', 'Ada'],
  ['first/lead/0/0', 'Nought'],
  ['first/lead/0/0/1', 'Nought'],
  ['restore/ada', 'Ada'],
  ['restore/0/0', 'Nought'],
])('the alert %s went to %s', (alert, name) => {
  // As in a rehearsal, where whoever has no name is called by the id.
  const nameOf = (person: string) => ({ ada: 'Ada', '0': 'Nought' })[person] ?? person;
  const event: EventBody = { type: 'alert.sent', occurredAt: '2026-03-14T01:00:00.000Z', data: { alert, attempt: 1 } };
  expect(sentenceOf(event, { plan, incidentType: 'outage', nameOf, language: 'en' })).toBe(`${name} was told`);
});
