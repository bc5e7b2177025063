import type { S3 } from './request.ts';

export interface SiteObject {
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: string;
}

/** Writes an object of the status site. */
export const objectWriter =
  (s3: S3) =>
  async ({ key, contentType, cacheControl, body }: SiteObject): Promise<void> => {
    await s3('PutObject', { key, headers: { 'content-type': contentType, 'cache-control': cacheControl }, body });
  };
