import type { Person } from '../../../shared/organization/records.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { json, notFound } from '../http/answer.ts';
import { etagOf } from '../etag.ts';
import { personAnswer } from './record.ts';

export const getPerson = handles('getPerson', async ({ api, caller, params }) => {
  const item = await api.table.get(keys.person.key(caller.organizationId, params.id));
  if (!item) return notFound;
  const person = item['person'] as Person;
  return json(200, personAnswer(person), { etag: etagOf(person.version) });
});

export const listPeople = handles('listPeople', async ({ api, caller }) => {
  const { pk } = keys.organization.key(caller.organizationId);
  const items = await api.table.query({ pk, prefix: listPrefix.person });
  return json(200, { items: items.map((item) => personAnswer(item['person'] as Person)) });
});
