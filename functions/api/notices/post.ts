import { post } from '../../../shared/notice/post.ts';
import { handles } from '../call.ts';
import { commit } from '../commit.ts';
import { etagOf } from '../etag.ts';
import { again, invalid, json, refuse } from '../http/answer.ts';
import { deskOf, isFull, loadOrganization, noticeAnswer, noticePath, noticeWrites } from './record.ts';

export const postNotice = handles('postNotice', async ({ api, caller, body, once, language }) => {
  const { organizationId } = caller;
  const now = api.clock();
  const [desk, organization] = await Promise.all([deskOf(api, organizationId, now), loadOrganization(api, organizationId)]);
  const posted = post(body, api.ids('notice'), desk);
  if ('faults' in posted) return invalid(posted.faults);
  const after = posted.value;
  const answer = json(201, noticeAnswer(after, { statusUrl: api.statusUrl, organization, language, now }), {
    etag: etagOf(after.version),
    location: noticePath(after.id),
  });
  if (isFull(answer)) return refuse('notice-full');
  const written = await commit(api, once, noticeWrites(api, organizationId, { before: null, after, now }), answer);
  return typeof written === 'number' ? again : written;
});
