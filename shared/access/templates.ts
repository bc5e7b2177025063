import * as z from 'zod';
import { TemplateDocument, TemplateList } from './plan-answers.ts';
import { AdoptionInput } from './adoption-input.ts';
import { PlanAdopted } from './answers.ts';
import { route } from './route.ts';

export const templateRoutes = {
  listTemplates: route({
    method: 'GET',
    path: '/v1/templates',
    area: 'Plans',
    summary: { en: 'Plans to begin with', 'zh-CN': '预案模板' },
    access: 'read',
    answers: { 200: { description: { en: 'All of them, by slug', 'zh-CN': '全部模板（按标识排序）' }, body: TemplateList } },
  }),
  getTemplate: route({
    method: 'GET',
    path: '/v1/templates/{slug}',
    area: 'Plans',
    summary: { en: 'A plan to begin with', 'zh-CN': '一份预案模板' },
    description: {
      en: 'The plan as a document; with “Accept: application/yaml” as its file, with comments. Put people into its seats, change what is different with you, check it and store it.',
      'zh-CN': '返回预案文档；使用 Accept: application/yaml 时返回带注释的文件。请填写各岗位人员，按实际情况修改，检查后保存。',
    },
    access: 'read',
    params: z.strictObject({ slug: z.string() }),
    formats: ['application/yaml'],
    answers: { 200: { description: { en: 'The plan', 'zh-CN': '预案' }, body: TemplateDocument } },
    problems: ['not-found'],
  }),
  adoptTemplate: route({
    method: 'POST',
    path: '/v1/templates/{slug}/plans',
    area: 'Plans',
    summary: { en: 'Make a plan from a template', 'zh-CN': '由模板建立预案' },
    description: {
      en: 'Fills in values of parameters and people for seats, and stores the plan under a slug of its own: published if it can be and nobody has to sign, else as a draft. Every fault comes back at once, and then nothing is stored. “findings” is what checking the plan says.',
      'zh-CN':
        '填写参数和岗位人员，并以自己的标识保存：条件具备且无需签署时立即发布，否则存为草稿。所有错误一次返回，有错误时不保存。findings 为预案检查结果。',
    },
    access: 'configure',
    params: z.strictObject({ slug: z.string() }),
    body: AdoptionInput,
    lazy: 'plans',
    once: 'plain',
    example: { slug: 'our-gas', holders: { 'general-manager': ['gm-a'] } },
    answers: {
      201: { description: { en: 'The plan', 'zh-CN': '预案' }, body: PlanAdopted, headers: ['etag', 'location'] },
    },
    problems: ['not-found', 'authority-missing'],
  }),
} as const;
