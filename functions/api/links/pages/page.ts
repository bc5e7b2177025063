import { createHash } from 'node:crypto';
import type { Language } from '../../../../shared/text.ts';
import { type Answer, html } from '../../http/answer.ts';
import { type Markup, markup } from '../markup.ts';
import { words } from './words.ts';

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
.stop{border-color:var(--warn);border-width:2px}.stop h2{color:var(--warn)}.stop li::before{content:'✕';color:var(--warn);font-weight:700;margin-right:.5rem}.stop li+li{margin-top:.25rem;padding-top:.25rem;border:0}
label,legend{display:block;font-weight:600;margin:.75rem 0 .25rem;padding:0}fieldset{border:0;margin:.75rem 0 0;padding:0}legend{margin-top:0}
input,select,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.5rem;min-height:3rem;padding:.375rem .625rem;width:100%;max-width:100%}
[type=radio],[type=checkbox]{width:1.375rem;min-height:1.375rem;height:1.375rem;margin:0 .5rem 0 0;vertical-align:middle;accent-color:var(--go)}
.tick{display:inline-flex;align-items:center;min-height:2.75rem;margin:0 1.25rem 0 0;font-weight:400}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}.pair button,.pair label{margin:.25rem 0 0}.pair .wide{grid-column:1/-1}
.wrong input,.wrong select,.wrong textarea{border:2px solid var(--warn)}
a.call{display:flex;align-items:center;justify-content:center;min-height:3.25rem;margin:.5rem 0;border-radius:.625rem;border:2px solid var(--go);color:var(--go);font-weight:600;text-decoration:none}
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

/** A page that says why there is nothing else to see, with a way back where there is one. */
export const notice = (status: number, language: Language, about: 'notValid' | 'expired' | 'used', back: string | null = null): Answer => {
  const word = words[language];
  return page(
    status,
    language,
    word[about],
    markup`<section><h1>${word[about]}</h1><p>${word[`${about}More`]}</p>${back === null ? null : markup`<p><a href="${back}">${word.back}</a></p>`}</section>`,
  );
};
