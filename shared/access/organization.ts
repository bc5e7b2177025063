import * as z from 'zod';
import { OrganizationInput, scopes } from '../organization/records.ts';
import { DomainInput, SettingsInput } from '../organization/settings.ts';
import { Slug } from '../plan/slug.ts';
import { KeyCreated, KeyList, OrganizationCreated, OrganizationStanding } from './answers.ts';
import { route } from './route.ts';

export const KeyInput = z.strictObject({
  name: z.string().min(1).max(200),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  /** Acts with this key are this person's acts. */
  person: Slug.optional(),
});

const organization = {
  description: { en: 'The organization', 'zh-CN': '组织' },
  body: OrganizationStanding,
  headers: ['etag'],
} as const;
const settings = { area: 'Organization', access: 'configure', edits: true } as const;

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
    answers: { 200: organization },
  }),
  putOrganization: route({
    ...settings,
    method: 'PUT',
    path: '/v1/organization',
    summary: { en: 'Change the organization and the look of its status page', 'zh-CN': '更改组织信息与状态页外观' },
    description: {
      en: 'The slug stays. “look.announcement” is shown above everything until it is taken out.',
      'zh-CN': '标识不变。look.announcement 显示在页面最上方，直至移除。',
    },
    body: SettingsInput,
    readOnly: ['id', 'slug', 'pageId', 'statusUrl', 'domain', 'announcedAt', 'version', 'createdAt', 'updatedAt', 'warnings'],
    lazy: 'page',
    example: {
      name: { en: 'City Gas', 'zh-CN': '城市燃气' },
      timeZone: 'Asia/Shanghai',
      languages: ['zh-CN', 'en'],
      look: {
        accent: 'teal',
        contact: { phone: '95777' },
        announcement: { en: 'Offices are closed on Friday.', 'zh-CN': '周五营业厅休息。' },
      },
    },
    answers: { 200: organization },
  }),
  putDomain: route({
    ...settings,
    method: 'PUT',
    path: '/v1/organization/domain',
    summary: { en: 'Ask for a host of one’s own for the status page', 'zh-CN': '为状态页申请自有域名' },
    description: {
      en: 'Answers the TXT record that shows whose the host is (“domain.record”). Nothing changes for readers before it is verified; a host that was used before is given up.',
      'zh-CN': '返回用于证明域名归属的 TXT 记录（domain.record）。验证之前对读者没有影响；此前使用的域名将被释放。',
    },
    body: DomainInput,
    lazy: 'page',
    example: { host: 'status.example.com' },
    answers: { 200: organization },
  }),
  verifyDomain: route({
    ...settings,
    method: 'POST',
    path: '/v1/organization/domain/verify',
    summary: { en: 'Look for the record', 'zh-CN': '验证域名' },
    body: z.strictObject({}),
    lazy: 'page',
    bodyOptional: true,
    answers: { 200: organization },
    problems: ['not-found', 'domain-unproven'],
  }),
  deleteDomain: route({
    ...settings,
    method: 'DELETE',
    path: '/v1/organization/domain',
    summary: { en: 'Give the host up', 'zh-CN': '释放自有域名' },
    answers: { 200: organization },
    problems: ['not-found'],
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
