import type { Fault } from '../../problems/fault.ts';
import { isPlainObject } from '../../problems/schema.ts';

const wordsIn = (document: unknown): readonly string[] => {
  if (!isPlainObject(document)) return [];
  const { serviceLevels, windows } = document;
  return [
    ...(isPlainObject(serviceLevels) ? Object.keys(serviceLevels) : []),
    ...(Array.isArray(windows)
      ? windows.flatMap((one: unknown) => (isPlainObject(one) && typeof one['id'] === 'string' ? [one['id']] : []))
      : []),
  ];
};

/** Faults of a document that is to be a plan: where one of its urgency words or windows could stand, they are named. */
export const namingWords = (faults: readonly Fault[], document: unknown): readonly Fault[] => {
  const words = wordsIn(document);
  return faults.map((fault) => (fault.code === 'deadline' ? { ...fault, values: { ...fault.values, expected: words } } : fault));
};
