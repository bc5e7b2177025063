import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

export interface SiteObject {
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: string;
}

/** Writes an object of the status site. */
export const objectWriter =
  (bucket: string, client = new S3Client({ forcePathStyle: true })) =>
  async ({ key, contentType, cacheControl, body }: SiteObject): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType, CacheControl: cacheControl }));
  };
