import type { Alert, IncidentState } from '../incident/state.ts';
import { type Instant, millisOf } from '../instant.ts';
import { asksOf } from '../plan/asks.ts';
import { incidentTypeOf, type Plan } from '../plan/plan.ts';
import { type Language, say, type Text } from '../text.ts';

/** Everything that the words of an alert are made of. */
export interface AlertSubject {
  readonly organizationName: Text;
  readonly timeZone: string;
  readonly plan: Plan;
  readonly state: IncidentState;
  readonly alert: Alert;
  readonly language: Language;
  /** The page on which the person acts. */
  readonly link: string;
}

const words = {
  en: {
    restored: 'Restored',
    drill: 'DRILL',
    test: 'TEST',
    since: 'Since',
    level: 'Level',
    why: 'You are alerted because',
    decide: 'Your decision is needed',
    mustNot: 'Must not be done',
    principles: 'Principles',
    tasks: 'Your tasks',
    due: 'due',
    open: 'Open and answer',
    foot: 'The link is yours alone and works for a day. Opening it changes nothing; the buttons on the page do.',
  },
  'zh-CN': {
    restored: '已恢复',
    drill: '演练',
    test: '测试',
    since: '开始时间',
    level: '级别',
    why: '通知原因',
    decide: '请您决定',
    mustNot: '禁止',
    principles: '原则',
    tasks: '您的任务',
    due: '截止',
    open: '打开并确认',
    foot: '此链接仅供您本人使用，一天内有效。打开链接不会执行任何操作，请使用页面上的按钮。',
  },
} as const satisfies Record<Language, Record<string, string>>;

const formats = new Map<string, { readonly day: Intl.DateTimeFormat; readonly zone: Intl.DateTimeFormat }>();

/** Formats are dear to make and few. */
const formatsFor = (timeZone: string, language: Language) => {
  const name = `${timeZone} ${language}`;
  const known = formats.get(name);
  if (known) return known;
  const day = new Intl.DateTimeFormat(language, {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const made = { day, zone: new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }) };
  formats.set(name, made);
  return made;
};

