import type { Fault } from '../../shared/problems/fault.ts';

/** The strong entity tag of a version. */
export const etagOf = (version: number): string => `"${version}"`;

/** Reads If-Match or If-None-Match: the versions named, `*`, or null where the header was not sent. A weak tag never matches. */
export const tagsIn = (header: string | undefined): readonly string[] | '*' | null | 'malformed' => {
  if (header === undefined) return null;
  if (header.trim() === '*') return '*';
  const tags = header.split(',').map((tag) => /^(W\/)?"([\x21\x23-\x7e]*)"$/.exec(tag.trim()));
  if (tags.some((tag) => tag === null)) return 'malformed';
  return tags.flatMap((tag) => (tag?.[1] ? [] : [tag?.[2] ?? '']));
};

export const tagFault = (name: string): Fault => ({ in: 'header', pointer: `/${name}`, code: 'etag-format', values: {} });

/** Whether what is there is what the sender saw. `*` asks only that something is there. */
export const matches = (ifMatch: readonly string[] | '*' | null, version: number | null): boolean =>
  ifMatch === null || (version !== null && (ifMatch === '*' || ifMatch.includes(String(version))));
