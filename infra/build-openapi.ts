/** Makes what the API serves about itself: `node infra/build-openapi.ts`. The result is committed; a test says when it is no longer current. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { openApi } from '../shared/access/openapi.ts';
import { problemReference, reference } from '../shared/access/reference/reference.ts';

export const documents = (): Readonly<Record<'openapi' | 'reference' | 'problems', string>> => ({
  openapi: JSON.stringify(openApi()),
  reference: reference(),
  problems: problemReference(),
});

/** Packed, so that the function stays small: these are read rarely, and by people. */
const packed = (text: string): string => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).toString('base64');

const moduleOf = (text: string): string =>
  `// Made by infra/build-openapi.ts from the table of routes. Brotli in base64.\nexport const document =\n  '${packed(text)}';\n`;

if (import.meta.main) {
  const directory = join(import.meta.dirname, '../functions/api/generated');
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(documents())) writeFileSync(join(directory, `${name}.ts`), moduleOf(text));
}
