import type { ApiKey } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Api } from '../call.ts';
import { inBody, invalid, type Refused } from '../http/answer.ts';

/** Whose word a request is: a key that is bound to a person speaks for that person only, any other for whomever `person` names, or for nobody. */
export const speakerOf = async (
  { table }: Api,
  caller: ApiKey,
  named: string | undefined,
): Promise<{ readonly person: string | null } | Refused> => {
  if (caller.person !== null) {
    const { person } = caller;
    return named === undefined || named === person ? { person } : invalid([inBody('/person', 'choice', { expected: [person] })]);
  }
  if (named === undefined) return { person: null };
  const known = await table.get(keys.person.key(caller.organizationId, named));
  return known ? { person: named } : invalid([inBody('/person', 'unknown-person', { name: named })]);
};
