import { isDeepStrictEqual } from 'node:util';
import type { Component } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { pageChanged } from '../commit.ts';
import { etagOf, matches } from '../etag.ts';
import { again, json, refuse } from '../http/answer.ts';
import { componentAnswer } from './record.ts';

export const putComponent = handles('putComponent', async ({ api, caller, params, body, ifMatch }) => {
  const { organizationId } = caller;
  const key = keys.component.key(organizationId, params.id);
  const item = await api.table.get(key);
  const before = item ? (item['component'] as Component) : null;
  if (!matches(ifMatch, before?.version ?? null)) return refuse('version-stale');

  const now = api.clock();
  const identity = before ?? { id: params.id, publicId: api.publicId(), createdAt: now };
  const wanted = { ...body, id: identity.id, publicId: identity.publicId, createdAt: identity.createdAt };
  if (before) {
    const { version: _, updatedAt: __, ...present } = before;
    if (isDeepStrictEqual(present, wanted)) return json(200, componentAnswer(before), { etag: etagOf(before.version) });
  }
  const component: Component = { ...wanted, version: (before?.version ?? 0) + 1, updatedAt: now };
  const conflict = await api.table.transact([
    {
      put: { ...key, type: 'Component', version: component.version, component },
      if: before ? { attribute: 'version', equals: before.version } : { absent: true },
    },
    pageChanged(api, organizationId, now),
  ]);
  if (conflict) return ifMatch === null ? again : refuse('version-stale');
  return json(before ? 200 : 201, componentAnswer(component), { etag: etagOf(component.version) });
});
