import { brotliDecompressSync } from 'node:zlib';
import { handles } from '../call.ts';
import { type Answer, html } from '../http/answer.ts';

const unpacked = (document: string): string => brotliDecompressSync(Buffer.from(document, 'base64')).toString('utf8');

// The pages are their own and load nothing: only their one style sheet, which stands in them.
const page = (document: string): Answer =>
  html(200, unpacked(document), {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  });

export const getOpenApi = handles('getOpenApi', async () => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: unpacked((await import('../generated/openapi.ts')).document),
}));

export const getDocs = handles('getDocs', async () => page((await import('../generated/reference.ts')).document));

export const getProblemDocs = handles('getProblemDocs', async () => page((await import('../generated/problems.ts')).document));
