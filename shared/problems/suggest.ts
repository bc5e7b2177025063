/** Edits between two words: insert, delete, replace, or swap two neighbours (optimal string alignment). */
export const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (row[j - 1] ?? 0) + 1,
        (last[j] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
};

/** More names than this are not compared: a suggestion is a kindness, and may not cost a request. */
const knownMax = 1000;
const suggestionsMax = 20;

/** A word without what people spell differently. */
export const plain = (word: string) => word.toLowerCase().replaceAll(/[-_ .]/g, '');

/** The known word that somebody who wrote `word` most likely meant; null when none is near. */
export const suggest = (word: string, known: readonly string[]): string | null => {
  // Longer than any name of ours: nothing to compare, and comparing would cost.
  if (word.length > 64) return null;
  const near = known
    .slice(0, knownMax)
    .map((candidate) => ({ candidate, edits: distance(plain(word), plain(candidate)) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)) && edits < candidate.length)
    .toSorted((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1));
  return near[0]?.candidate ?? null;
};

/** {@link suggest} for the first few faults of a kind; after that nobody reads on. */
export const suggester = (known: readonly string[]): ((word: string) => string | null) => {
  let left = suggestionsMax;
  return (word) => (left-- > 0 ? suggest(word, known) : null);
};
