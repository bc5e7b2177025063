import { plain, suggest } from './suggest.ts';

/** What people write in place of names of fields, as far as it is not near them by its letters. */
const synonyms: readonly (readonly [field: string, words: string])[] = [
  ['zh-CN', 'zh cn chinese zhhans'],
  ['en', 'english eng'],
  ['within', 'deadline due timeout timelimit'],
  ['over', 'greaterthan morethan gt above'],
  ['atLeast', 'greaterthanorequal gte ge min minimum from'],
  ['under', 'lessthan fewerthan lt below'],
  ['atMost', 'lessthanorequal lte le max maximum'],
  ['is', 'equals equal eq'],
  ['when', 'if condition onlyif'],
  ['actor', 'who assignee owner responsible'],
  ['on', 'trigger start event'],
  ['title', 'name label'],
  ['holders', 'people persons members'],
];

/** The field that is meant by a name that is none: by its meaning, or by its letters. */
export const meantField = (name: string, free: readonly string[]): string | null => {
  const word = plain(name.slice(0, 64));
  const fields = synonyms.filter(([, words]) => words.split(' ').includes(word)).map(([field]) => field);
  // A word that means something is not taken for another that looks like it.
  return fields.length > 0 ? (fields.find((field) => free.includes(field)) ?? null) : suggest(name, free);
};
