import type { Instant } from '../../shared/instant.ts';
import type { NoticeView } from '../../shared/incident/views.ts';
import type { Component, Organization } from '../../shared/organization/records.ts';
import { compose } from '../../shared/status-page/compose.ts';
import type { StatusPage } from '../../shared/status-page/page.ts';
import { keys, listPrefix } from '../../shared/table/keys.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';
import type { Table } from '../adapters/dynamodb/table.ts';

/** How many notices, newest first, a page is made from. */
const noticesMax = 500;

/** What a page calls a group: stable, and without the organization's own name for it. 12 base-36 characters, as Statuspage's ids. */
const publicGroupId = (organizationId: string, groupId: string): string =>
  BigInt(`0x${sha256(`${organizationId}/${groupId}`).slice(0, 16)}`)
    .toString(36)
    .padStart(12, '0')
    .slice(-12);

/** A notice with the page's public component ids in place of the organization's own; components that are gone drop out. */
const withPublicIds = (notice: NoticeView, publicIds: ReadonlyMap<string, string>): NoticeView => {
  const known = <T extends { readonly componentId: string }>(list: readonly T[]): T[] =>
    list.flatMap((one) => {
      const componentId = publicIds.get(one.componentId);
      return componentId ? [{ ...one, componentId }] : [];
    });
  return {
    ...notice,
    affects: known(notice.affects),
    componentIds: notice.componentIds.flatMap((id) => publicIds.get(id) ?? []),
    updates: notice.updates.map((update) => ({ ...update, changes: known(update.changes) })),
  };
};

/** Reads what an organization shows to its customers; null for one that is gone. */
export const readPage = async (
  table: Table,
  organizationId: string,
  statusUrl: string,
  version: number,
  now: Instant,
): Promise<StatusPage | null> => {
  const { pk } = keys.organization.key(organizationId);
  const [item, componentItems, noticeItems] = await Promise.all([
    table.get(keys.organization.key(organizationId)),
    table.query({ pk, prefix: listPrefix.component }),
    table.query({ pk, prefix: listPrefix.notice, descending: true, limit: noticesMax }),
  ]);
  if (!item) return null;
  const organization = item['organization'] as Organization;
  const components = componentItems.map((one) => one['component'] as Component);
  const publicIds = new Map(components.map(({ id, publicId }) => [id, publicId]));
  return compose({
    organization: { ...organization, url: `${statusUrl}/${organization.slug}` },
    components: components.map(({ publicId, name, description, group, position, createdAt, updatedAt }) => ({
      publicId,
      name,
      description: description ?? null,
      group: group ? { ...group, id: publicGroupId(organizationId, group.id) } : null,
      position,
      createdAt,
      updatedAt,
    })),
    notices: noticeItems.map((one) => withPublicIds(one['notice'] as NoticeView, publicIds)),
    version,
    now,
  });
};
