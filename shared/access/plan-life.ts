import * as z from 'zod';
import { Slug } from '../plan/slug.ts';
import { AcknowledgementList, Acknowledgement, PlanDifference, PlanRevision, PlanRevisionList } from './plan-answers.ts';
import { route } from './route.ts';

const params = z.strictObject({ slug: z.string(), version: z.string() });
const revision = {
  description: { en: 'The version’s record', 'zh-CN': '该版本的记录' },
  body: PlanRevision,
  headers: ['etag'],
} as const;

const act = {
  method: 'POST',
  area: 'Plans',
  access: 'configure',
  params,
  body: z.strictObject({ person: Slug.optional(), note: z.string().min(1).max(1000).optional() }),
  bodyOptional: true,
  example: { person: 'plan-approver', note: 'New numbers since March' },
  edits: true,
  once: 'plain',
  answers: { 200: revision },
  problems: ['not-found', 'authority-missing', 'out-of-turn'],
} as const;

export const planLifeRoutes = {
  listPlanVersions: route({
    method: 'GET',
    path: '/v1/plans/{slug}/versions',
    area: 'Plans',
    summary: { en: 'The revision record of a plan', 'zh-CN': '预案修订记录' },
    description: {
      en: 'Every version, newest first: where it stands, who signed when, why it was made, how many places changed, when it is to be reviewed, and how many have read it.',
      'zh-CN': '全部版本（最新在前）：状态、签署人及时间、修订原因、变更处数、复审日期和阅读人数。',
    },
    access: 'read',
    params: z.strictObject({ slug: z.string() }),
    answers: { 200: { description: { en: 'Newest first', 'zh-CN': '最新在前' }, body: PlanRevisionList } },
    problems: ['not-found'],
  }),
  reviewPlan: route({
    ...act,
    path: '/v1/plans/{slug}/versions/{version}/review',
    summary: { en: 'Sign as reviewer', 'zh-CN': '复核签署' },
    description: {
      en: 'By a holder of the seat that the plan names in “signatures”. A key bound to a person signs for that person; any other names one in “person”. The last signature that is needed publishes the version.',
      'zh-CN':
        '由预案 signatures 所列岗位的人员签署。绑定人员的密钥代表该人员签署；其他密钥须在 person 中写明。最后一个必要签署完成时即发布该版本。',
    },
  }),
  approvePlan: route({
    ...act,
    path: '/v1/plans/{slug}/versions/{version}/approve',
    summary: { en: 'Sign as approver', 'zh-CN': '审批签署' },
    description: {
      en: 'After the review, where the plan asks for one. The last signature that is needed publishes the version.',
      'zh-CN': '如预案要求复核，须在复核之后进行。最后一个必要签署完成时即发布该版本。',
    },
  }),
  publishPlan: route({
    ...act,
    path: '/v1/plans/{slug}/versions/{version}/publish',
    summary: { en: 'Publish a version', 'zh-CN': '发布版本' },
    description: {
      en: 'New incidents use it from this instant on; the version that was in force is repealed at the same instant, and running incidents keep theirs. A plan with a parameter without a value is not published.',
      'zh-CN': '自此刻起新事件使用该版本；原生效版本同时废止，进行中的事件沿用其版本。参数未填写的预案不能发布。',
    },
  }),
  repealPlan: route({
    ...act,
    path: '/v1/plans/{slug}/versions/{version}/repeal',
    summary: { en: 'Repeal a version', 'zh-CN': '废止版本' },
    description: {
      en: 'Ends the version in force without another one, or withdraws a draft. Running incidents go on. By whoever publishes the plan, else approves, else reviews it.',
      'zh-CN': '废止生效版本而不另行发布，或撤回草稿；进行中的事件继续。由预案的发布者执行；未设发布者的由审批者，再次由复核者执行。',
    },
  }),
  comparePlanVersions: route({
    method: 'GET',
    path: '/v1/plans/{slug}/versions/{version}/difference/{other}',
    area: 'Plans',
    summary: { en: 'What changed between two versions', 'zh-CN': '两个版本的差异' },
    description: {
      en: 'From the first version to the second: every place with what it said before and says after, in words. Entries are matched by id; what only moved is left out where order says nothing. With “Accept: text/html” it is a page to read and print.',
      'zh-CN':
        '从前一版本到后一版本：逐处以文字说明修改前后的内容。条目按标识对应；顺序无意义时，仅移动位置不计。使用 Accept: text/html 时返回可阅读、可打印的页面。',
    },
    access: 'read',
    params: z.strictObject({ slug: z.string(), version: z.string(), other: z.string() }),
    formats: ['text/html'],
    answers: {
      200: {
        description: { en: 'The differences, in the plan’s order', 'zh-CN': '差异（按预案顺序）' },
        body: PlanDifference,
        headers: ['content-language'],
      },
    },
    problems: ['not-found'],
  }),
  acknowledgePlan: route({
    method: 'POST',
    path: '/v1/plans/{slug}/versions/{version}/acknowledgements',
    area: 'Plans',
    summary: { en: 'Somebody has read it', 'zh-CN': '确认已阅读' },
    description: {
      en: 'Of a published version. A key bound to a person answers for that person; any other names one in “person”. The first time counts.',
      'zh-CN': '仅限已发布版本。绑定人员的密钥代表该人员确认；其他密钥须在 person 中写明。以首次确认为准。',
    },
    access: 'respond',
    params,
    body: z.strictObject({ person: Slug.optional() }),
    bodyOptional: true,
    example: { person: 'lead-a' },
    once: 'plain',
    answers: { 200: { description: { en: 'Who read it when', 'zh-CN': '阅读人及时间' }, body: Acknowledgement } },
    problems: ['not-found', 'out-of-turn'],
  }),
  listAcknowledgements: route({
    method: 'GET',
    path: '/v1/plans/{slug}/versions/{version}/acknowledgements',
    area: 'Plans',
    summary: { en: 'Who has read a version, and who has not', 'zh-CN': '已读与未读人员' },
    description: {
      en: '“missing” lists who of the plan’s “about.audience” has not yet; without an audience, of everybody who holds a seat.',
      'zh-CN': 'missing 列出 about.audience 中尚未阅读的人员；未设读者范围时指所有岗位人员。',
    },
    access: 'read',
    params,
    answers: { 200: { description: { en: 'In the order in which they read it', 'zh-CN': '按阅读先后' }, body: AcknowledgementList } },
    problems: ['not-found'],
  }),
} as const;
