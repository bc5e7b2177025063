import { brotliDecompressSync } from 'node:zlib';
import type { Documents } from '../../../shared/access/reference/documents.ts';
import { sha256 } from '../../adapters/dynamodb/hash.ts';
import { handles } from '../call.ts';
import { type Answer, html } from '../http/answer.ts';

const unpacked = async (): Promise<Documents> => {
  const { packed } = await import('../generated/documents.ts');
  return JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8')) as Documents;
};

// The pages load nothing: their one style sheet stands in them.
const page = (text: string): Answer =>
  html(200, text, { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'" });

export const getOpenApi = handles('getOpenApi', async () => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: (await unpacked()).openapi,
}));

export const getDocs = handles('getDocs', async () => page((await unpacked()).reference));

/** Anybody may ask from anywhere: editors do, and pages with editors in them. */
export const getPlanSchema = handles('getPlanSchema', async ({ route, mediaType }) => {
  const { planSchema } = await unpacked();
  const headers = {
    'content-type': mediaType,
    'cache-control': `public, max-age=${route.cacheSeconds}`,
    'access-control-allow-origin': '*',
    etag: `"${sha256(planSchema).slice(0, 16)}"`,
    vary: 'accept',
  };
  return { status: 200, headers, body: planSchema };
});

export const getProblemDocs = handles('getProblemDocs', async () => page((await unpacked()).problems));
