import { isDeepStrictEqual } from 'node:util';
import type { Component } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { pageChanged } from '../commit.ts';
import { again, json, refuse } from '../http/answer.ts';
import { componentAnswer, componentTag, loadComponent, matchesComponent } from './record.ts';

/** A page shows each with 90 days. */
const componentsMax = 250;

export const putComponent = handles('putComponent', async ({ api, caller, params, body, ifMatch, language }) => {
  const { organizationId } = caller;
  const key = keys.component.key(organizationId, params.id);
  const now = api.clock();
  const { component: before, present, ...around } = await loadComponent(api, organizationId, params.id, now);
  if (!matchesComponent(ifMatch, before?.version ?? null)) return refuse('version-stale');

  if (!before && around.components.length >= componentsMax) return refuse('components-full', { limit: componentsMax });
  const answer = (status: number, component: Component) =>
    json(status, componentAnswer(component, present, { ...around, language }), { etag: componentTag(component, present) });
  const identity = before ?? { id: params.id, publicId: api.publicId(), createdAt: now };
  const wanted = { ...body, id: identity.id, publicId: identity.publicId, createdAt: identity.createdAt };
  if (before) {
    const { version: _, updatedAt: __, ...standing } = before;
    if (isDeepStrictEqual(standing, wanted)) return answer(200, before);
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
  return answer(before ? 200 : 201, component);
});
