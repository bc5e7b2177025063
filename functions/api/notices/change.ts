import type { Instant } from '../../../shared/instant.ts';
import type { PostedNotice } from '../../../shared/notice/posted.ts';
import { isOver, rewrites } from '../../../shared/notice/stage.ts';
import type { Judged } from '../../../shared/problems/judge.ts';
import type { ApiKey } from '../../../shared/organization/records.ts';
import { addUpdate, reschedule } from '../../../shared/notice/post.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Language } from '../../../shared/text.ts';
import { type Api, handles, type Once } from '../call.ts';
import { commit } from '../commit.ts';
import { etagOf, matches } from '../etag.ts';
import { again, invalid, isRefused, json, notFound, type Refused, type Result, refuse } from '../http/answer.ts';
import { deskOf, isFull, loadOrganization, noticeAnswer, noticeWrites } from './record.ts';

interface Change {
  readonly api: Api;
  readonly caller: ApiKey;
  readonly params: { readonly id: string };
  readonly once: Once;
  readonly language: Language;
  readonly ifMatch: readonly string[] | '*' | null;
}

type Changed = Judged<PostedNotice> | Refused;

/** Changes a notice and answers it. The same notice again means that nothing changes. */
const change = async (
  { api, caller, params, once, language, ifMatch }: Change,
  to: (notice: PostedNotice, now: Instant) => Changed | Promise<Changed>,
): Promise<Result> => {
  const { organizationId } = caller;
  const now = api.clock();
  const [item, organization] = await Promise.all([
    api.table.get(keys.postedNotice.key(organizationId, params.id)),
    loadOrganization(api, organizationId),
  ]);
  if (!item) return notFound;
  const before = item['notice'] as PostedNotice;
  if (!matches(ifMatch, before.version)) return refuse('version-stale');
  const changed = await to(before, now);
  if (isRefused(changed)) return changed;
  if ('faults' in changed) return invalid(changed.faults);
  const same = changed.value === before;
  const after = same ? before : { ...changed.value, version: before.version + 1, updatedAt: now };
  const answer = json(200, noticeAnswer(after, { statusUrl: api.statusUrl, organization, language, now }), { etag: etagOf(after.version) });
  // Only more of the middle is refused: the end, a follow-up, another time and taking it back always fit.
  if (after.updates.length > before.updates.length && !isOver(after) && isFull(answer)) return refuse('notice-full');
  const written = await commit(api, once, same ? [] : noticeWrites(api, organizationId, { before, after, now }), answer);
  if (typeof written !== 'number') return written;
  return ifMatch === null ? again : refuse('version-stale');
};

const withdrawn = ({ withdrawnAt }: PostedNotice): Refused | null =>
  withdrawnAt === null ? null : refuse('notice-withdrawn', { withdrawnAt });
const over = (notice: PostedNotice): Refused | null => (isOver(notice) ? refuse('notice-over', { phase: notice.updates[0]?.phase }) : null);
const otherKind = ({ kind }: PostedNotice): Refused => refuse('notice-kind', { kind });

export const updateNotice = handles('updateNotice', async (call) =>
  change(
    call,
    async (notice, now) =>
      withdrawn(notice) ?? over(notice) ?? addUpdate(notice, call.body, await deskOf(call.api, call.caller.organizationId, now)),
  ),
);

export const scheduleNotice = handles('scheduleNotice', async (call) =>
  change(call, async (notice, now) => {
    if (notice.kind !== 'maintenance') return otherKind(notice);
    const refused = withdrawn(notice) ?? over(notice);
    if (refused) return refused;
    const moved = reschedule(notice, call.body, await deskOf(call.api, call.caller.organizationId, now));
    return 'value' in moved && rewrites(notice, moved.value, now) ? refuse('maintenance-begun') : moved;
  }),
);

export const followUpNotice = handles('followUpNotice', async (call) =>
  change(call, (notice, at) => {
    if (notice.kind !== 'incident') return otherKind(notice);
    const refused = withdrawn(notice) ?? (isOver(notice) ? null : refuse('follow-up-early'));
    return refused ?? { value: { ...notice, followUp: { body: call.body.body, at } } };
  }),
);

export const approveNotice = handles('approveNotice', async (call) =>
  change(call, (notice, now) => withdrawn(notice) ?? { value: notice.approvedAt === null ? { ...notice, approvedAt: now } : notice }),
);

export const withdrawNotice = handles('withdrawNotice', async (call) =>
  change(call, (notice, now) => ({ value: notice.withdrawnAt === null ? { ...notice, withdrawnAt: now } : notice })),
);
