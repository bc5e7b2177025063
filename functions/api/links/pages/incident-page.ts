import type { Instant } from '../../../../shared/instant.ts';
import { incidentTypeOf } from '../../../../shared/plan/plan.ts';
import type { sayFact } from '../../../../shared/plan/say-fact.ts';
import { catalogue, type ProblemName } from '../../../../shared/problems/catalogue.ts';
import { describeFault, type Fault } from '../../../../shared/problems/fault.ts';
import { pointerOf } from '../../../../shared/problems/pointer.ts';
import { say } from '../../../../shared/text.ts';
import type { Answer } from '../../http/answer.ts';
import type { Action, Deed } from '../action.ts';
import { type Markup, markup } from '../markup.ts';
import type { Opened } from '../open-link.ts';
import { readFacts } from './fields.ts';
import { page } from './page.ts';
import { button, listed, type Parts } from './parts.ts';
import { decisionsFor, prohibitionsOf, stepOf, taskItem, workOf } from './tasks.ts';
import { words } from './words.ts';

export { notice } from './page.ts';

/** What somebody sent that could not be done, and why. */
export interface Untaken {
  readonly action: Action;
  readonly typed: URLSearchParams;
  readonly problem: ProblemName;
  readonly faults: readonly Fault[];
  /** The facts on which it hangs. */
  readonly awaited: readonly string[];
}

interface Making {
  /** The path of the page. */
  readonly address: string;
  readonly tokenFor: (deed: Deed) => string;
  readonly sayFact: typeof sayFact;
  readonly untaken: Untaken | null;
}

const keyOf = ({ a, t, f = [] }: Deed): string => (a === 'done' || (a === 'report' && t !== null) ? `task/${t}` : `${a}/${f.join()}`);

/** The facts that a form of this deed said, or what cannot be read of them. */
export const readFields = ({ plan, organization }: Opened, { f = [], a }: Deed, typed: URLSearchParams) => {
  const read = readFacts(typed, a === 'ask' ? [] : plan.facts.filter(({ id }) => f.includes(id)), organization.timeZone);
  const silent = a === 'report' && read.faults.length === 0 && Object.keys(read.facts).length === 0;
  const required = f.map((name): Fault => ({ in: 'body', pointer: pointerOf(['facts', name]), code: 'required', values: {} }));
  return silent ? { ...read, faults: required } : read;
};

