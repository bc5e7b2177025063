import * as z from 'zod';
import { PersonInput } from '../organization/records.ts';
import { Slug } from '../plan/slug.ts';
import { PersonAnswer, PersonList } from './answers.ts';
import { route } from './route.ts';

const params = z.strictObject({ id: z.string() });
const person = { description: { en: 'The person', 'zh-CN': '人员' }, body: PersonAnswer, headers: ['etag'] } as const;

export const peopleRoutes = {
  listPeople: route({
    method: 'GET',
    path: '/v1/people',
    area: 'People',
    summary: { en: 'Everybody a plan can name', 'zh-CN': '预案可引用的所有人员' },
    access: 'read',
    answers: { 200: { description: { en: 'By id', 'zh-CN': '按标识排序' }, body: PersonList } },
  }),
  getPerson: route({
    method: 'GET',
    path: '/v1/people/{id}',
    area: 'People',
    summary: { en: 'One person', 'zh-CN': '某一人员' },
    access: 'read',
    params,
    answers: { 200: person },
    problems: ['not-found'],
  }),
  putPerson: route({
    method: 'PUT',
    path: '/v1/people/{id}',
    area: 'People',
    summary: { en: 'Create or replace a person', 'zh-CN': '创建或替换人员' },
    description: {
      en: 'Every channel is used for every alert. A webhook’s secret is stored sealed and never shown again; left out, it stays with its address. “positions” are what plans find people by.',
      'zh-CN':
        '每次告警都会使用全部联系方式。Webhook 的密钥加密保存，不再显示；留空则沿用同一地址的密钥。预案可通过 positions（职务）找到人员。',
    },
    access: 'configure',
    params: z.strictObject({ id: Slug }),
    body: PersonInput,
    readOnly: ['id', 'version', 'updatedAt'],
    edits: true,
    example: {
      name: 'Sample Person',
      language: 'zh-CN',
      positions: ['shift-lead'],
      channels: [{ kind: 'email', address: 'sample@example.com' }],
    },
    answers: { 200: person, 201: person },
  }),
  deletePerson: route({
    method: 'DELETE',
    path: '/v1/people/{id}',
    area: 'People',
    summary: { en: 'Erase a person', 'zh-CN': '删除人员' },
    description: {
      en: 'Name and addresses are gone; what the person did stays in the record by id. Refused while a plan’s seat, a roster or a key names the person.',
      'zh-CN': '姓名与联系方式将被清除，其操作记录仅以标识保留。仍被预案岗位、值班表或密钥引用时不能删除。',
    },
    access: 'configure',
    params,
    edits: true,
    answers: { 204: { description: { en: 'Erased', 'zh-CN': '已删除' } } },
    problems: ['not-found', 'still-used'],
  }),
} as const;
