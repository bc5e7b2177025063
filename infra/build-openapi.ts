/** Makes what the API serves about itself: `node infra/build-openapi.ts`. The result is committed; a test says when it is no longer current. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { documents } from '../shared/access/reference/documents.ts';

// Packed together, because they say much the same, and small, because they are read rarely: a function should not grow by its manual.
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
const packed = brotliCompressSync(JSON.stringify(documents()), { params }).toString('base64');

const file = join(import.meta.dirname, '../functions/api/generated/documents.ts');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(
  file,
  `/** Made by infra/build-openapi.ts from the table of routes: three documents as JSON, in brotli, in base64. */\nexport const packed =\n  '${packed}';\n`,
);
