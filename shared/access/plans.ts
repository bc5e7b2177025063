import * as z from 'zod';
import { Plan } from '../plan/plan.ts';
import { Slug } from '../plan/slug.ts';
import { PlanAnswer, PlanList, PlanStored } from './answers.ts';
import { bytesMax, route } from './route.ts';

const params = z.strictObject({ slug: z.string() });
const stored = { description: { en: 'The plan as stored', 'zh-CN': '已保存的预案' }, body: PlanStored, headers: ['etag'] } as const;

export const planRoutes = {
  listPlans: route({
    method: 'GET',
    path: '/v1/plans',
    area: 'Plans',
    summary: { en: 'All plans', 'zh-CN': '所有预案' },
    description: {
      en: 'Each in the version that is in force, else in its newest, with where it stands, when it is to be reviewed, and whether its template has moved on.',
      'zh-CN': '列出各预案的生效版本；无生效版本时列出最新版本，并注明状态、复审日期和模板是否已更新。',
    },
    access: 'read',
    answers: { 200: { description: { en: 'By slug', 'zh-CN': '按标识排序' }, body: PlanList } },
  }),
  getPlan: route({
    method: 'GET',
    path: '/v1/plans/{slug}',
    area: 'Plans',
    summary: { en: 'A plan', 'zh-CN': '预案' },
    description: {
      en: 'The version in force, else the newest. With “Accept: application/yaml” it is the plan alone, as a file that PUT takes as it is.',
      'zh-CN': '返回生效版本；无生效版本时返回最新版本。使用 Accept: application/yaml 时仅返回预案本身，该文件可原样用于 PUT。',
    },
    access: 'read',
    params,
    formats: ['application/yaml'],
    answers: { 200: { description: { en: 'The plan', 'zh-CN': '预案' }, body: PlanAnswer, headers: ['etag'] } },
    problems: ['not-found'],
  }),
  putPlan: route({
    method: 'PUT',
    path: '/v1/plans/{slug}',
    area: 'Plans',
    summary: { en: 'Store a plan', 'zh-CN': '保存预案' },
    description: {
      en: 'A plan that differs becomes a new version that never changes; the same plan again changes nothing. It is published at once, unless “signatures” of the plan, or of the version in force, names who has to sign before, or “draft=true” keeps it as a draft. Running incidents keep their version. “reason” is kept in the revision record; “person” says who compiled it, where the key is nobody’s. Whatever checking calls an error is a fault, except that a draft may lack the value of a parameter. A plan may be sent as a file in YAML, with comments (application/yaml); its faults then carry line and column. “warnings” lists everything else that checking finds, such as gaps between rules and seats without people.',
      'zh-CN':
        '内容不同时生成不可更改的新版本；内容相同则不作更改。若预案或生效版本的 signatures 未指定签署人，且未使用 draft=true，则立即发布。进行中的事件沿用其版本。reason 记入修订记录；密钥未绑定人员时可用 person 写明编制人。检查结果为 error 的内容均会被拒绝，但草稿可以暂缺参数取值。预案也可以是带注释的 YAML 文件（application/yaml），此时错误会注明行和列。warnings 列出检查发现的其他问题，例如规则之间的空档、无人任职的岗位。',
    },
    access: 'configure',
    params: z.strictObject({ slug: Slug }),
    query: z.strictObject({
      draft: z.enum(['true', 'false']).default('false'),
      reason: z.string().min(1).max(500).optional(),
      person: Slug.optional(),
    }),
    body: Plan,
    lazy: 'plans',
    yaml: true,
    bytesMax: bytesMax.plan,
    edits: true,
    example: {
      title: { en: 'Call-centre incidents', 'zh-CN': '呼叫中心预案' },
      seats: [{ id: 'duty-lead', title: { en: 'Duty lead', 'zh-CN': '值班组长' }, holders: ['lead-a'] }],
      facts: [{ id: 'seatsAffected', title: { en: 'Seats affected', 'zh-CN': '受影响座席' }, type: 'integer' }],
      levels: [
        { id: 'red', title: { en: 'Red', 'zh-CN': '红色' } },
        { id: 'blue', title: { en: 'Blue', 'zh-CN': '蓝色' } },
      ],
      incidentTypes: [
        {
          id: 'application-outage',
          title: { en: 'Application down', 'zh-CN': '应用故障' },
          rules: [{ id: 'half-the-floor', level: 'red', when: { fact: 'seatsAffected', atLeast: 50 } }],
          otherwise: 'blue',
          rungs: [
            {
              id: 'lead',
              title: { en: 'Lead at once', 'zh-CN': '立即通知组长' },
              on: 'declared',
              alert: ['duty-lead'],
              answer: { within: 'PT2M', rounds: 2 },
            },
          ],
        },
      ],
    },
    answers: { 200: stored, 201: stored },
    problems: ['authority-missing'],
  }),
  getPlanVersion: route({
    method: 'GET',
    path: '/v1/plans/{slug}/versions/{version}',
    area: 'Plans',
    summary: { en: 'One version of a plan', 'zh-CN': '预案的某一版本' },
    access: 'read',
    params: z.strictObject({ slug: z.string(), version: z.string() }),
    formats: ['application/yaml'],
    answers: { 200: { description: { en: 'The version', 'zh-CN': '该版本' }, body: PlanAnswer } },
    problems: ['not-found'],
  }),
} as const;
