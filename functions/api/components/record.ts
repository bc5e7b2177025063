import type { StateOverride } from '../../../shared/notice/posted.ts';
import { overrideAt } from '../../../shared/notice/stage.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Component } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import { matches } from '../etag.ts';
import type { Api } from '../call.ts';

/** What is shown of a component. Field by field, because the table keeps no order. */
export const componentAnswer = (
  { id, publicId, name, description, group, position, version, createdAt, updatedAt }: Component,
  override: StateOverride | null,
) => ({
  id,
  publicId,
  name,
  description,
  group: group && { id: group.id, name: group.name },
  position,
  override: override && { state: override.state, from: override.from, until: override.until },
  version,
  createdAt,
  updatedAt,
});

/** The entity tag of a component: another one while a state is set by hand, because the answer says so. */
export const componentTag = ({ version }: Component, override: StateOverride | null): string =>
  override ? `"${version}-${Date.parse(override.from)}"` : `"${version}"`;

/** Whether the component is what the sender saw; a state that was set meanwhile does not matter to who changes its name. */
export const matchesComponent = (ifMatch: readonly string[] | '*' | null, version: number | null): boolean =>
  matches(Array.isArray(ifMatch) ? ifMatch.map((tag: string) => tag.split('-')[0] ?? '') : ifMatch, version);

/** A component with the states that were set of it by hand. */
export interface Kept {
  readonly component: Component | null;
  readonly overrides: readonly StateOverride[];
  /** Of the overrides; null where there are none. */
  readonly overridesVersion: number | null;
  readonly present: StateOverride | null;
}

export const loadComponent = async ({ table }: Api, organizationId: string, id: string, now: Instant): Promise<Kept> => {
  const key = keys.component.key(organizationId, id);
  const items = await table.getAll([key, keys.stateOverride.key(organizationId, id)]);
  const item = items.find(({ sk }) => sk === key.sk);
  const states = items.find(({ sk }) => sk !== key.sk);
  const overrides = (states?.['overrides'] ?? []) as readonly StateOverride[];
  return {
    component: (item?.['component'] as Component | undefined) ?? null,
    overrides,
    overridesVersion: (states?.['version'] as number | undefined) ?? null,
    present: overrideAt(overrides, now),
  };
};
