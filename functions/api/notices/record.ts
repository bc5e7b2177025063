import type { Instant } from '../../../shared/instant.ts';
import { wakeFor } from '../../../shared/messaging/messages.ts';
import type { NoticeText } from '../../../shared/notice/input.ts';
import type { Desk } from '../../../shared/notice/post.ts';
import type { Claimed, PostedNotice } from '../../../shared/notice/posted.ts';
import { isShown, phaseOf } from '../../../shared/notice/stage.ts';
import { missingLanguages } from '../../../shared/notice/warnings.ts';
import type { Organization } from '../../../shared/organization/records.ts';
import { describeFault } from '../../../shared/problems/fault.ts';
import { entryUrl, pageUrl } from '../../../shared/status-page/formats/address.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import type { Language, Text } from '../../../shared/text.ts';
import { postedItem } from '../../adapters/dynamodb/notices.ts';
import type { Item, Write } from '../../adapters/dynamodb/table.ts';
import type { Api } from '../call.ts';
import type { Answer } from '../http/answer.ts';
import { pageChanged } from '../commit.ts';

type Places = readonly (readonly [path: readonly PropertyKey[], text: Text | null | undefined])[];

/** What is missing in the organization's languages, in words. */
export const warningsOf = (places: Places, languages: readonly Language[], language: Language) =>
  missingLanguages(places, languages).map(({ pointer, language: name }) => ({
    pointer,
    code: 'language-missing' as const,
    detail: describeFault({ code: 'language-missing', values: { name } }, language),
  }));

const claims = (claimed: readonly Claimed[] | null) =>
  claimed && Object.fromEntries(claimed.map(({ componentId, state }) => [componentId, state]));

export interface Reader {
  readonly statusUrl: string;
  readonly organization: Organization;
  /** Of the one who asks. */
  readonly language: Language;
  readonly now: Instant;
}

/** What is shown of a notice. Field by field, because the table keeps no order. */
export const noticeAnswer = (notice: PostedNotice, { statusUrl, organization, language, now }: Reader) => {
  const followUp = notice.kind === 'incident' ? notice.followUp : null;
  return {
    id: notice.id,
    publicId: notice.publicId,
    url: isShown(notice) ? entryUrl({ url: pageUrl(statusUrl, organization) }, { kind: notice.kind, id: notice.publicId }) : null,
    kind: notice.kind,
    title: notice.title,
    phase: phaseOf(notice, now),
    ...(notice.kind === 'incident'
      ? { startedAt: notice.startedAt }
      : { components: notice.componentIds, scheduledFor: notice.scheduledFor, scheduledUntil: notice.scheduledUntil }),
    updates: notice.updates.map(({ id, phase, body, at, components }) => ({ id, phase, body, at, components: claims(components) })),
    ...(notice.kind === 'incident' ? { followUp: followUp && { body: followUp.body, at: followUp.at } } : {}),
    approvedAt: notice.approvedAt,
    withdrawnAt: notice.withdrawnAt,
    createdAt: notice.createdAt,
    updatedAt: notice.updatedAt,
    version: notice.version,
    warnings: warningsOf(
      [
        [['title'], notice.title],
        ...notice.updates.map(({ body }, index) => [['updates', index, 'body'], body] as const),
        [['followUp', 'body'], followUp?.body],
      ],
      organization.languages,
      language,
    ),
  };
};

export const noticePath = (id: string): string => `/v1/notices/${id}`;

export const loadOrganization = async ({ table }: Api, organizationId: string): Promise<Organization> => {
  const item = await table.get(keys.organization.key(organizationId));
  if (!item) throw new Error('the organization of a key is gone');
  return item['organization'] as Organization;
};

export const loadTexts = async ({ table }: Api, organizationId: string): Promise<NoticeText[]> => {
  const { pk } = keys.organization.key(organizationId);
  return (await table.query({ pk, prefix: listPrefix.noticeText })).map((item) => item['text'] as NoticeText);
};

/** What whoever writes a notice has at hand. */
export const deskOf = async (api: Api, organizationId: string, now: Instant): Promise<Desk> => {
  const { pk } = keys.organization.key(organizationId);
  const [components, texts] = await Promise.all([api.table.query({ pk, prefix: listPrefix.component }), loadTexts(api, organizationId)]);
  return { now, components: components.map(({ sk }) => sk.slice(listPrefix.component.length)), texts, publicId: api.publicId };
};

/** The wake of an item whose next moment has just been set. */
export const wakeOf = (item: Item) => (typeof item['dueAt'] === 'string' ? wakeFor({ ...item, dueAt: item['dueAt'] }) : null);

/**
 * Far less than the 400 KB that an item of the table holds: what tells of the end and the follow-up (some 70 KB each at their longest,
 * and as much again for the components that the end names) always fit after it.
 */
const bytesMax = 180_000;
/** Whether a notice has room left for nothing but its end. The answer counts as it is kept under an Idempotency-Key, in quotes: nothing of it takes more room. */
export const isFull = ({ body }: Answer): boolean => Buffer.byteLength(JSON.stringify(body)) > bytesMax;

/** The writes of a notice that is new or has changed; the page hears of it if it shows it, or has shown it. */
export const noticeWrites = (
  api: Api,
  organizationId: string,
  { before, after, now }: { readonly before: PostedNotice | null; readonly after: PostedNotice; readonly now: Instant },
): Write[] => {
  const item = postedItem(organizationId, after, now);
  const seen = isShown(after) || (before !== null && isShown(before));
  return [
    { put: item, if: before ? { attribute: 'version', equals: before.version } : { absent: true } },
    ...(seen ? [pageChanged(api, organizationId, now, wakeOf(item))] : []),
  ];
};
