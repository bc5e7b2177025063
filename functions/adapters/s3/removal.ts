import type { S3 } from './request.ts';

/** Removes an object of the status site; one that is not there as well. */
export const objectRemover =
  (s3: S3) =>
  async (key: string): Promise<void> => {
    await s3('DeleteObject', { key });
  };

const parallel = 16;
/** A folder of more than some thousands of objects is emptied in several goes. */
const patienceMillis = 8_000;

/** The publisher's keys are plain, so nothing in them is escaped. */
const keysIn = (listing: string): string[] => [...listing.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);

/** Removes every object below a folder, whose name ends in a slash. Throws where that takes too long; what is removed by then is removed. */
export const folderEmptier =
  (s3: S3) =>
  async (folder: string): Promise<void> => {
    const deadline = performance.now() + patienceMillis;
    for (;;) {
      const found = keysIn(await s3('ListBucket', { query: `?list-type=2&prefix=${encodeURIComponent(folder)}` }));
      if (found.length === 0) return;
      if (performance.now() > deadline) throw new Error(`${folder} is not empty yet`);
      const rest = found.values();
      const work = async () => {
        for (const key of rest) await s3('DeleteObject', { key });
      };
      await Promise.all(Array.from({ length: parallel }, work));
    }
  };
