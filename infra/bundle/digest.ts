import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One digest over files and folders: their names below `root` and their contents. What does not exist counts as empty. */
export function digestOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  // A code cache serves one version of Node on one architecture, so both are inputs.
  hash.update(`${process.version} ${process.arch}\n`);
  for (const path of paths) add(hash, root, path);
  return hash.digest('hex');
}

function add(hash: Hash, root: string, path: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!name.startsWith('.')) add(hash, root, join(path, name));
    return;
  }
  const contents = readFileSync(path);
  hash.update(`${relative(root, path)} ${contents.length}\n`).update(contents);
}
