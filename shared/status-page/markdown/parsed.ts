import { fromMarkdown } from 'mdast-util-from-markdown';

export type Root = ReturnType<typeof fromMarkdown>;
export type Node = Root | Root['children'][number];

// Without these, raw HTML and definitions are text like any other.
const plainly = { extensions: [{ disable: { null: ['htmlFlow', 'htmlText', 'definition'] } }] };

/** A line that opens more than twenty quotes and lists. */
const deep = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))){21}/m;
/** A rule looks like a list in a list in a list, and is none. */
const rules = /^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:\*[ \t]*){3,}$/gm;
/** More lines, brackets, emphasis or code than a text has: the parser's work grows with the square of each. */
const marksMax = 500;
const marks = [/\n|\r/g, /\[/g, /\*+|_+/g, /`+/g];

const refused = (text: string): boolean =>
  deep.test(text.replace(rules, '')) || marks.some((mark) => (text.match(mark)?.length ?? 0) > marksMax);

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
