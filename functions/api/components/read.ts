import type { Component } from '../../../shared/organization/records.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { etagOf } from '../etag.ts';
import { json, notFound } from '../http/answer.ts';
import { componentAnswer } from './record.ts';

export const getComponent = handles('getComponent', async ({ api, caller, params }) => {
  const item = await api.table.get(keys.component.key(caller.organizationId, params.id));
  if (!item) return notFound;
  const component = item['component'] as Component;
  return json(200, componentAnswer(component), { etag: etagOf(component.version) });
});

export const listComponents = handles('listComponents', async ({ api, caller }) => {
  const { pk } = keys.organization.key(caller.organizationId);
  const items = await api.table.query({ pk, prefix: listPrefix.component });
  return json(200, { items: items.map((item) => componentAnswer(item['component'] as Component)) });
});
