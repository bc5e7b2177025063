import * as z from 'zod';
import { TemplateDocument, TemplateList } from './plan-answers.ts';
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
} as const;
