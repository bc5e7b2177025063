/** Makes what is told about the API: `node infra/build-openapi.ts`. The results are committed; a test says when they are no longer current. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { documents } from '../shared/access/reference/documents.ts';
import { problemsMarkdown } from '../shared/access/reference/problems-page.ts';
import { templates, templateVersions } from './build-templates.ts';

const write = (path: string, text: string): void => {
  const file = join(import.meta.dirname, '..', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

// Packed together, because they say much the same, and small, because they are read rarely: a function should not grow by its manual.
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
const packed = (what: unknown) => brotliCompressSync(JSON.stringify(what), { params }).toString('base64');
const generated = (name: string, says: string, what: unknown) =>
  write(
    `functions/api/generated/${name}.ts`,
    `/** Made by infra/build-openapi.ts from ${says} as JSON, in brotli, in base64. */\nexport const packed =\n  '${packed(what)}';\n`,
  );

generated('documents', 'the table of routes: documents', documents());
generated('templates', 'shared/templates: plans', templates());
write(
  'functions/api/generated/template-versions.ts',
  `/** Made by infra/build-openapi.ts from shared/templates: the newest version of each. */\nexport const latest: ReadonlyMap<string, number> = new Map(${JSON.stringify(templateVersions())});\n`,
);
write('docs/problems/README.md', problemsMarkdown());
