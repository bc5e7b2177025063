import { brotliDecompressSync } from 'node:zlib';
import type { Template } from '../../../shared/plan/template.ts';
import { handles } from '../call.ts';
import { json, notFound } from '../http/answer.ts';

const unpacked = async (): Promise<readonly Template[]> => {
  const { packed } = await import('../generated/templates.ts');
  return JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8')) as readonly Template[];
};

export const listTemplates = handles('listTemplates', async () => {
  const items = (await unpacked()).map(({ slug, title, purpose, incidentTypes }) => ({ slug, title, purpose, incidentTypes }));
  return json(200, { items, next: null });
});

export const getTemplate = handles('getTemplate', async ({ params, mediaType }) => {
  const template = (await unpacked()).find(({ slug }) => slug === params.slug);
  if (!template) return notFound;
  if (mediaType === 'application/yaml') return { status: 200, headers: { 'content-type': mediaType, vary: 'accept' }, body: template.text };
  return json(200, template.plan, { vary: 'accept' });
});

export const adoptTemplate = handles('adoptTemplate', async (call) => {
  const template = (await unpacked()).find(({ slug }) => slug === call.params.slug);
  return template ? (await import('./lazy/planning.ts')).adopt(call, template) : notFound;
});
