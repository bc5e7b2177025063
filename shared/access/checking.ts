import { Plan } from '../plan/plan.ts';
import { PlanFindings } from './plan-answers.ts';
import { bytesMax, route } from './route.ts';

export const checkingRoutes = {
  checkPlan: route({
    method: 'POST',
    path: '/v1/plans/check',
    area: 'Plans',
    summary: { en: 'Check a plan', 'zh-CN': '检查预案' },
    description: {
      en: 'Every finding of a plan, each with its place, its severity and what to do about it, in the language of Accept-Language. An error is what storing the plan would refuse, also what does not fit the schema; a warning is stored, and probably not meant: gaps and overlaps between rules, levels nobody can reach, work that never starts, seats nobody holds. Nothing is stored.',
      'zh-CN':
        '列出预案的所有检查结果，包括位置、严重程度和处理建议，语言取决于 Accept-Language。error 为保存时会被拒绝的内容，包括不符合数据结构之处；warning 可以保存，但可能并非本意：规则之间的空档与重叠、无法达到的级别、不会启动的工作、无人任职的岗位。不保存任何内容。',
    },
    access: 'read',
    body: Plan,
    reads: 'document',
    yaml: true,
    bytesMax: bytesMax.plan,
    example: {
      title: { en: 'Gas leaks', 'zh-CN': '燃气泄漏' },
      facts: [{ id: 'loss', title: { en: 'Direct loss', 'zh-CN': '直接损失' }, type: 'money', currency: 'CNY' }],
      levels: [
        { id: 'major', title: { en: 'Major', 'zh-CN': '重大' } },
        { id: 'minor', title: { en: 'Minor', 'zh-CN': '一般' } },
      ],
      incidentTypes: [
        {
          id: 'leak',
          title: { en: 'Leak', 'zh-CN': '泄漏' },
          rules: [
            { id: 'from-10000', level: 'major', when: { fact: 'loss', atLeast: { amount: 1000000, currency: 'CNY' } } },
            { id: 'to-1000', level: 'minor', when: { fact: 'loss', atMost: { amount: 100000, currency: 'CNY' } } },
          ],
        },
      ],
    },
    answers: {
      200: {
        description: { en: 'The findings, errors first', 'zh-CN': '检查结果，错误在前' },
        body: PlanFindings,
        headers: ['content-language'],
      },
    },
  }),
} as const;
