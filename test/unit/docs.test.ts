import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { accessPatterns } from '../../infra/build-docs.ts';
import { textFindings } from '../../shared/plan/check/texts.ts';
import { Plan } from '../../shared/plan/plan.ts';
import { isFaultCode } from '../../shared/problems/fault.ts';
import { referenceFaults } from '../../shared/plan/references.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root });

test('the access patterns are those of the key table', () => {
  expect(read('docs/access-patterns.md')).toBe(accessPatterns());
});

test('every dependency has its reason, at the version that is installed', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const rows = read('docs/dependencies.md').match(/^\| [@a-z].*\|$/gm) ?? [];
  expect(rows.filter((row) => !row.startsWith('| package'))).toHaveLength(all.length);
  for (const [name, version] of all) expect(rows.some((row) => row.startsWith(`| ${name} | ${version} | `))).toBe(true);
});

test.each(pages)('%s leads nowhere that is not there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) => path);
  const missing = links.filter((path) => !existsSync(resolve(root, dirname(page), path)));
  expect(missing).toEqual([]);
});

test.each(pages)('%s names files that are there', (page) => {
  const named = [...read(page).matchAll(/`((?:shared|functions|infra|status-site|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  const missing = named.filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

test('every example in YAML on the page on plans fits the schema', () => {
  const examples = [...read('docs/plans.md').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => parse(text) as object);
  expect(examples.length).toBeGreaterThan(3);
  for (const example of examples) Plan.parse({ title: { en: 'Example' }, incidentTypes: [], ...example });
});

test('the page on plans has a row for everything that is found in a plan', () => {
  const rows = (read('docs/plans.md').match(/^\| .*\|$/gm) ?? []).join('\n');
  const faults = globSync(['shared/plan/**/*.ts', 'functions/api/plans/lazy/yaml.ts'], { cwd: root })
    .flatMap((file) => [...read(file).matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, code = '']) => code))
    .filter(isFaultCode);
  const warnings = [...read('shared/plan/check/words.ts').matchAll(/^ {2}'?([a-z-]+)'?: \(/gm)].map(([, code = '']) => code);
  const codes = [...faults, ...warnings];
  expect(codes.length).toBeGreaterThan(60);
  expect([...new Set(codes)].filter((code) => !rows.includes(`\`${code}\``))).toEqual([]);
});

test.each(globSync('shared/templates/*.yaml', { cwd: root }))(
  '%s is a plan in both languages whose every reference leads somewhere',
  (file) => {
    const plan = Plan.parse(parse(read(file)));
    expect(referenceFaults(plan)).toEqual([]);
    expect(JSON.stringify(plan).match(/"zh-CN":/g)?.length).toBeGreaterThan(20);
    expect(textFindings(plan)).toEqual([]);
  },
);
