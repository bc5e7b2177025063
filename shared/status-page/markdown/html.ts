import { piecesOf } from './links.ts';
import { parsed, type Node } from './parsed.ts';

/** Levels of nesting that are kept; what lies deeper is shown as it was written. */
const depthMax = 20;
/** Bodies that are remembered: a page says the same again with every publication. */
const knownMax = 1_000;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

const safe = /^(https?:\/\/|mailto:|tel:)/i;

const anchor = (address: string, content: string): string =>
  safe.test(address) && URL.canParse(address) ? `<a href="${escaped(address)}" rel="nofollow noopener ugc">${content}</a>` : content;

const linked = (text: string): string =>
  piecesOf(text)
    .map((piece) => (piece.address === null ? escaped(piece.text) : anchor(piece.address, escaped(piece.text))))
    .join('');

const wordsOf = (node: Node): string => {
  if ('value' in node) return node.value;
  if (node.type === 'break') return '\n';
  return node.type === 'image' ? (node.alt ?? '') : '';
};

/** The words of a node without its marks. A loop: emphasis nests as deep as a text is long. */
const textOf = (top: Node): string => {
  let text = '';
  const waiting = [top];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    text += wordsOf(node);
    if ('children' in node) waiting.push(...node.children.toReversed());
  }
  return text;
};

interface Place {
  /** The whole text. */
  readonly source: string;
  /** Every heading becomes one of this level, so that none skips a level of the page's. */
  readonly heading: number;
  readonly depth: number;
  readonly inLink: boolean;
}

const written = (node: Node, place: Place): string => {
  const inside = (more: Partial<Place> = {}): string => {
    if (!('children' in node)) return '';
    const next = { ...place, depth: place.depth + 1, ...more };
    if (next.depth <= depthMax) return node.children.map((child) => written(child, next)).join('');
    return escaped(place.source.slice(node.children[0]?.position?.start.offset ?? 0, node.children.at(-1)?.position?.end.offset ?? 0));
  };
  switch (node.type) {
    case 'root':
      return inside();
    case 'paragraph':
      return `<p dir="auto">${inside()}</p>`;
    case 'heading':
      return `<h${place.heading} dir="auto">${inside()}</h${place.heading}>`;
    case 'blockquote':
      return `<blockquote>${inside()}</blockquote>`;
    case 'list':
      return node.ordered ? `<ol start="${Number(node.start ?? 1)}">${inside()}</ol>` : `<ul>${inside()}</ul>`;
    case 'listItem':
      return `<li dir="auto">${inside()}</li>`;
    case 'code':
      return `<pre dir="auto"><code>${escaped(node.value)}</code></pre>`;
    case 'thematicBreak':
      return '<hr>';
    case 'text':
      return place.inLink ? escaped(node.value) : linked(node.value);
    case 'emphasis':
      return `<em>${inside()}</em>`;
    case 'strong':
      return `<strong>${inside()}</strong>`;
    case 'inlineCode':
      return `<code>${escaped(node.value)}</code>`;
    case 'break':
      return '<br>';
    case 'link':
      return place.inLink ? inside() : anchor(node.url, inside({ inLink: true }));
    // Nothing is loaded from elsewhere: an image is a link to itself.
    case 'image':
      return place.inLink ? escaped(node.alt ?? '') : anchor(node.url, escaped(node.alt || node.url));
    default:
      return '';
  }
};

/** Without byte order marks at the beginning, which the parser does not count. */
const unmarked = (text: string): string => text.replace(/^\uFEFF+/, '');

const known = new Map<string, string>();

/**
 * A notice's words as HTML. CommonMark without raw HTML and definitions; plain addresses become links. Every character of the text
 * passes through `escaped`, and only elements named here are ever written. Any text can be written, however it nests.
 */
export const htmlOf = (markdown: string, heading: number): string => {
  const key = `${heading}${markdown}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const source = unmarked(markdown);
  const html = written(parsed(source), { source, heading, depth: 0, inLink: false });
  if (known.size >= knownMax) known.clear();
  known.set(key, html);
  return html;
};

const openings = new Map<string, string>();

/** The first block of a text without its marks. */
export const openingOf = (markdown: string): string => {
  const found = openings.get(markdown);
  if (found !== undefined) return found;
  const [first] = parsed(unmarked(markdown)).children;
  const opening = first ? textOf(first) : '';
  if (openings.size >= knownMax) openings.clear();
  openings.set(markdown, opening);
  return opening;
};

/** The whole text without its marks, a line for each block. */
export const plainOf = (markdown: string): string => parsed(unmarked(markdown)).children.map(textOf).join('\n');
