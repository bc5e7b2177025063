import { createHash } from 'node:crypto';
import { type Markup, markup } from '../../links/markup.ts';
import type { DryRunView } from '../dry-run-view.ts';
import { type AlertRow, alertRows } from './alerts.ts';
import { chart } from './chart.ts';
import { ladder, legend } from './ladder.ts';
import { decisionTable, openPoints, principles, prohibitions, reportForm, resourceTable } from './sections.ts';
import { style } from './style.ts';
import { actTable, alertTable, cut, noticeList } from './tables.ts';
import { type TaskRow, taskRows } from './tasks.ts';
import { type Words, words } from './words.ts';
import { taskTable } from './work.ts';

const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

const totals = ({ items }: DryRunView, alerts: readonly AlertRow[], tasks: readonly TaskRow[], { totals: names }: Words) => {
  const counts = [
    [alerts.length, names.alerts],
    [new Set(alerts.map(({ person }) => person)).size, names.people],
    [tasks.length, names.tasks],
    [tasks.filter(({ breached }) => breached).length, names.breaches],
    [tasks.filter(({ item }) => item.decides).length, names.decisions],
    [items.filter(({ kind }) => kind === 'notice').length, names.notices],
  ] as const;
  return counts.map(([count, [one = '', many = '']]) => markup`<li><b>${String(count)}</b>${count === 1 ? one : many}</li>`);
};

/** A rehearsal as a page to read and print. It loads nothing. */
export const dryRunPage = (view: DryRunView): { readonly text: string; readonly headers: Readonly<Record<string, string>> } => {
  const { language, timeZone, startAt } = view;
  const word = words[language];
  const [alerts, tasks] = [alertRows(view), taskRows(view)];
  const format = (options: Intl.DateTimeFormatOptions) => {
    const clock = new Intl.DateTimeFormat(language, { timeZone, hourCycle: 'h23', ...options });
    return (at: string) => clock.format(Date.parse(at));
  };
  const day = format({ dateStyle: 'long', timeStyle: 'short' });
  const days = new Set(view.items.map(({ at }) => format({ dateStyle: 'short' })(at))).size;
  const clock = format({ hour: '2-digit', minute: '2-digit', ...(days > 1 ? { month: 'short', day: 'numeric' } : {}) });

  const [called, work] = [cut(alerts, word), cut(tasks, word)];

  const sections = (
    [
      [
        'ladder',
        word.ladder,
        markup`<p class="soft small">${word.ladderMore}</p>${ladder(view, called.shown, work.shown, word)}${work.rest ?? called.rest}${legend(word)}`,
      ],
      ['decisions', word.decisions, decisionTable(view, word)],
      ['forbidden', word.forbidden, prohibitions(view, word)],
      ['tasks', word.tasks, markup`${taskTable(view, work.shown, word)}${work.rest}`],
      ['alerts', word.alerts, markup`${alertTable(view, called.shown, clock, word)}${called.rest}`],
      ['customers', word.read, noticeList(view, clock, word)],
      ['happens', word.happens, actTable(view, clock, word)],
      ['report', word.form, reportForm(view)],
      ['resources', word.resources, resourceTable(view, word)],
      ['principles', word.principles, principles(view)],
      ['organization', word.chart, chart(view, word)],
      ['open', word.open, openPoints(view, word)],
    ] as const
  ).flatMap(([id, title, content]) => (content === null ? [] : [{ id, title, content }]));
  const section = ({ id, title, content }: { id: string; title: string; content: Markup }) =>
    markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>\n`;
  const heading = markup`${view.drill === null ? word.rehearsal : word.drill}${word.colon}${view.drill ?? view.type}`;

  const text = markup`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${heading} · ${view.organization}</title><style>${{ markup: style }}</style></head>
<body><main>
<header><p class="soft">${view.organization} · ${view.plan}</p><h1>${heading}</h1>
<p><span class="tag">${view.unanswered ? word.nobodyAnswers : word.someAnswer}</span>${view.scope === null ? null : markup` <span class="tag ${view.scope === 'outside' ? 'late' : ''}">${word.scopes[view.scope]}</span>`}</p>
${view.level === null ? null : markup`<p class="level">${view.level}</p>`}<p>${view.reason}</p>
<dl><div><dt>${word.start}</dt><dd>${day(startAt)} (${timeZone})</dd></div>${view.facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<ul class="totals">${totals(view, alerts, tasks, word)}</ul>
${view.notes.length > 0 ? markup`<div class="notes"><strong>${word.note}</strong>${view.notes.map((note) => markup`<p>${note}</p>`)}</div>` : null}
<p class="soft small">${word.nobodyTold}</p>
<nav aria-label="${word.contents}"><ul>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav></header>
${sections.map(section)}</main></body></html>
`.markup;
  return { text, headers };
};
