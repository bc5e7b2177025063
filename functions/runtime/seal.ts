import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secret } from './secret.ts';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

export interface Sealer {
  /** Encrypts data for one purpose; the text is safe in addresses: `<key id>.<base64url>`. */
  readonly seal: (purpose: string, data: unknown) => string;
  /** The data, or undefined when the text is forged, of another purpose, or sealed with a key that is no longer known. */
  readonly open: (purpose: string, text: string) => unknown;
}

/** The one sealing interface (AES-256-GCM): secrets at rest, links, cursors. The purpose is authenticated with the data. */
export const sealerOf = ({ current, keys }: Secret['sealing']): Sealer => {
  const keyOf = (id: string) => (Object.hasOwn(keys, id) ? Buffer.from(keys[id] ?? '', 'base64') : undefined);
  return {
    seal: (purpose, data) => {
      const key = keyOf(current);
      if (!key) throw new Error('the current sealing key is missing');
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
      return `${current}.${Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open: (purpose, text) => {
      const [id = '', body = ''] = text.split('.', 2);
      const key = keyOf(id);
      const bytes = Buffer.from(body, 'base64url');
      if (!key || bytes.length <= ivBytes + tagBytes) return undefined;
      try {
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(-tagBytes));
        const plain = Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
        return JSON.parse(plain.toString('utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
  };
};
