/** The table engine: where it is, how it is started, and the care that its file needs. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The engine's binary for this platform, if there is one. */
export function findTableEngine(): string | undefined {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const binary = join(folder, process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

export const wrapper = join(import.meta.dirname, 'table.sh');

function openFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA busy_timeout = 5000');
  return database;
}

/**
 * Without these every write would read all stream records. The engine must not run meanwhile: it would not notice them. False if
 * its file has no tables yet, because it never ran.
 */
export function addStreamIndexes(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = openFile(path);
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_stream_records'").get() === undefined) return false;
    database.exec(
      `CREATE INDEX IF NOT EXISTS muster_stream_1 ON _stream_records(table_name, CAST(sequence_number AS INTEGER));
       CREATE INDEX IF NOT EXISTS muster_stream_2 ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER));`,
    );
    return true;
  } finally {
    database.close();
  }
}

/** AWS keeps stream records for 24 hours; the engine keeps them for ever. */
const streamRetentionSeconds = 24 * 3600;
const rowsPerDelete = 500;

/**
 * Removes old stream records; never the last one, because the engine counts on from it. Works beside the running engine: the file
 * is in WAL mode, and each step is short.
 */
export function trimStream(path: string, now: number = Date.now()): number {
  if (!existsSync(path)) return 0;
  const database = openFile(path);
  try {
    const remove = database.prepare(
      `DELETE FROM _stream_records WHERE id IN (
         SELECT id FROM _stream_records
         WHERE created_at < ? AND id < (SELECT MAX(id) FROM _stream_records AS last WHERE last.table_name = _stream_records.table_name)
         ORDER BY id LIMIT ${rowsPerDelete})`,
    );
    let removed = 0;
    for (;;) {
      const { changes } = remove.run(Math.floor(now / 1000) - streamRetentionSeconds);
      removed += Number(changes);
      if (Number(changes) < rowsPerDelete) return removed;
    }
  } finally {
    database.close();
  }
}
