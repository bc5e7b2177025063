import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** How far a stream is done, by shard. It belongs to one stream: a table that was created anew begins from the start. */
interface Position {
  readonly streamArn: string;
  readonly shards: Record<string, string>;
}

export interface Checkpoint {
  get(streamArn: string, shardId: string): string | undefined;
  set(streamArn: string, shardId: string, sequenceNumber: string): void;
  forget(shardId: string): void;
  flush(): Promise<void>;
}

/** Written behind, one write at a time, each complete or not at all. A lost write only means that some records come again. */
export function openCheckpoint(path: string): Checkpoint {
  let position: Position = { streamArn: '', shards: {} };
  try {
    position = JSON.parse(readFileSync(path, 'utf8')) as Position;
  } catch {
    // Nothing was done yet.
  }
  let dirty = false;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    while (dirty) {
      dirty = false;
      await writeFile(`${path}.new`, JSON.stringify(position));
      await rename(`${path}.new`, path);
    }
  }

  function save(): void {
    dirty = true;
    writing ??= write()
      .catch((error: unknown) => console.error('checkpoint:', error))
      .finally(() => (writing = undefined));
  }

  return {
    get: (streamArn, shardId) => (position.streamArn === streamArn ? position.shards[shardId] : undefined),
    set(streamArn, shardId, sequenceNumber) {
      if (position.streamArn !== streamArn) position = { streamArn, shards: {} };
      position.shards[shardId] = sequenceNumber;
      save();
    },
    forget(shardId) {
      delete position.shards[shardId];
      save();
    },
    flush: async () => writing,
  };
}
