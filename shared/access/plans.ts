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
    summary: { en: 'All plans in their latest version', 'zh-CN': '所有预案（最新版本）' },
    access: 'read',
    answers: { 200: { description: { en: 'By slug', 'zh-CN': '按标识排序' }, body: PlanList } },
  }),
  getPlan: route({
    method: 'GET',
    path: '/v1/plans/{slug}',
    area: 'Plans',
    summary: { en: 'The latest version of a plan', 'zh-CN': '预案的最新版本' },
    description: {
      en: 'With “Accept: application/yaml” it is the plan alone, as a file that PUT takes as it is.',
      'zh-CN': '使用 Accept: application/yaml 时仅返回预案本身，该文件可原样用于 PUT。',
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
      en: 'A plan that differs becomes a new version that never changes; the same plan again changes nothing. Running incidents keep their version. Every name that leads nowhere is a fault. A plan may be sent as a file in YAML, with comments (application/yaml); its faults then carry line and column. “warnings” lists what would not work as it stands, such as a seat without people.',
      'zh-CN':
        '内容不同时生成不可更改的新版本；内容相同则不作更改。进行中的事件沿用其版本。指向不存在内容的名称均视为错误。预案也可以是带注释的 YAML 文件（application/yaml），此时错误会注明行和列。warnings 列出目前无法生效之处，例如无人任职的岗位。',
    },
    access: 'configure',
    params: z.strictObject({ slug: Slug }),
    body: Plan,
    lazy: true,
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
