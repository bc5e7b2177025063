import type { Refusal } from '../../../shared/incident/commands.ts';
import { type Answered, eventsMax, type Rehearsal, type RefusedAnswer } from '../../../shared/incident/dry-run.ts';
import { openParameters } from '../../../shared/incident/dry-run-decisions.ts';
import type { Scope } from '../../../shared/incident/scope.ts';
import { incidentTypeOf } from '../../../shared/plan/plan.ts';
import { sayDuration } from '../../../shared/plan/say-fact.ts';
import { type Language, say, type Text } from '../../../shared/text.ts';
import type { dryRunNotes } from '../../../shared/access/rehearsal-answer.ts';

export interface DryRunNote {
  readonly code: (typeof dryRunNotes)[number];
  readonly text: string;
}

type Titled = readonly { readonly id: string; readonly title: Text }[];

/** Why somebody could not do what the answers say, in the plan's own words. */
const refusedText = (refusal: Refusal, { done = '' }: Partial<Answered>, { plan, state }: Rehearsal, language: Language): string => {
  const both = (en: string, zh: string) => (language === 'en' ? en : zh);
  const named = (items: Titled, id: string) => {
    const title = items.find((one) => one.id === id)?.title;
    return title ? say(title, language) : id;
  };
  const list = (names: readonly string[], items: Titled) => names.map((name) => named(items, name)).join(both(', ', '、'));
  const step = (id: string) => named(incidentTypeOf(plan, state.incidentType)?.steps ?? [], id);
  const seats = (names: readonly string[]) => list(names, [...plan.bodies, ...plan.seats]);
  const facts = (names: readonly string[]) => list(names, plan.facts);
  switch (refusal.code) {
    case 'incident-closed':
      return both('the incident is closed already', '事件已关闭');
    case 'task-unknown':
      return both(`“${step(done)}” is not yet a task`, `任务“${step(done)}”尚未下达`);
    case 'task-forbids':
      return both(
        `“${step(refusal.task)}” is what must not be done, and cannot be ticked off`,
        `“${step(refusal.task)}”是禁止事项，不能作为任务完成`,
      );
    case 'task-early':
      return both(
        `“${step(refusal.task)}” is not done yet; it hangs on: ${facts(refusal.facts)}`,
        `“${step(refusal.task)}”尚不能完成，取决于：${facts(refusal.facts)}`,
      );
    case 'facts-missing':
      return both(
        `“${step(done)}” is not done as long as this is not reported: ${facts(refusal.facts)}`,
        `“${step(done)}”须先上报：${facts(refusal.facts)}`,
      );
    case 'authority-missing': {
      const by = seats(refusal.by);
      if (refusal.about === 'level') return both(`only ${by} may set the level`, `只有${by}可以确定级别`);
      if (refusal.about === 'closure') return both(`only ${by} may end it`, `只有${by}可以宣布结束`);
      return both(`only ${by} may decide “${facts([refusal.name])}”`, `只有${by}可以决定“${facts([refusal.name])}”`);
    }
    case 'closure-early':
      return both(`it cannot end yet; that hangs on: ${facts(refusal.facts)}`, `尚不能结束，取决于：${facts(refusal.facts)}`);
    case 'level-unknown':
      return both(
        `the plan has no such level; it has ${list(refusal.known, plan.levels) || 'none'}`,
        `预案没有该级别；现有级别：${list(refusal.known, plan.levels) || '无'}`,
      );
    default:
      return both('this cannot be done', '无法执行');
  }
};

const codeOf = ({ code }: Refusal): DryRunNote['code'] =>
  code === 'authority-missing' ||
  code === 'closure-early' ||
  code === 'facts-missing' ||
  code === 'task-forbids' ||
  code === 'task-early' ||
  code === 'level-unknown'
    ? code
    : 'not-done';

const refusedNote = (
  { answer, refusal }: RefusedAnswer,
  rehearsal: Rehearsal,
  answers: readonly Answered[],
  language: Language,
): DryRunNote => {
  const answered: Partial<Answered> = answer === null ? {} : (answers[answer] ?? {});
  const { after } = answered;
  const why = refusedText(refusal, answered, rehearsal, language);
  const when =
    after === undefined
      ? language === 'en'
        ? 'Not from the start: '
        : '开始时未能执行：'
      : language === 'en'
        ? `Not after ${sayDuration(after, language)}: `
        : `开始 ${sayDuration(after, language)}后未能执行：`;
  return { code: codeOf(refusal), text: `${when}${why}` };
};

/** What a rehearsal is not: the whole future, of a finished plan, played by those who hold the seats. */
export const notesOn = (
  rehearsal: Rehearsal,
  {
    answers,
    scope,
    language,
    left,
  }: {
    readonly answers: readonly Answered[];
    readonly scope: Scope | null;
    readonly language: Language;
    /** How many lines of the timeline are not told, because an answer has an end. */
    readonly left: number;
  },
): DryRunNote[] => {
  const { plan, standIns, cut, refused } = rehearsal;
  const both = (en: string, zh: string) => (language === 'en' ? en : zh);
  const list = (titles: readonly { readonly title: Text }[]) => titles.map(({ title }) => say(title, language)).join(both(', ', '、'));
  const seats = plan.seats.filter(({ id }) => standIns[id]);
  const parameters = openParameters(plan);
  const notes: DryRunNote[] = [];
  const note = (code: DryRunNote['code'], en: string, zh: string) => notes.push({ code, text: both(en, zh) });
  if (scope === 'outside') note('scope', 'By its own words the plan does not cover this', '按预案自身的规定，此情况不在适用范围内');
  if (parameters.length > 0)
    note(
      'parameters',
      `These values are still to be filled in; what hangs on them does not happen here: ${list(parameters)}`,
      `以下数值尚未填写，取决于它们的内容在此不会发生：${list(parameters)}`,
    );
  if (seats.length > 0)
    note(
      'stand-ins',
      `Nobody holds these seats yet; stand-ins play them: ${list(seats)}`,
      `以下岗位尚无人任职，由替身代为演练：${list(seats)}`,
    );
  if (cut === 'events')
    note(
      'cut-events',
      `The rehearsal ends here after ${eventsMax} events; more would follow`,
      `推演在 ${eventsMax} 条记录后截止；其后仍有内容`,
    );
  if (left > 0)
    note(
      'cut-events',
      `The answer would be too long: the last ${left} lines of the timeline are left out`,
      `内容过长：时间线的最后 ${left} 行未列出`,
    );
  if (cut === 'week') note('cut-week', 'The rehearsal ends here after a week; more would follow', '推演在一周后截止；其后仍有内容');
  return [...notes, ...refused.map((one) => refusedNote(one, rehearsal, answers, language))];
};
