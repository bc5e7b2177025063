import type { IncidentState, Task } from '../../../shared/incident/state.ts';
import type { Instant } from '../../../shared/instant.ts';
import { sayFact } from '../../../shared/plan/say-fact.ts';
import { incidentTypeOf } from '../../../shared/plan/plan.ts';
import { say } from '../../../shared/text.ts';
import { effectiveTaskStatus } from '../incidents/task-status.ts';
import type { ActionName } from './action.ts';
import { type Markup, markup } from './markup.ts';
import type { Opened } from './open-link.ts';
import { words } from './words.ts';

/** Makes the form behind a button; each has a token of its own. */
export type Button = (action: ActionName, task: string | null, label: string, look: 'main' | 'side') => Markup;

const mine = (state: IncidentState, person: string): Task[] =>
  Object.values(state.tasks).filter((task) => task.persons.includes(person) && ['open', 'breached'].includes(effectiveTaskStatus(task)));

/** The page on which somebody who was alerted sees what is wrong and says what they do about it. */
export const incidentPage = (
  { organization, person, language, loaded, plan, names, summary }: Opened,
  button: Button,
): { title: string; body: Markup } => {
  const { state } = loaded;
  const word = words[language];
  const type = incidentTypeOf(plan, state.incidentType);
  const title = say(type?.title ?? plan.title, language);
  const level = plan.levels.find(({ id }) => id === state.level);

  const clock = new Intl.DateTimeFormat(language, {
    timeZone: organization.timeZone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const when = (at: Instant) => markup`<time datetime="${at}">${clock.format(Date.parse(at))}</time>`;

  const task = (one: Task) => {
    const late = one.breachedAt !== null;
    const step = type?.steps.find(({ id }) => id === one.id);
    return markup`<li><p>${step ? say(step.title, language) : one.id}</p>${
      one.dueAt === null ? null : markup`<p class="${late ? 'late' : 'soft'}">${late ? word.overdue : word.due} ${when(one.dueAt)}</p>`
    }${button('done', one.id, word.done, 'side')}</li>`;
  };

  const facts = Object.entries(state.facts).map(([name, fact]) => {
    const definition = plan.facts.find(({ id }) => id === name);
    return markup`<dt>${definition ? say(definition.title, language) : name}</dt><dd>${sayFact(fact.value, definition, language)}</dd>`;
  });

  const tasks = mine(state, person.id);
  const onIt = state.acknowledgedBy.includes(person.id);
  const others = state.acknowledgedBy.filter((id) => id !== person.id).map((id) => names.get(id) ?? id);

  const body = markup`<header>
<p class="soft">${say(organization.name, language)} · ${person.name}</p>
<h1>${title}</h1>
<p>${state.mode === 'real' ? null : markup`<span class="tag late">${word[state.mode]}</span> `}${level ? markup`<span class="tag">${word.level}: ${say(level.title, language)}</span> ` : null}<span class="tag soft">${word[state.status]}</span></p>
<p class="soft">${word.since} ${when(state.declaredAt)} (${organization.timeZone})</p>
${summary === null ? null : markup`<p class="words">${summary}</p>`}
</header>
<section>${
    onIt
      ? markup`<p><strong>${word.acknowledged} ✓</strong></p>`
      : state.status === 'open'
        ? button('acknowledge', null, word.acknowledge, 'main')
        : markup`<p><strong>${word[state.status]}</strong></p>`
  }${others.length > 0 ? markup`<p class="soft">${word.alsoOn}: ${others.join(language === 'en' ? ', ' : '、')}</p>` : null}</section>
<section><h2>${word.yourTasks}</h2>${tasks.length > 0 ? markup`<ul>${tasks.map(task)}</ul>` : markup`<p class="soft">${word.noTasks}</p>`}</section>
${facts.length > 0 ? markup`<section><h2>${word.known}</h2><dl>${facts}</dl></section>` : null}
${
  state.status === 'open'
    ? markup`<section><details><summary>${word.isRestored}</summary><p>${word.sureRestored}</p>${button('restore', null, word.confirmRestored, 'side')}</details></section>`
    : null
}
<p><a href="">${word.refresh}</a></p>`;
  return { title: `${title} · ${say(organization.name, language)}`, body };
};
