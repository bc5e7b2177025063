import type { Language } from '../../../shared/text.ts';

interface Weighted {
  readonly value: string;
  readonly weight: number;
}

/** The entries of an Accept-like header, most wanted first (RFC 9110, 12.4.2). */
const weighted = (header: string): Weighted[] =>
  header
    .split(',')
    .map((part): Weighted => {
      const [value = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      const weight = q === undefined ? 1 : Number(q.slice(2));
      return { value, weight: Number.isFinite(weight) ? weight : 0 };
    })
    .filter(({ value, weight }) => value !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight);

/** The language that a sender wants of the two there are; English where it says nothing of use. */
export const languageOf = (header: string | undefined): Language => {
  for (const { value } of weighted(header ?? '')) {
    if (value === 'zh' || value.startsWith('zh-')) return 'zh-CN';
    if (value === 'en' || value.startsWith('en-') || value === '*') return 'en';
  }
  return 'en';
};

const fits = (value: string, mediaType: string): boolean =>
  value === mediaType ||
  value === `${mediaType.split('/')[0]}/*` ||
  value === '*/*' ||
  (value === 'application/problem+json' && mediaType === 'application/json');

/** Of the media types that there are, the one that is most welcome: the first where none is named, undefined where none will do. */
export const preferred = (header: string | undefined, available: readonly string[]): string | undefined => {
  if (!header?.trim()) return available[0];
  for (const { value } of weighted(header)) {
    const found = available.find((mediaType) => fits(value, mediaType));
    if (found !== undefined) return found;
  }
  return undefined;
};
