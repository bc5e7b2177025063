/** A stretch of a text: plain, or the address of a page. */
export interface Piece {
  readonly text: string;
  readonly address: string | null;
}

// Ends at whitespace, quotes, brackets and full-width punctuation, which Chinese writes right behind an address.
const address = /https?:\/\/[^\s<>"'`()[\]{}\u2018-\u201f\u3000-\u303f\uff00-\uffef]+/g;
const trailing = /[.,;:!?]+$/;

/** Splits plain text at the web addresses in it, so that a notice can point at a page without any markup. */
export const piecesOf = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(trailing, '');
    if (!URL.canParse(found)) continue;
    pieces.push({ text: text.slice(end, match.index), address: null }, { text: found, address: found });
    end = match.index + found.length;
  }
  return [...pieces, { text: text.slice(end), address: null }].filter((piece) => piece.text !== '');
};
