import type { Both } from '../../problems/catalogue.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');

/** A text in both languages; the page shows the one that its reader chose. */
export const both = (text: Both): string => `<span lang="en">${escape(text.en)}</span><span lang="zh-CN">${escape(text['zh-CN'])}</span>`;

/** Backquotes and addresses stay as they are; everything else is text. */
export const code = (text: string): string => `<code>${escape(text)}</code>`;
