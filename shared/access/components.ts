import * as z from 'zod';
import { StateInput } from '../notice/input.ts';
import { ComponentInput } from '../organization/records.ts';
import { Slug } from '../plan/slug.ts';
import { ComponentAnswer, ComponentList } from './answers.ts';
import { route } from './route.ts';

const params = z.strictObject({ id: z.string() });
const component = { description: { en: 'The component', 'zh-CN': '组件' }, body: ComponentAnswer, headers: ['etag'] } as const;

export const componentRoutes = {
  listComponents: route({
    method: 'GET',
    path: '/v1/components',
    area: 'Components',
    summary: { en: 'Components of the status page', 'zh-CN': '状态页的所有组件' },
    access: 'read',
    answers: { 200: { description: { en: 'By id', 'zh-CN': '按标识排序' }, body: ComponentList } },
  }),
  getComponent: route({
    method: 'GET',
    path: '/v1/components/{id}',
    area: 'Components',
    summary: { en: 'One component', 'zh-CN': '某一组件' },
    access: 'read',
    params,
    answers: { 200: component },
    problems: ['not-found'],
  }),
  putComponent: route({
    method: 'PUT',
    path: '/v1/components/{id}',
    area: 'Components',
    summary: { en: 'Create or replace a component', 'zh-CN': '创建或替换组件' },
    description: {
      en: 'The status page shows it by a public id of its own, which stays.',
      'zh-CN': '状态页以独立的公开标识展示该组件，此标识保持不变。',
    },
    access: 'configure',
    params: z.strictObject({ id: Slug }),
    body: ComponentInput,
    readOnly: ['id', 'publicId', 'override', 'version', 'createdAt', 'updatedAt', 'warnings'],
    edits: true,
    example: {
      name: { en: 'Phone service', 'zh-CN': '电话服务' },
      group: { id: 'service', name: { en: 'Customer service', 'zh-CN': '客户服务' } },
    },
    answers: { 200: component, 201: component },
    problems: ['components-full'],
  }),
  setState: route({
    method: 'POST',
    path: '/v1/components/{id}/state',
    area: 'Components',
    summary: { en: 'Set a component’s state by hand', 'zh-CN': '人工设定组件状态' },
    description: {
      en: 'It counts before whatever notices claim, until “until” or until another is set; null ends it. The bars of the status page keep what was.',
      'zh-CN': '优先于公告所声明的状态，至 until 或另行设定为止；null 结束人工设定。状态页的历史条保留以往的状态。',
    },
    access: 'respond',
    params,
    body: StateInput,
    lazy: 'page',
    edits: true,
    once: 'plain',
    example: { state: 'degraded_performance', until: '2026-03-14T06:00:00Z' },
    answers: { 200: component },
    problems: ['not-found'],
  }),
  deleteComponent: route({
    method: 'DELETE',
    path: '/v1/components/{id}',
    area: 'Components',
    summary: { en: 'Delete a component', 'zh-CN': '删除组件' },
    description: {
      en: 'Refused while a plan or an integration names it.',
      'zh-CN': '仍被预案或集成引用时不能删除。',
    },
    access: 'configure',
    params,
    edits: true,
    answers: { 204: { description: { en: 'Deleted', 'zh-CN': '已删除' } } },
    problems: ['not-found', 'still-used'],
  }),
} as const;
