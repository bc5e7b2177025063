import { createHash } from 'node:crypto';
import type { Language } from '../../../shared/text.ts';
import { type Answer, html } from '../http/answer.ts';
import { type Markup, markup } from './markup.ts';

const style = `
:root{color-scheme:light dark;--ink:#16181d;--soft:#5b6270;--line:#d9dce3;--paper:#fff;--sheet:#f4f5f7;--go:#0b6b3a;--on:#fff;--warn:#a32020}
@media (prefers-color-scheme:dark){:root{--ink:#eceef2;--soft:#a3aab8;--line:#3a3f4a;--paper:#1b1d22;--sheet:#121317;--go:#4cc38a;--on:#06140c;--warn:#ff8a80}}
*{box-sizing:border-box}
body{margin:0;overflow-wrap:anywhere;background:var(--sheet);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:34rem;margin:0 auto;padding:1rem}
header,section{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:0 0 .875rem}
p{margin:.25rem 0}h1{font-size:1.375rem;line-height:1.25;margin:.25rem 0}h2{font-size:1rem;margin:0 0 .5rem}
.soft{color:var(--soft)}.late{color:var(--warn);font-weight:600}.words{white-space:pre-wrap}
.tag{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .625rem;font-size:.875rem;font-weight:600}
ul{list-style:none;margin:0;padding:0}li+li{border-top:1px solid var(--line);margin-top:.75rem;padding-top:.75rem}
dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.25rem .875rem}dt{color:var(--soft)}dd{margin:0}
button{font:inherit;font-weight:600;width:100%;min-height:3.25rem;border-radius:.625rem;border:2px solid var(--go);cursor:pointer}
button.main{background:var(--go);color:var(--on);font-size:1.1875rem;min-height:4rem}button.side{background:transparent;color:var(--go);margin-top:.5rem}
summary{cursor:pointer;font-weight:600;min-height:2.75rem;display:flex;align-items:center;justify-content:space-between}summary::after{content:'▾'}details[open] summary::after{content:'▴'}
a{color:inherit}:focus-visible{outline:3px solid var(--go);outline-offset:2px}
`;
const styleHash = createHash('sha256').update(style).digest('base64');

const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** A page for one person: not kept, not indexed, and telling nobody where it was. */
export const page = (status: number, language: Language, title: string, body: Markup): Answer =>
  html(
    status,
    markup`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${title}</title><style>${{ markup: style }}</style></head>
<body><main>${body}</main></body></html>
`.markup,
    { ...headers, 'content-language': language },
  );

/** A page that says why there is nothing else to see. */
export const notice = (status: number, language: Language, title: string, more: string, link: Markup | null = null): Answer =>
  page(status, language, title, markup`<section><h1>${title}</h1><p>${more}</p>${link}</section>`);
