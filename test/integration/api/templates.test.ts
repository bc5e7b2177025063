import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packed } from '../../../functions/api/generated/templates.ts';
import { latest } from '../../../functions/api/generated/template-versions.ts';
import { templates, templateVersions } from '../../../infra/build-templates.ts';
import { type Engine, startEngine } from './support/engine.ts';
import { type Tenant, tenantOf, type World, worldOf } from './support/world.ts';

let engine: Engine;
let world: World;
let tenant: Tenant;
beforeAll(async () => {
  engine = await startEngine();
  world = worldOf(engine.table);
  tenant = await tenantOf(world);
});
afterAll(() => engine.stop());

const get = (path: string, accept = 'application/json') => world.ask('GET', path, { key: tenant.key, headers: { accept } });
const files = globSync(new URL('../../../shared/templates/*.yaml', import.meta.url).pathname).toSorted();

test('the templates that the API serves are those of the repository (else: node infra/build-docs.ts)', () => {
  expect(brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8') === JSON.stringify(templates())).toBe(true);
  expect([...latest]).toEqual(templateVersions());
});

test('every template is listed, in both languages', async () => {
  const { status, body } = await get('/v1/templates');
  expect([status, body.next]).toEqual([200, null]);
  expect(body.items.map(({ slug }: { slug: string }) => slug)).toEqual(files.map((file) => basename(file, '.yaml')));
  for (const { title } of body.items) expect(Object.keys(title)).toEqual(['en', 'zh-CN']);
});

test.each(files.map((file) => basename(file, '.yaml')))(
  '%s is there as the document of its file and as the file itself, and can be kept as a draft',
  async (slug) => {
    const text = readFileSync(new URL(`../../../shared/templates/${slug}.yaml`, import.meta.url), 'utf8');
    const json = await get(`/v1/templates/${slug}`);
    expect(json.body).toEqual(parse(text));
    const yaml = await get(`/v1/templates/${slug}`, 'application/yaml');
    expect([yaml.headers['content-type'], yaml.text]).toEqual(['application/yaml', text]);
    const stored = await world.ask('PUT', `/v1/plans/${slug}?draft=true`, {
      key: tenant.key,
      raw: yaml.text,
      headers: { 'content-type': 'application/yaml' },
    });
    expect([stored.status, stored.body.slug]).toEqual([201, slug]);
  },
);

test('a template that there is not is not found', async () => {
  for (const slug of ['nothing', 'constructor', '..%2fcall-center', 'call-center.yaml'])
    expect((await get(`/v1/templates/${slug}`)).status).toBe(404);
});
