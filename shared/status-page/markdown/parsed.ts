import { fromMarkdown } from 'mdast-util-from-markdown';

export type Root = ReturnType<typeof fromMarkdown>;
export type Node = Root | Root['children'][number];

// Without these, raw HTML and definitions are text like any other.
const plainly = { extensions: [{ disable: { null: ['htmlFlow', 'htmlText', 'definition'] } }] };

/** A line that opens more than twenty quotes and lists. */
const deep = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))){21}/m;
/** A rule looks like a list in a list in a list, and is none. */
const rules = /^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:\*[ \t]*){3,}$/gm;
/** More brackets than a text has links: the parser's work grows with their square. */
const bracketsMax = 500;

const refused = (text: string): boolean => deep.test(text.replace(rules, '')) || text.split('[').length > bracketsMax;

const asWritten = (text: string): Root => ({
  type: 'root',
  children: [
    {
      type: 'paragraph',
      children: text
        .split(/\r\n|\r|\n/)
        .flatMap((value, index) => [...(index > 0 ? [{ type: 'break' } as const] : []), { type: 'text', value } as const]),
    },
  ],
});

/**
 * CommonMark without raw HTML and definitions. What nests deeper than anybody can read is not parsed, which would take as long as the
 * nesting is deep: it is one paragraph, as it was written.
 */
export const parsed = (text: string): Root => (refused(text) ? asWritten(text) : fromMarkdown(text, plainly));
