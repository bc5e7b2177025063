import * as z from 'zod';
import { FollowUpInput, NoticeInput, NoticeTextInput, NoticeUpdateInput, ScheduleInput } from '../notice/input.ts';
import { Slug } from '../plan/slug.ts';
import { NoticeAnswer, NoticeList, NoticeTextAnswer, NoticeTextList } from './notice-answers.ts';
import { route } from './route.ts';

const params = z.strictObject({ id: z.string() });
const notice = { description: { en: 'The notice', 'zh-CN': '公告' }, body: NoticeAnswer, headers: ['etag'] } as const;
const text = { description: { en: 'The text', 'zh-CN': '文本' }, body: NoticeTextAnswer, headers: ['etag'] } as const;
const change = { area: 'Notices', access: 'respond', params, edits: true, answers: { 200: notice } } as const;

export const noticeRoutes = {
  postNotice: route({
    method: 'POST',
    path: '/v1/notices',
    area: 'Notices',
    summary: { en: 'Tell customers of an incident or of planned maintenance', 'zh-CN': '向客户发布事件或维护公告' },
    description: {
      en: 'Texts are Markdown; one that is missing in a language of the organization is named in “warnings”. “text” takes title and body from a reusable text, with “values” for its {places}. “updates” tells a whole history at once, oldest first, each with its “at”. “draft” keeps it from customers until it is approved. Maintenance begins and ends by itself at its times.',
      'zh-CN':
        '正文使用 Markdown；缺少组织所用语言的文本列于 warnings。text 引用可重复使用的文本，values 为其中 {占位} 的取值。updates 可一次补录全部经过，按时间先后排列，各有 at。draft 的公告在批准前客户不可见。维护按计划时间自动开始和结束。',
    },
    access: 'respond',
    body: NoticeInput,
    lazy: 'page',
    once: 'plain',
    example: {
      kind: 'incident',
      title: { en: 'Calls are cut off', 'zh-CN': '通话中断' },
      body: { en: 'We are looking into it.', 'zh-CN': '我们正在调查。' },
      phase: 'investigating',
      components: { 'phone-service': 'partial_outage' },
    },
    answers: { 201: { ...notice, headers: ['etag', 'location'] } },
    problems: ['notice-full'],
  }),
  listNotices: route({
    method: 'GET',
    path: '/v1/notices',
    area: 'Notices',
    summary: { en: 'Notices that were posted by hand, newest first', 'zh-CN': '人工发布的公告（最新在前）' },
    access: 'read',
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() }),
    answers: {
      200: {
        description: { en: 'A page; “next” is the cursor of the following one', 'zh-CN': '一页结果；next 为下一页游标' },
        body: NoticeList,
      },
    },
  }),
  getNotice: route({
    method: 'GET',
    path: '/v1/notices/{id}',
    area: 'Notices',
    summary: { en: 'One notice', 'zh-CN': '某一公告' },
    access: 'read',
    params,
    answers: { 200: notice },
    problems: ['not-found'],
  }),
  updateNotice: route({
    ...change,
    method: 'POST',
    path: '/v1/notices/{id}/updates',
    summary: { en: 'Tell customers more', 'zh-CN': '追加更新' },
    description: {
      en: 'A phase may also go back, but nothing follows “resolved”, “completed” or “cancelled”. Maintenance is cancelled by an update that says so. “components” replaces what the notice claims.',
      'zh-CN':
        '阶段可以回退，但 resolved、completed、cancelled 之后不再有更新。取消维护即发布阶段为 cancelled 的更新。components 替换公告先前声明的状态。',
    },
    body: NoticeUpdateInput,
    lazy: 'page',
    once: 'plain',
    example: { phase: 'resolved', body: { en: 'Calls go through again.', 'zh-CN': '通话已恢复。' } },
    problems: ['not-found', 'notice-over', 'notice-withdrawn', 'notice-full'],
  }),
  scheduleNotice: route({
    ...change,
    method: 'PUT',
    path: '/v1/notices/{id}/schedule',
    summary: { en: 'Change when maintenance takes place', 'zh-CN': '更改维护时间' },
    body: ScheduleInput,
    lazy: 'page',
    example: { scheduledFor: '2026-03-15T18:00:00Z', scheduledUntil: '2026-03-15T20:00:00Z' },
    problems: ['not-found', 'notice-kind', 'notice-over', 'notice-withdrawn', 'maintenance-begun'],
  }),
  followUpNotice: route({
    ...change,
    method: 'PUT',
    path: '/v1/notices/{id}/follow-up',
    summary: { en: 'Tell what was learnt from an incident', 'zh-CN': '补充事件的后续说明' },
    description: { en: 'Once it is resolved; it can be replaced.', 'zh-CN': '事件解决之后填写，可以替换。' },
    body: FollowUpInput,
    lazy: 'page',
    example: { body: { en: 'A cable was cut during road works.', 'zh-CN': '道路施工时挖断了电缆。' } },
    problems: ['not-found', 'notice-kind', 'follow-up-early', 'notice-withdrawn'],
  }),
  approveNotice: route({
    ...change,
    method: 'POST',
    path: '/v1/notices/{id}/approve',
    summary: { en: 'Approve a draft: let customers see it', 'zh-CN': '批准草稿公告' },
    body: z.strictObject({}),
    lazy: 'page',
    bodyOptional: true,
    once: 'plain',
    problems: ['not-found', 'notice-withdrawn'],
  }),
  withdrawNotice: route({
    ...change,
    method: 'POST',
    path: '/v1/notices/{id}/withdraw',
    summary: { en: 'Take a notice back', 'zh-CN': '撤回公告' },
    description: {
      en: 'Customers see it no more, nor what it claimed. It is kept.',
      'zh-CN': '客户不再看到该公告及其声明的状态；记录保留。',
    },
    body: z.strictObject({}),
    lazy: 'page',
    bodyOptional: true,
    once: 'plain',
    problems: ['not-found'],
  }),
  listNoticeTexts: route({
    method: 'GET',
    path: '/v1/notice-texts',
    area: 'Notices',
    summary: { en: 'Texts that notices are made from', 'zh-CN': '可重复使用的公告文本' },
    access: 'read',
    answers: { 200: { description: { en: 'By id', 'zh-CN': '按标识排序' }, body: NoticeTextList } },
  }),
  getNoticeText: route({
    method: 'GET',
    path: '/v1/notice-texts/{id}',
    area: 'Notices',
    summary: { en: 'One text', 'zh-CN': '某一文本' },
    access: 'read',
    params,
    answers: { 200: text },
    problems: ['not-found'],
  }),
  putNoticeText: route({
    method: 'PUT',
    path: '/v1/notice-texts/{id}',
    area: 'Notices',
    summary: { en: 'Create or replace a text', 'zh-CN': '创建或替换文本' },
    description: {
      en: 'A word in braces is a place for what each notice says. Notices that were made from it stay as they are.',
      'zh-CN': '花括号中的词为占位，由各公告填写。已用其发布的公告保持不变。',
    },
    access: 'configure',
    params: z.strictObject({ id: Slug }),
    body: NoticeTextInput,
    readOnly: ['id', 'version', 'createdAt', 'updatedAt', 'warnings'],
    lazy: 'page',
    edits: true,
    example: {
      title: { en: 'Work on the network in {area}', 'zh-CN': '{area}网络维护' },
      body: { en: 'There is no supply in {area} meanwhile.', 'zh-CN': '期间{area}暂停供应。' },
    },
    answers: { 200: text, 201: text },
  }),
  deleteNoticeText: route({
    method: 'DELETE',
    path: '/v1/notice-texts/{id}',
    area: 'Notices',
    summary: { en: 'Delete a text', 'zh-CN': '删除文本' },
    access: 'configure',
    params,
    edits: true,
    answers: { 204: { description: { en: 'Deleted', 'zh-CN': '已删除' } } },
    problems: ['not-found'],
  }),
} as const;
