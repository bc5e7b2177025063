/** Runs prepare.ts and passes on what it did. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Failure } from './failure.ts';

const here = import.meta.dirname;

export function prepare(onProgress: (did: string, milliseconds: number) => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(here, 'prepare.ts'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--import', join(here, 'leash.mjs')],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
    child.on('message', ({ did, milliseconds }: { did: string; milliseconds: number }) => onProgress(did, milliseconds));
    const giveUp = () => child.kill();
    signal?.addEventListener('abort', giveUp, { once: true });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      signal?.removeEventListener('abort', giveUp);
      if (code === 0) resolve();
      else reject(new Failure(`The build did not succeed (${killedBy ?? `exit code ${code}`}):\n${output.trim()}`));
    });
  });
}
