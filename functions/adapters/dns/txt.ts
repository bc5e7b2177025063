import { Resolver } from 'node:dns/promises';

/** Looks the TXT records of a name up: each as one text, none where there are none or nobody answers in time. */
export const resolveTxt = async (name: string): Promise<readonly string[]> => {
  try {
    return (await new Resolver({ timeout: 2_000, tries: 2 }).resolveTxt(name)).map((parts) => parts.join(''));
  } catch {
    return [];
  }
};
