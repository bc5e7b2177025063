import type { StateOverride } from '../../../shared/notice/posted.ts';
import { overrideAt } from '../../../shared/notice/stage.ts';
import type { Component } from '../../../shared/organization/records.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { handles } from '../call.ts';
import { json, notFound } from '../http/answer.ts';
import { loadOrganization } from '../notices/record.ts';
import { componentAnswer, componentTag, loadComponent } from './record.ts';

export const getComponent = handles('getComponent', async ({ api, caller, params, language }) => {
  const { component, present, ...around } = await loadComponent(api, caller.organizationId, params.id, api.clock());
  return component
    ? json(200, componentAnswer(component, present, { ...around, language }), { etag: componentTag(component, present) })
    : notFound;
});

export const listComponents = handles('listComponents', async ({ api, caller, language }) => {
  const { pk } = keys.organization.key(caller.organizationId);
  const [items, states, { languages }] = await Promise.all([
    api.table.query({ pk, prefix: listPrefix.component }),
    api.table.query({ pk, prefix: listPrefix.stateOverride }),
    loadOrganization(api, caller.organizationId),
  ]);
  const now = api.clock();
  const present = new Map(
    states.map(({ sk, overrides }) => [sk.slice(listPrefix.stateOverride.length), overrideAt(overrides as readonly StateOverride[], now)]),
  );
  const components = items.map((item) => item['component'] as Component);
  const around = { components, languages, language };
  return json(200, { items: components.map((component) => componentAnswer(component, present.get(component.id) ?? null, around)) });
});
