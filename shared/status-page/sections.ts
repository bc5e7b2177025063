import type { PageComponent, PageGroup, StatusPage } from './page.ts';

/** A group with its components; `group` is null for components that belong to none. */
export interface Section {
  readonly group: PageGroup | null;
  readonly components: readonly PageComponent[];
}

/**
 * Components as a reader meets them: a section stands where its first component stands, and what belongs to no group comes last.
 * One order serves the pages and the machine formats. A component whose group is unknown counts as ungrouped rather than vanish from the page.
 */
export const sectionsOf = (page: StatusPage): readonly Section[] => {
  const groups = new Map(page.groups.map((group) => [group.id, group]));
  const sections = new Map<PageGroup | null, PageComponent[]>();
  for (const component of page.components) {
    const group = (component.groupId !== null && groups.get(component.groupId)) || null;
    const members = sections.get(group);
    if (members) members.push(component);
    else sections.set(group, [component]);
  }
  return [...sections].map(([group, components]) => ({ group, components })).toSorted((a, b) => Number(!a.group) - Number(!b.group));
};
