import { createHash } from 'node:crypto';
import { type Revision, stateOf, type VersionState } from '../../../../shared/plan/life.ts';
import type { SaidChange } from '../../../../shared/plan/say-difference.ts';
import type { Language } from '../../../../shared/text.ts';
import { markup } from '../../links/markup.ts';
import { style } from './style.ts';

interface Shown extends Pick<SaidChange, 'kind' | 'place'> {
  readonly was: string | null;
  readonly is: string | null;
}

interface DifferenceView {
  readonly language: Language;
  readonly organization: string;
  readonly timeZone: string;
  readonly plan: string;
  readonly from: Revision;
  readonly to: Revision;
  /** Number of the plan's newest version. */
  readonly newest: number;
  readonly changes: readonly Shown[];
}

const en = {
  title: 'What changed',
  colon: ': ',
  version: 'Version',
  reason: 'Reason',
  same: 'The two versions say the same.',
  before: 'Before',
  after: 'After',
  place: 'Place',
  totals: { added: 'added', removed: 'removed', changed: 'changed' },
  kinds: { added: 'Added', removed: 'Removed', changed: 'Changed' },
  states: {
    draft: 'draft',
    reviewed: 'reviewed',
    approved: 'approved',
    published: 'published',
    repealed: 'repealed',
    superseded: 'draft, superseded',
  },
};
const zh: typeof en = {
  title: '版本差异',
  colon: '：',
  version: '版本',
  reason: '修订原因',
  same: '两个版本内容相同。',
  before: '修改前',
  after: '修改后',
  place: '位置',
  totals: { added: '处新增', removed: '处删除', changed: '处修改' },
  kinds: { added: '新增', removed: '删除', changed: '修改' },
  states: {
    draft: '草稿',
    reviewed: '已复核',
    approved: '已审批',
    published: '已发布',
    repealed: '已废止',
    superseded: '草稿（已被取代）',
  },
};
const words: Readonly<Record<Language, typeof en>> = { en, 'zh-CN': zh };

const look = `${style}
del{color:var(--bad);text-decoration-thickness:1px}ins{color:var(--good);text-decoration:none;font-weight:600}
.changes td,.changes th{overflow-wrap:anywhere}.changes .where{width:26%;font-weight:400}.changes .where b{display:block}.changes td{width:37%}
@media (max-width:40rem){.changes .where,.changes td{width:auto}.changes td[data-is]::before{display:block}.changes td:empty{display:none}}
@media print{@page{size:A4 portrait}del{color:#000}ins{color:#000}}
`;

const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(look).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** The differences of two versions as a page to read and print. It loads nothing. */
export const differencePage = (view: DifferenceView): { readonly text: string; readonly headers: Readonly<Record<string, string>> } => {
  const { language, changes, from, to, newest, timeZone } = view;
  const word = words[language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone, hourCycle: 'h23' });
  const version = (revision: Revision) => {
    const { publishedAt, createdAt, reason } = revision;
    const state: VersionState = stateOf(revision, newest);
    return markup`<div><dt>${word.version} ${String(revision.version)}</dt><dd>${word.states[state]} · ${day.format(Date.parse(publishedAt ?? createdAt))}${reason === null ? null : markup` · ${word.reason}${word.colon}${reason}`}</dd></div>`;
  };
  const count = (kind: Shown['kind']) => changes.filter((change) => change.kind === kind).length;
  const totals = (['added', 'removed', 'changed'] as const).map(
    (kind) => markup`<li><b>${String(count(kind))}</b>${word.totals[kind]}</li>`,
  );
  const sections = Map.groupBy(changes, ({ place }) => place.split(' › ')[0] ?? '');
  const row = ({ place, kind, was, is }: Shown) => {
    const parts = place.split(' › ').slice(1);
    return markup`<tr><th scope="row" class="where">${parts.slice(0, -1).join(' › ')}<b>${parts.at(-1) ?? ''}</b><span class="soft small">${word.kinds[kind]}</span></th><td data-is="${word.before}">${was === null ? null : markup`<del>${was}</del>`}</td><td data-is="${word.after}">${is === null ? null : markup`<ins>${is}</ins>`}</td></tr>`;
  };
  const table = ([name, list]: readonly [string, readonly Shown[]]) =>
    markup`<section><h2>${name}</h2><div class="table"><table class="changes"><thead><tr><th scope="col">${word.place}</th><th scope="col">${word.before}</th><th scope="col">${word.after}</th></tr></thead><tbody>${list.map(row)}</tbody></table></div></section>`;
  const heading = `${word.title}${word.colon}${view.plan}`;
  const text = markup`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${heading} · ${view.organization}</title><style>${{ markup: look }}</style></head>
<body><main>
<header><p class="soft">${view.organization}</p><h1>${heading}</h1>
<dl>${version(from)}${version(to)}</dl>
${changes.length === 0 ? markup`<p>${word.same}</p>` : markup`<ul class="totals">${totals}</ul>`}</header>
${[...sections].map(table)}
</main></body></html>
`.markup;
  return { text, headers };
};
