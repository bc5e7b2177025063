/** Everything that went out, oldest first, in a file that is bounded. */
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface Entry {
  /** Counts up; never used twice in one data folder. */
  readonly id: number;
  /** RFC 3339 */
  readonly at: string;
  readonly kind: 'email' | 'webhook' | 'sns';
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Entries {
  add(entry: Omit<Entry, 'id' | 'at'>): Entry;
  after(id: number): readonly Entry[];
  onAdd(listener: (entry: Entry) => void): () => void;
}

const keepMax = 2000;

function readEntries(path: string): Entry[] {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Entry];
    } catch {
      // The last line of a process that was killed while it wrote.
      return [];
    }
  });
}

export function openEntries(path: string): Entries {
  let entries = readEntries(path).slice(-keepMax);
  let lines = keepMax * 2;
  const listeners = new Set<(entry: Entry) => void>();

  function save(entry: Entry): void {
    lines += 1;
    if (lines <= keepMax * 2) return appendFileSync(path, `${JSON.stringify(entry)}\n`);
    writeFileSync(`${path}.new`, entries.map((one) => `${JSON.stringify(one)}\n`).join(''));
    renameSync(`${path}.new`, path);
    lines = entries.length;
  }

  return {
    add(partial) {
      const entry: Entry = { id: (entries.at(-1)?.id ?? 0) + 1, at: new Date().toISOString(), ...partial };
      entries.push(entry);
      if (entries.length > keepMax) entries = entries.slice(-keepMax);
      save(entry);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    after: (id) => entries.filter((entry) => entry.id > id),
    onAdd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
