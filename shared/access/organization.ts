import * as z from 'zod';
import { OrganizationInput, scopes } from '../organization/records.ts';
import { Slug } from '../plan/slug.ts';
import { KeyCreated, KeyList, OrganizationAnswer, OrganizationCreated } from './answers.ts';
import { route } from './route.ts';

export const KeyInput = z.strictObject({
  name: z.string().min(1).max(200),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  /** Acts with this key are this person's acts. */
  person: Slug.optional(),
});

export const organizationRoutes = {
  createOrganization: route({
    method: 'POST',
    path: '/v1/organizations',
    area: 'Organization',
    summary: { en: 'Create an organization and its first key', 'zh-CN': '创建组织及其首个密钥' },
    description: {
      en: 'For the operator of the deployment. The key has every scope and is shown this once.',
      'zh-CN': '供部署的运营者使用。密钥拥有全部权限，仅显示这一次。',
    },
    access: 'operator',
    body: OrganizationInput,
    once: 'sealed',
    example: { slug: 'city-gas', name: { en: 'City Gas', 'zh-CN': '城市燃气' }, timeZone: 'Asia/Shanghai', languages: ['zh-CN', 'en'] },
    answers: { 201: { description: { en: 'Created', 'zh-CN': '已创建' }, body: OrganizationCreated } },
    problems: ['slug-taken'],
  }),
  getOrganization: route({
    method: 'GET',
    path: '/v1/organization',
    area: 'Organization',
    summary: { en: 'The key’s organization', 'zh-CN': '密钥所属的组织' },
    access: 'read',
    answers: { 200: { description: { en: 'The organization', 'zh-CN': '组织' }, body: OrganizationAnswer } },
  }),
} as const;

export const keyRoutes = {
  createKey: route({
    method: 'POST',
    path: '/v1/keys',
    area: 'Keys',
    summary: { en: 'Create a key', 'zh-CN': '创建密钥' },
    description: {
      en: 'The key is shown this once and stored as a hash. Several may be valid at once, so that one can be replaced without a gap. A key bound to a person acts as that person.',
      'zh-CN': '密钥仅显示这一次，只保存其哈希值。可同时存在多把有效密钥，以便平滑更换。绑定人员的密钥以该人员的身份操作。',
    },
    access: 'configure',
    body: KeyInput,
    once: 'sealed',
    example: { name: 'Duty phone', scopes: ['read', 'respond'], person: 'lead-a' },
    answers: { 201: { description: { en: 'Created', 'zh-CN': '已创建' }, body: KeyCreated } },
  }),
  listKeys: route({
    method: 'GET',
    path: '/v1/keys',
    area: 'Keys',
    summary: { en: 'All keys, without their secrets', 'zh-CN': '所有密钥（不含密文）' },
    access: 'configure',
    answers: { 200: { description: { en: 'Oldest first', 'zh-CN': '按创建时间升序' }, body: KeyList } },
  }),
  deleteKey: route({
    method: 'DELETE',
    path: '/v1/keys/{id}',
    area: 'Keys',
    summary: { en: 'Revoke a key', 'zh-CN': '吊销密钥' },
    access: 'configure',
    params: z.strictObject({ id: z.string() }),
    answers: { 204: { description: { en: 'Revoked from now on', 'zh-CN': '立即失效' } } },
    problems: ['not-found', 'key-in-use'],
  }),
} as const;
