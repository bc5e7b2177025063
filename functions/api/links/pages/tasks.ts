import { sayChannel } from '../../../../shared/incident/describe.ts';
import type { Task } from '../../../../shared/incident/state.ts';
import { asksOf } from '../../../../shared/plan/asks.ts';
import type { FactDefinition } from '../../../../shared/plan/facts.ts';
import { incidentTypeOf, type Plan } from '../../../../shared/plan/plan.ts';
import type { Step } from '../../../../shared/plan/step.ts';
import { say } from '../../../../shared/text.ts';
import { effectiveTaskStatus } from '../../incidents/task-status.ts';
import type { Deed } from '../action.ts';
import { type Markup, markup } from '../markup.ts';
import type { Opened } from '../open-link.ts';
import { awaited, factForm, listed, type Parts } from './parts.ts';
import { words } from './words.ts';

export const stepOf = ({ plan, loaded: { state } }: Opened, task: string): Step | undefined =>
  incidentTypeOf(plan, state.incidentType)?.steps.find(({ id }) => id === task);

const definitionsOf = (plan: Plan, names: readonly string[]): readonly FactDefinition[] =>
  names.flatMap((name) => plan.facts.filter(({ id }) => id === name));

/** The person's own work that is still owed. */
export const workOf = (opened: Opened): readonly Task[] =>
  Object.values(opened.loaded.state.tasks).filter(
    (task) =>
      task.persons.includes(opened.person.id) &&
      ['open', 'breached'].includes(effectiveTaskStatus(task)) &&
      !stepOf(opened, task.id)?.forbidden,
  );

/** What must not be done now, by anybody. */
export const prohibitionsOf = (opened: Opened): readonly Task[] =>
  Object.values(opened.loaded.state.tasks).filter(
    (task) => task.completedAt === null && task.lapsedAt === null && stepOf(opened, task.id)?.forbidden,
  );

/** The number in what a plan says of whom to call, as a phone dials it. */
export const numberIn = (text: string): string | null => {
  const found = /\+?\d[\d\s()./-]*\d/.exec(text)?.[0].replaceAll(/[^\d+]/g, '') ?? '';
  return found.length >= 3 ? found : null;
};

const how = (step: Step, { opened: { language } }: Parts): Markup | null => {
  if (step.by === undefined) return null;
  const to = step.to && say(step.to, language);
  const number = step.by === 'phone' && to ? numberIn(to) : null;
  return number === null
    ? markup`<p class="soft">${sayChannel(step.by, language, step.to)}</p>`
    : markup`<a class="call" href="tel:${number}">${words[language].call} ${to ?? number}</a>`;
};

/** A form of more facts than this is folded, so that the other tasks stay in sight. */
const foldedFrom = 3;

/** One task with everything that doing it on a phone needs. */
export const taskItem = (parts: Parts, task: Task): Markup => {
  const { opened, when } = parts;
  const { language, plan, mayReport } = opened;
  const word = words[language];
  const step = stepOf(opened, task.id);
  const form = plan.forms.find(({ id }) => id === step?.form);
  const asked = definitionsOf(plan, asksOf(plan, step));
  const mine = asked.filter(mayReport);
  const theirs = asked.filter((fact) => !mayReport(fact));
  const missing = theirs.filter(({ id }) => opened.loaded.state.facts[id] === undefined);
  // What somebody else has yet to decide keeps the task open; what is known can be reported meanwhile.
  const deed: Deed = { a: missing.length > 0 ? 'report' : 'done', t: task.id };
  const late = task.breachedAt !== null;
  const title = step ? say(step.title, language) : task.id;
  const label = step?.starts ? word.start : deed.a === 'done' ? word.done : word.report;
  return markup`<li><p>${title}</p>${
    task.dueAt === null ? null : markup`<p class="${late ? 'late' : 'soft'}">${late ? word.overdue : word.due} ${when(task.dueAt)}</p>`
  }${step ? how(step, parts) : null}${
    step?.evidence
      ? markup`<p class="soft">${word.keep}: ${listed(
          step.evidence.map((kind) => word[kind]),
          parts,
        )}</p>`
      : null
  }${step?.starts ? markup`<p class="soft">${word.starts}</p>` : null}${
    form && form.advice.length > 0
      ? markup`<ul class="soft">${form.advice.map((line) => markup`<li>${say(line, language)}</li>`)}</ul>`
      : null
  }${theirs
    .filter((fact) => !missing.includes(fact))
    .map((fact) => markup`<p class="soft">${say(fact.title, language)}: ${parts.reported(fact) ?? ''}</p>`)}${missing.map((fact) =>
    awaited(parts, fact),
  )}${
    mine.length > foldedFrom
      ? markup`<details${parts.fields(deed).typed ? markup` open` : null}><summary>${form ? say(form.title, language) : word.report}</summary>${factForm(parts, deed, mine, label)}</details>`
      : mine.length > 0 || missing.length === 0
        ? factForm(parts, deed, mine, label)
        : null
  }</li>`;
};

/** The decisions that others ask of this person, besides those that are the person's tasks. */
export const decisionsFor = (parts: Parts, tasks: readonly Task[]): readonly Markup[] => {
  const { opened, when } = parts;
  const { plan, loaded, language, names, texts, mayReport } = opened;
  const word = words[language];
  const elsewhere = new Set(tasks.flatMap(({ id }) => asksOf(plan, stepOf(opened, id))));
  return definitionsOf(plan, Object.keys(loaded.state.asked)).flatMap((fact) => {
    const last = loaded.events.findLast(({ type, data }) => type === 'decision.asked' && data.fact === fact.id);
    const reportedAt = loaded.state.facts[fact.id]?.at;
    if (last?.type !== 'decision.asked' || !fact.decidedBy || !mayReport(fact) || elsewhere.has(fact.id)) return [];
    if (reportedAt !== undefined && reportedAt >= last.occurredAt) return [];
    const { person, questionDigest } = last.data;
    const asker = person === null ? null : (names.get(person) ?? null);
    const question = questionDigest === null ? undefined : texts.get(questionDigest);
    return [
      markup`<li><p class="soft">${asker === null ? null : `${asker} ${word.asks} · `}${when(last.occurredAt)}</p>${
        question === undefined ? null : markup`<p class="words">${question}</p>`
      }${factForm(parts, { a: 'report', t: null, f: [fact.id] }, [fact], word.report)}</li>`,
    ];
  });
};
