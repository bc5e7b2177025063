import type { FactValue } from '../plan/values.ts';
import { incidentTypeOf, type Plan } from '../plan/plan.ts';
import { sayFact } from '../plan/say-fact.ts';
import type { NoticePhase } from '../status-page/page.ts';
import { type Language, say, type Text } from '../text.ts';
import type { HumanChannel } from '../plan/step.ts';
import type { AlertFailure, EventBody, EventOf } from './events.ts';

export interface DescribeContext {
  readonly plan: Plan;
  readonly incidentType: string;
  /** Name of a person, or null for somebody who is no longer known. */
  readonly nameOf: (person: string) => string | null;
  readonly language: Language;
  /** Of the organization; UTC where it is not said. */
  readonly timeZone?: string;
}

const failures: Readonly<Record<AlertFailure, Text>> = {
  'no-channel': { en: 'there is no way to reach them', 'zh-CN': '没有联系方式' },
  'no-person': { en: 'the person is not known', 'zh-CN': '查无此人' },
  refused: { en: 'the other side refused it', 'zh-CN': '对方拒收' },
  unreachable: { en: 'the other side could not be reached', 'zh-CN': '无法连接对方' },
  timeout: { en: 'the other side did not answer in time', 'zh-CN': '对方超时未响应' },
  'private-address': { en: 'the address is not public', 'zh-CN': '地址不是公网地址' },
};

const phases: Readonly<Record<NoticePhase, Text>> = {
  investigating: { en: 'investigating', 'zh-CN': '正在调查' },
  identified: { en: 'identified', 'zh-CN': '已定位' },
  monitoring: { en: 'monitoring', 'zh-CN': '观察中' },
  resolved: { en: 'resolved', 'zh-CN': '已解决' },
};

const channels = { email: { en: 'by e-mail', 'zh-CN': '邮件' }, webhook: { en: 'by webhook', 'zh-CN': 'Webhook' } } as const;

const humanChannelNames: Readonly<Record<HumanChannel, Text>> = {
  phone: { en: 'by phone', 'zh-CN': '电话' },
  sms: { en: 'by text message', 'zh-CN': '短信' },
  email: { en: 'by e-mail', 'zh-CN': '邮件' },
  chat: { en: 'by chat', 'zh-CN': '即时通讯' },
  website: { en: 'on the website', 'zh-CN': '网站' },
  broadcast: { en: 'by broadcast', 'zh-CN': '广播' },
  radio: { en: 'by radio', 'zh-CN': '电台' },
  'walkie-talkie': { en: 'by walkie-talkie', 'zh-CN': '对讲机' },
  intercom: { en: 'by intercom', 'zh-CN': '内部对讲' },
  'alarm-button': { en: 'by alarm button', 'zh-CN': '报警按钮' },
  'in-person': { en: 'in person', 'zh-CN': '当面' },
};

/** A way that only people can work, and to whom. */
export const sayChannel = (channel: HumanChannel, language: Language, to: Text | undefined): string =>
  `${say(humanChannelNames[channel], language)}${to ? `${language === 'en' ? ': ' : '：'}${say(to, language)}` : ''}`;

