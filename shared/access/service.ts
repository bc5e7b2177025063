import * as z from 'zod';
import { Health } from './answers.ts';
import { route } from './route.ts';

const html = { mediaType: 'text/html' } as const;

export const serviceRoutes = {
  getHealth: route({
    method: 'GET',
    path: '/healthz',
    area: 'Service',
    summary: { en: 'Whether the API reaches its table', 'zh-CN': 'API 能否访问数据表' },
    access: 'public',
    answers: { 200: { description: { en: 'It does', 'zh-CN': '可以访问' }, body: Health } },
  }),
  getOpenApi: route({
    method: 'GET',
    path: '/openapi.json',
    area: 'Service',
    summary: { en: 'This API as OpenAPI 3.1', 'zh-CN': '本 API 的 OpenAPI 3.1 描述' },
    access: 'public',
    answers: { 200: { description: { en: 'The document', 'zh-CN': '文档' }, body: z.looseObject({ openapi: z.string() }) } },
  }),
  getDocs: route({
    method: 'GET',
    path: '/docs',
    area: 'Service',
    summary: { en: 'This API as a page', 'zh-CN': '本 API 的说明页面' },
    access: 'public',
    answers: { 200: { description: { en: 'The page', 'zh-CN': '页面' }, ...html } },
    reads: 'own',
  }),
  getProblemDocs: route({
    method: 'GET',
    path: '/docs/problems',
    area: 'Service',
    summary: { en: 'Every problem that this API answers', 'zh-CN': '本 API 的所有错误类型' },
    access: 'public',
    answers: { 200: { description: { en: 'The page', 'zh-CN': '页面' }, ...html } },
    reads: 'own',
  }),
  getPlanSchema: route({
    method: 'GET',
    path: '/schemas/plan.json',
    area: 'Service',
    summary: { en: 'The JSON Schema of a plan', 'zh-CN': '预案的 JSON Schema' },
    description: {
      en: 'Draft 2020-12, with a description of every field, for editors that complete and explain plan files.',
      'zh-CN': '2020-12 版，每个字段均有说明，可用于编辑器的补全与提示。',
    },
    access: 'public',
    formats: ['application/json'],
    cacheSeconds: 3600,
    answers: { 200: { description: { en: 'The schema', 'zh-CN': '数据结构' }, mediaType: 'application/schema+json', headers: ['etag'] } },
  }),
} as const;

export const linkRoutes = {
  openLink: route({
    method: 'GET',
    path: '/a/{token}',
    area: 'Links',
    summary: { en: 'The page behind the link in an alert', 'zh-CN': '告警链接打开的页面' },
    description: {
      en: 'Shows the incident to the person who was alerted. Never acts, so that scanners may open it.',
      'zh-CN': '向被通知人员展示事件。仅打开不会触发任何操作。',
    },
    access: 'link',
    params: z.strictObject({ token: z.string() }),
    answers: { 200: { description: { en: 'The page', 'zh-CN': '页面' }, ...html } },
    reads: 'own',
  }),
  useLink: route({
    method: 'POST',
    path: '/a/{token}/{action}',
    area: 'Links',
    summary: { en: 'A button on that page', 'zh-CN': '该页面上的按钮' },
    description: { en: 'Each button carries a token that works once.', 'zh-CN': '每个按钮所带令牌仅可使用一次。' },
    access: 'link',
    params: z.strictObject({ token: z.string(), action: z.string() }),
    answers: { 303: { description: { en: 'Done; back to the page', 'zh-CN': '已完成，返回页面' }, headers: ['location'] } },
    reads: 'own',
  }),
} as const;
