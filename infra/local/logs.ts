/** One log file per process in the data folder. */
import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

const bytesMax = 5 * 1024 * 1024;

export interface Logs {
  write(name: string, line: string): void;
  close(): void;
}

export function openLogs(folder: string): Logs {
  const streams = new Map<string, WriteStream>();
  function streamOf(name: string): WriteStream {
    let stream = streams.get(name);
    if (stream === undefined) {
      const path = join(folder, `${name}.log`);
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > bytesMax) renameSync(path, `${path}.old`);
      stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
      stream.on('error', () => undefined);
      streams.set(name, stream);
    }
    return stream;
  }
  return {
    write: (name, line) => void streamOf(name).write(`${line}\n`),
    close() {
      for (const stream of streams.values()) stream.end();
    },
  };
}