/** Clock time in the organization's zone, zone named. */
const stamp = (at: Instant, timeZone: string, language: Language): string => {
  const { day, zone } = formatsFor(timeZone, language);
  const name = zone.formatToParts(millisOf(at)).find(({ type }) => type === 'timeZoneName')?.value;
  return `${day.format(millisOf(at))} ${name ?? timeZone}`;
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** One line of text: whatever people typed cannot add headers or lines. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();

export interface AlertContent {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly link: string;
  readonly linkText: string;
  readonly foot: string;
}

/** An alert is a few lines; everything stands on the page behind its link. */
const briefMax = 3;

/** The decisions that are the person's and that nobody has taken yet: those of the person's tasks, and those that were asked of the seats alerted here. */
const decisionsOwed = (plan: Plan, state: IncidentState, { seats }: Alert, asked: readonly string[]): readonly Text[] =>
  plan.facts.flatMap(({ id, title, decidedBy = [] }) => {
    const ofTask = decidedBy.length > 0 && asked.includes(id);
    const ofSeat = state.asked[id] !== undefined && decidedBy.some((name) => seats.includes(name));
    return state.facts[id] === undefined && (ofTask || ofSeat) ? [title] : [];
  });

/** The words of an alert in the person's language: what happened, how bad, why you, what to do. */
export const alertContent = ({ organizationName, timeZone, plan, state, alert, language, link }: AlertSubject): AlertContent => {
  const w = words[language];
  const type = incidentTypeOf(plan, state.incidentType);
  const what = say(type?.title ?? plan.title, language);
  const level = plan.levels.find(({ id }) => id === state.level);
  const rung = type?.rungs.find(({ id }) => id === alert.rung);
  const mark = state.mode === 'real' ? '' : `[${w[state.mode]}] `;
  const restored = alert.purpose === 'restore';
  const titled = (titles: readonly Text[]) =>
    titles
      .slice(0, briefMax)
      .map((one) => say(one, language))
      .join(language === 'en' ? '; ' : '；');
  const steps = new Map(type?.steps.map((step) => [step.id, step]));
  const owed = restored ? [] : Object.values(state.tasks).filter((task) => task.completedAt === null && task.lapsedAt === null);
  const forbidden = owed.flatMap(({ id }) => (steps.get(id)?.forbidden ? [steps.get(id)?.title ?? { en: id }] : []));
  const mine = owed.filter(({ id, persons }) => persons.includes(alert.person) && !steps.get(id)?.forbidden);
  const tasks = mine.map((task) => {
    const title = say(steps.get(task.id)?.title ?? { en: task.id }, language);
    return task.dueAt === null ? `– ${title}` : `– ${title} (${w.due} ${stamp(task.dueAt, timeZone, language)})`;
  });
  const decisions = restored
    ? []
    : decisionsOwed(
        plan,
        state,
        alert,
        mine.flatMap(({ id }) => asksOf(plan, steps.get(id))),
      );
  return {
    subject: oneLine(
      `${mark}${restored ? `${w.restored}: ` : decisions.length > 0 ? `${w.decide}: ` : ''}${what}${level && !restored ? ` · ${say(level.title, language)}` : ''} · ${say(organizationName, language)}`,
    ),
    lines: [
      restored ? say(type?.restoreNotice ?? { en: w.restored }, language) : what,
      `${w.since} ${stamp(state.declaredAt, timeZone, language)}`,
      ...(level && !restored ? [`${w.level}: ${say(level.title, language)}`] : []),
      ...(rung ? [`${w.why}: ${say(rung.message ?? rung.title, language)}`] : []),
      ...(decisions.length > 0 ? [`${w.decide}: ${titled(decisions)}`] : []),
      ...(forbidden.length > 0 ? [`${w.mustNot}: ${titled(forbidden)}`] : []),
      ...(tasks.length > 0 ? [`${w.tasks}:`, ...tasks] : []),
      ...(plan.principles.length > 0 && !restored ? [`${w.principles}: ${titled(plan.principles)}`] : []),
    ].map(oneLine),
    link,
    linkText: w.open,
    foot: w.foot,
  };
};

export const textOfAlert = ({ lines, link, linkText, foot }: AlertContent): string =>
  `${lines.join('\n')}\n\n${linkText}: ${link}\n\n${foot}\n`;

/** Plain, self-contained HTML: one column, one button, nothing loaded from anywhere. */
export const htmlOfAlert = ({ subject, lines, link, linkText, foot }: AlertContent, language: Language): string =>
  [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="color-scheme" content="light dark"><title>${escape(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:34em;margin:auto">',
    `<h1 style="font-size:20px;margin:0 0 12px">${escape(lines[0] ?? subject)}</h1>`,
    ...lines.slice(1).map((line) => `<p style="margin:0 0 6px">${escape(line)}</p>`),
    `<p style="margin:20px 0"><a href="${escape(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1d4ed8;color:#fff;font-weight:600;text-decoration:none">${escape(linkText)}</a></p>`,
    `<p style="margin:0;font-size:13px;color:#6b7280">${escape(foot)}</p></div></body></html>`,
  ].join('\n');

/** The body of an alert webhook (Standard Webhooks: type, timestamp, data). */
export const webhookOfAlert = (subject: AlertSubject, content: AlertContent, at: Instant): string => {
  const { state, alert } = subject;
  return JSON.stringify({
    type: alert.purpose === 'restore' ? 'incident.restored' : 'alert.requested',
    timestamp: at,
    data: {
      organizationId: state.organizationId,
      incidentId: state.id,
      mode: state.mode,
      plan: state.plan,
      incidentType: state.incidentType,
      level: state.level,
      declaredAt: state.declaredAt,
      alert: alert.key,
      rung: alert.rung,
      person: alert.person,
      subject: content.subject,
      text: content.lines.join('\n'),
      link: content.link,
    },
  });
};
