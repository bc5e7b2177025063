import type { StateOverride } from '../../../shared/notice/posted.ts';
import { overrideAt } from '../../../shared/notice/stage.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Component } from '../../../shared/organization/records.ts';
import { describeFault } from '../../../shared/problems/fault.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import { type Language, languages } from '../../../shared/text.ts';
import { matches } from '../etag.ts';
import type { Api } from '../call.ts';
import { loadOrganization, warningsOf } from '../notices/record.ts';

/** What a component is looked at with. */
export interface Around {
  /** All of the organization. */
  readonly components: readonly Component[];
  /** The organization's. */
  readonly languages: readonly Language[];
  /** Of the one who asks. */
  readonly language: Language;
}

/** Customers see one name of a group, whatever else its components say. */
const groupWarnings = ({ id, group }: Component, { components, language }: Around) => {
  const others = components.filter((other) => other.id !== id && group && other.group?.id === group.id);
  const expected = others.filter((other) => languages.some((one) => other.group?.name[one] !== group?.name[one])).map((other) => other.id);
  const code = 'group-names-differ' as const;
  const values = { name: group?.id, expected };
  return expected.length > 0 ? [{ pointer: '/group/name', code, detail: describeFault({ code, values }, language) }] : [];
};

/** What is shown of a component. Field by field, because the table keeps no order. */
export const componentAnswer = (component: Component, override: StateOverride | null, around: Around) => {
  const { id, publicId, name, description, group, position, version, createdAt, updatedAt } = component;
  return {
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
    warnings: [
      ...warningsOf(
        [
          [['name'], name],
          [['description'], description],
          [['group', 'name'], group?.name],
        ],
        around.languages,
        around.language,
      ),
      ...groupWarnings(component, around),
    ],
  };
};

/** The entity tag of a component: another one while a state is set by hand, because the answer says so. */
export const componentTag = ({ version }: Component, override: StateOverride | null): string =>
  override ? `"${version}-${Date.parse(override.from)}"` : `"${version}"`;

/** Whether the component is what the sender saw; a state that was set meanwhile does not matter to who changes its name. */
export const matchesComponent = (ifMatch: readonly string[] | '*' | null, version: number | null): boolean =>
  matches(Array.isArray(ifMatch) ? ifMatch.map((tag: string) => tag.split('-')[0] ?? '') : ifMatch, version);

/** A component with the states that were set of it by hand, and those around it. */
export interface Kept extends Omit<Around, 'language'> {
  readonly component: Component | null;
  readonly overrides: readonly StateOverride[];
  /** Of the overrides; null where there are none. */
  readonly overridesVersion: number | null;
  readonly present: StateOverride | null;
}

export const loadComponent = async (api: Api, organizationId: string, id: string, now: Instant): Promise<Kept> => {
  const { pk } = keys.organization.key(organizationId);
  const [items, states, { languages }] = await Promise.all([
    api.table.query({ pk, prefix: listPrefix.component }),
    api.table.get(keys.stateOverride.key(organizationId, id)),
    loadOrganization(api, organizationId),
  ]);
  const components = items.map((item) => item['component'] as Component);
  const overrides = (states?.['overrides'] ?? []) as readonly StateOverride[];
  return {
    component: components.find((component) => component.id === id) ?? null,
    components,
    languages,
    overrides,
    overridesVersion: (states?.['version'] as number | undefined) ?? null,
    present: overrideAt(overrides, now),
  };
};
