/** Writes the pages of `docs/` that come from code. `accessPatterns()` is what a test compares with the page in the repository. */
import { writeFile } from 'node:fs/promises';
import { dueIndex } from '../shared/names.ts';
import { keys } from '../shared/table/keys.ts';

const parameterNames = (builder: (...parts: never[]) => unknown): string[] =>
  (/^\(([^)]*)\)/.exec(builder.toString())?.[1] ?? '').split(',').flatMap((name) => name.trim().split(/[\s:]/)[0] || []);

/** The key with its parameters' names in place of values. */
const pattern = (builder: (...parts: never[]) => { pk: string; sk: string }): { pk: string; sk: string } => {
  const names = parameterNames(builder).map((name) => `{${name}}`);
  const { pk, sk } = builder(...(names as never[]));
  const tidy = (text: string) => text.replace(/#0+\{/, '#{').replace(/^OUTBOX#\d+$/, 'OUTBOX#{shard of organizationId}');
  return { pk: tidy(pk), sk: tidy(sk) };
};

export const accessPatterns = (): string =>
  [
    '# Access patterns',
    '',
    'Generated from `shared/table/keys.ts` by `npm run docs`. Everything is read consistently, but for the index.',
    '',
    '| item | pk | sk | holds | is read by |',
    '|---|---|---|---|---|',
    ...Object.entries(keys).map(([name, { key, holds, reads }]) => {
      const { pk, sk } = pattern(key);
      return `| ${name} | \`${pk}\` | \`${sk}\` | ${holds} | ${reads} |`;
    }),
    '',
    `The sparse index \`${dueIndex.name}\` (\`${dueIndex.partition}\`, \`${dueIndex.sort}\`) holds the keys of what has something that falls due, by shard and time: incidents, notices, states, days.`,
    '',
  ].join('\n');

if (import.meta.main) {
  await import('./build-openapi.ts');
  await writeFile(new URL('../docs/access-patterns.md', import.meta.url), accessPatterns());
  const { acceptancePage } = await import('../test/acceptance/table.ts');
  await writeFile(new URL('../docs/acceptance.md', import.meta.url), acceptancePage());
}
