import { both, escape } from './html.ts';
import { style } from './style.ts';

export interface Section {
  readonly title: { readonly en: string; readonly 'zh-CN': string };
  readonly links: readonly { readonly href: string; readonly label: string }[];
}

/** A page of the reference around its content. */
export const referencePage = (title: string, sections: readonly Section[], content: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>
<body><div class="page"><div class="lang"><input type="radio" name="lang" id="en" checked><label for="en">English</label><input type="radio" name="lang" id="zh"><label for="zh" lang="zh-CN">中文</label><a class="jump" href="#contents">${both({ en: 'Contents', 'zh-CN': '目录' })}</a></div>
<nav id="contents" aria-label="Contents">
${sections.map(({ title: name, links }) => `<h2>${both(name)}</h2>${links.map(({ href, label }) => `<a href="${escape(href)}">${label}</a>`).join('')}`).join('')}
</nav><main>${content}</main></div></body></html>
`;