/** One event as a sentence for people: calm, in the plan's own words, with nothing in it that the event does not say. */
export const describe = (event: EventBody, { plan, incidentType, nameOf, language, timeZone }: DescribeContext): string => {
  const type = incidentTypeOf(plan, incidentType);
  const both = (en: string, zh: string) => (language === 'en' ? en : zh);
  const titleIn = (items: readonly { readonly id: string; readonly title: Text }[] | undefined, id: string) => {
    const title = items?.find((one) => one.id === id)?.title;
    return title ? say(title, language) : id;
  };
  const level = (id: string | null) => (id === null ? both('no level', '未定级') : titleIn(plan.levels, id));
  const seat = (id: string) => titleIn([...plan.seats, ...plan.bodies], id);
  const rung = (id: string | null) => (id === null ? '' : titleIn(type?.rungs, id));
  const step = (id: string) => titleIn(type?.steps, id);
  const person = (id: string) => nameOf(id) ?? both('somebody who is no longer known', '已不在册的人员');
  const list = (parts: readonly string[]) => parts.join(both(', ', '、'));

  const fact = ([name, value]: readonly [string, FactValue]): string => {
    const definition = plan.facts.find(({ id }) => id === name);
    return `${definition ? say(definition.title, language) : name}${both(': ', '：')}${sayFact(value, definition, language, timeZone)}`;
  };
  const facts = (values: Readonly<Record<string, FactValue>>) => list(Object.entries(values).map(fact));

  const factTitle = (name: string) => titleIn(plan.facts, name);
  const by = (id: string | null | undefined) => (id ? person(id) : both('Somebody', '有关人员'));
  const reported = ({ data }: EventOf<'incident.facts-reported'>): string => {
    const what = facts(data.facts);
    if (data.assumed !== undefined)
      return both(
        `Nobody said otherwise in time (${step(data.assumed)}): ${what}`,
        `逾期无人决定（${step(data.assumed)}），按预案视为：${what}`,
      );
    return data.person === undefined
      ? both(`Reported: ${what}`, `上报：${what}`)
      : both(`${person(data.person)} reports: ${what}`, `${person(data.person)}上报：${what}`);
  };

  const graded = ({ data }: EventOf<'incident.graded'>): string => {
    const change = data.previous === null ? level(data.level) : `${level(data.previous)} → ${level(data.level)}`;
    const [reason] = data.reasons;
    if (data.ruled !== undefined)
      return both(
        `Graded: ${change}, set by hand; by the rules ${level(data.ruled)}`,
        `定级：${change}，人工确定；按规则为${level(data.ruled)}`,
      );
    if (!reason) return both(`Graded: ${change}`, `定级：${change}`);
    const because = Object.keys(reason.facts).length > 0 ? facts(reason.facts) : both('nothing reported yet', '尚无上报');
    return reason.gap
      ? both(
          `Graded: ${change}, because no rule covers this and it lies next to rule “${reason.rule}” (${because})`,
          `定级：${change}，没有规则覆盖此情况，其紧邻规则“${reason.rule}”（${because}）`,
        )
      : both(`Graded: ${change}, by rule “${reason.rule}” (${because})`, `定级：${change}，依据规则“${reason.rule}”（${because}）`);
  };

  const alert = ({ data }: EventOf<'alert.requested'>): string => {
    const how = data.channel ? say(channels[data.channel.kind], language) : '';
    const again = data.attempt > 1 ? both(`, attempt ${data.attempt}`, `，第 ${data.attempt} 次`) : '';
    if (data.purpose === 'restore')
      return both(
        `Telling ${person(data.person)} ${how} that service is back${again}`,
        `${how}告知${person(data.person)}：服务已恢复${again}`,
      );
    return both(
      `Alerting ${person(data.person)} ${how} (${rung(data.rung)})${again}`.replace('  ', ' '),
      `通知${person(data.person)}${how ? `（${how}）` : ''}：${rung(data.rung)}${again}`,
    );
  };

  /** The person whom an alert's key names: `rung/seats/turn/person` or `restore/person`, with the channel's number behind it if there is one. */
  const alerted = (key: string): string => {
    const parts = key.split('/');
    return person(parts[parts.length > 3 ? 3 : 1] ?? '');
  };

  const opened = ({ data }: EventOf<'task.opened'>): string => {
    const { forbidden, by: channel, to } = type?.steps.find(({ id }) => id === data.task) ?? {};
    const again = data.round !== undefined && data.round > 1 ? both(`, time ${data.round}`, `（第 ${data.round} 次）`) : '';
    if (forbidden)
      return both(`Prohibition for ${seat(data.seat)}: ${step(data.task)}`, `${seat(data.seat)}的禁止事项：${step(data.task)}`);
    const how = channel === undefined ? '' : both(` (${sayChannel(channel, 'en', to)})`, `（${sayChannel(channel, 'zh-CN', to)}）`);
    return both(
      `Task for ${seat(data.seat)}: ${step(data.task)}${how}${again}`,
      `向${seat(data.seat)}下达任务：${step(data.task)}${how}${again}`,
    );
  };

  switch (event.type) {
    case 'incident.declared':
      return both(
        `Incident declared: ${titleIn(plan.incidentTypes, event.data.incidentType)}`,
        `事件宣布：${titleIn(plan.incidentTypes, event.data.incidentType)}`,
      );
    case 'incident.facts-reported':
      return reported(event);
    case 'incident.level-set':
      return event.data.level === null
        ? both('The level follows the rules again', '级别恢复由规则确定')
        : both(
            `${by(event.data.person)} sets the level: ${level(event.data.level)}`,
            `${by(event.data.person)}确定级别：${level(event.data.level)}`,
          );
    case 'decision.asked':
      return both(
        `${by(event.data.person)} asks for a decision: ${factTitle(event.data.fact)}`,
        `${by(event.data.person)}请示：${factTitle(event.data.fact)}`,
      );
    case 'incident.graded':
      return graded(event);
    case 'incident.acknowledged':
      return event.data.person === null
        ? both('Acknowledged', '已确认')
        : both(`${person(event.data.person)} is on it`, `${person(event.data.person)}已确认接手`);
    case 'incident.signal-received':
      return both('Monitoring reported again', '监控再次上报');
    case 'incident.restored':
      return both('Service restored', '服务已恢复');
    case 'incident.closed':
      return both('Incident closed', '事件已关闭');
    case 'rung.reached':
      return both(`Escalation: ${rung(event.data.rung)}`, `逐级通知：${rung(event.data.rung)}`);
    case 'rung.exhausted':
      return event.data.outcome === 'unanswered'
        ? both(`Nobody answered for ${seat(event.data.seat)}`, `${seat(event.data.seat)}无人应答`)
        : both(`Nobody could be reached for ${seat(event.data.seat)}`, `${seat(event.data.seat)}无人可以送达`);
    case 'alert.requested':
      return alert(event);
    case 'alert.sent':
      return both(`${alerted(event.data.alert)} was told`, `已通知${alerted(event.data.alert)}`);
    case 'alert.failed': {
      const why = say(failures[event.data.reason], language);
      return event.data.retryAt === null
        ? both(`${alerted(event.data.alert)} was not reached: ${why}`, `未能通知${alerted(event.data.alert)}：${why}`)
        : both(
            `${alerted(event.data.alert)} was not reached yet: ${why}; trying again`,
            `暂未通知到${alerted(event.data.alert)}：${why}；将重试`,
          );
    }
    case 'task.opened':
      return opened(event);
    case 'task.completed':
      return both(`Done: ${step(event.data.task)}`, `任务完成：${step(event.data.task)}`);
    case 'task.breached':
      return both(`Overdue: ${step(event.data.task)}`, `任务超时：${step(event.data.task)}`);
    case 'task.lapsed':
      return both(`No longer needed: ${step(event.data.task)}`, `不再需要：${step(event.data.task)}`);
    case 'incident.publication-approved':
      return both('Publication to customers approved', '已批准对客户公布');
    case 'notice.published':
      return both(
        `Customers are told: ${say(event.data.title, language)} (${say(phases[event.data.phase], language)})`,
        `对客户公布：${say(event.data.title, language)}（${say(phases[event.data.phase], language)}）`,
      );
    case 'notice.followed-up':
      return both('Customers are told what was learnt', '已向客户公布后续说明');
  }
};
