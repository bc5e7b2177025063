/** What an organization tells its customers by hand, and how its page looks: notices, texts, states, settings, its own host. */
export { setState } from '../components/state.ts';
export { approveNotice, followUpNotice, scheduleNotice, updateNotice, withdrawNotice } from '../notices/change.ts';
export { judgeBody } from '../notices/judge-body.ts';
export { postNotice } from '../notices/post.ts';
export { getNotice, listNotices } from '../notices/read.ts';
export { deleteNoticeText, getNoticeText, listNoticeTexts, putNoticeText } from '../notices/texts.ts';
export { deleteDomain, putDomain, verifyDomain } from '../organizations/domain.ts';
export { putOrganization } from '../organizations/put.ts';
