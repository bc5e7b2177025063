import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In one step: whoever reads the file sees the old one or the new one. */
export function replace(directory: string, file: string, contents: string | Uint8Array): void {
  const temporary = join(directory, `.${file}.${process.pid}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, join(directory, file));
}