const partsOf = (opened: Opened, { address, tokenFor, sayFact: sayValue, untaken }: Making): Parts => {
  const { organization, language, loaded, plan } = opened;
  const { timeZone } = organization;
  const clock = new Intl.DateTimeFormat(language, {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return {
    opened,
    form: (deed, inner) =>
      markup`<form method="post" action="${address}/${deed.a}"><input type="hidden" name="t" value="${tokenFor(deed)}">${inner}</form>`,
    when: (at: Instant) => markup`<time datetime="${at}">${clock.format(Date.parse(at))}</time>`,
    fields: (deed) => {
      const mine = untaken && keyOf(untaken.action) === keyOf(deed) ? untaken : null;
      return {
        language,
        timeZone,
        prefix: keyOf(deed).replace('/', '.'),
        typed: mine?.typed ?? null,
        faultOf: (fact) => {
          const fault = mine?.faults.find(({ pointer }) => pointer === pointerOf(['facts', fact]));
          return fault ? describeFault(fault, language) : null;
        },
      };
    },
    reported: (fact) => {
      const known = loaded.state.facts[fact.id];
      return known ? sayValue(known.value, fact, language, timeZone) : null;
    },
    title: (seat) => {
      const title = [...plan.seats, ...plan.bodies].find(({ id }) => id === seat)?.title;
      return title ? say(title, language) : seat;
    },
  };
};

/** Why nothing was recorded; what is wrong with single facts stands at their fields. */
const told = ({ problem, faults, awaited }: Untaken, parts: Parts): Markup => {
  const { language, plan } = parts.opened;
  const word = words[language];
  const general = faults.find(({ pointer }) => !pointer.startsWith('/facts/'));
  const why = general ? describeFault(general, language) : problem === 'invalid' ? word.untakenMore : catalogue[problem].title[language];
  const titles = plan.facts.filter(({ id }) => awaited.includes(id)).map(({ title }) => say(title, language));
  const hangs = titles.length > 0 ? markup`<p>${word.hangsOn}: ${listed(titles, parts)}</p>` : null;
  return markup`<section class="stop" role="alert"><h2>${word.untaken}</h2><p>${why}</p>${hangs}</section>`;
};

/** What must not be done; whose it is, where it is not the reader's own. */
const prohibitions = (parts: Parts): Markup | null => {
  const { opened, title } = parts;
  const forbidden = prohibitionsOf(opened);
  const item = ({ id, seat, persons }: (typeof forbidden)[number]) =>
    markup`<li>${say(stepOf(opened, id)?.title ?? { en: id }, opened.language)}${
      persons.includes(opened.person.id) ? null : markup` <span class="soft">(${title(seat)})</span>`
    }</li>`;
  return forbidden.length > 0
    ? markup`<section class="stop"><h2>${words[opened.language].mustNot}</h2><ul>${forbidden.map(item)}</ul></section>`
    : null;
};

/** The page on which somebody who was alerted sees what is wrong and says what they do about it. */
export const incidentPage = (opened: Opened, making: Making): Answer => {
  const { organization, person, language, loaded, plan, names, texts, mayEnd } = opened;
  const { state } = loaded;
  const parts = partsOf(opened, making);
  const { form, when } = parts;
  const word = words[language];
  const type = incidentTypeOf(plan, state.incidentType);
  const title = say(type?.title ?? plan.title, language);
  const level = plan.levels.find(({ id }) => id === state.level);
  const summary = (state.summaryDigest && texts.get(state.summaryDigest)) || null;

  const facts = Object.entries(state.facts).map(([name, { value }]) => {
    const definition = plan.facts.find(({ id }) => id === name);
    return markup`<dt>${definition ? say(definition.title, language) : name}</dt><dd>${making.sayFact(value, definition, language, organization.timeZone)}</dd>`;
  });

  const tasks = workOf(opened);
  const decisions = state.status === 'closed' ? [] : decisionsFor(parts, tasks);
  const onIt = state.acknowledgedBy.includes(person.id);
  const others = state.acknowledgedBy.filter((id) => id !== person.id).map((id) => names.get(id) ?? id);
  const simply = (a: 'acknowledge' | 'restore' | 'close', label: string, look: 'main' | 'side') =>
    form({ a, t: null }, button(label, look));

  const body = markup`<header>
<p class="soft">${say(organization.name, language)} · ${person.name}</p>
<h1>${title}</h1>
<p>${state.mode === 'real' ? null : markup`<span class="tag late">${word[state.mode]}</span> `}${level ? markup`<span class="tag">${word.level}: ${say(level.title, language)}</span> ` : null}<span class="tag soft">${word[state.status]}</span></p>
<p class="soft">${word.since} ${when(state.declaredAt)} (${organization.timeZone})</p>
${summary === null ? null : markup`<p class="words">${summary}</p>`}
</header>
${making.untaken ? told(making.untaken, parts) : null}
${prohibitions(parts)}
${decisions.length > 0 ? markup`<section><h2>${word.decisions}</h2><ul>${decisions}</ul></section>` : null}
<section>${
    onIt
      ? markup`<p><strong>${word.acknowledged} ✓</strong></p>`
      : state.status === 'open'
        ? simply('acknowledge', word.acknowledge, 'main')
        : markup`<p><strong>${word[state.status]}</strong></p>`
  }${others.length > 0 ? markup`<p class="soft">${word.alsoOn}: ${listed(others, parts)}</p>` : null}</section>
${
  plan.principles.length > 0
    ? markup`<section><details><summary>${word.principles}</summary><ul>${plan.principles.map((one) => markup`<li>${say(one, language)}</li>`)}</ul></details></section>`
    : null
}
<section><h2>${word.yourTasks}</h2>${tasks.length > 0 ? markup`<ul>${tasks.map((task) => taskItem(parts, task))}</ul>` : markup`<p class="soft">${word.noTasks}</p>`}</section>
${facts.length > 0 ? markup`<section><h2>${word.known}</h2><dl>${facts}</dl></section>` : null}
${
  state.status === 'open'
    ? markup`<section><details><summary>${word.isRestored}</summary><p>${word.sureRestored}</p>${simply('restore', word.confirmRestored, 'side')}</details></section>`
    : null
}
${
  mayEnd && state.status !== 'closed'
    ? markup`<section><details><summary>${word.isOver}</summary><p>${word.sureOver}</p>${simply('close', word.confirmOver, 'side')}</details></section>`
    : null
}
<p><a href="${making.address}">${word.refresh}</a></p>`;
  return page(making.untaken ? 422 : 200, language, `${title} · ${say(organization.name, language)}`, body);
};
