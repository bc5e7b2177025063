/** The data folder: its format, its lock, and the secrets that are made for it. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  closeSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure.ts';

/** Raised when a new version cannot read what an old one wrote. */
const format = 1;

export interface DataFolder {
  readonly path: string;
  readonly logs: string;
  readonly tableFile: string;
  readonly messaging: string;
  readonly objects: string;
  readonly checkpoints: string;
  readonly inboxFile: string;
  readonly secretFile: string;
  readonly clockFile: string;
  readonly localFile: string;
  readonly operatorKey: string;
  /** Where the inbox was last time, so that a bookmark of it stays good; 0 the first time. */
  readonly inboxPort: number;
  keepInboxPort(port: number): void;
  /** Says in the secret where mail goes in this run. */
  setMailServer(smtpUrl: string): void;
  release(): void;
}

interface Secret {
  readonly operatorKeyHash: string;
  readonly sealing: { readonly current: string; readonly keys: Readonly<Record<string, string>> };
  readonly smtpUrl: string;
  readonly mailFrom: string;
}

const wayOut = 'Begin empty with "npm start -- --fresh", or name another folder with MUSTER_DATA.';

function readOptional(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function writePrivate(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}

/** Tells a process from a later one with the same number, where the system says when it started. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Says who uses the folder, before ports are looked at: they would be in use by the same one. */
export function refuseIfUsed(folder: string): void {
  let owner: { pid?: number; birth?: string } = {};
  try {
    owner = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as typeof owner;
  } catch {
    // There is none, or it was cut off while it was written: nobody holds it.
  }
  if (owner.pid !== undefined && isAlive(owner.pid) && birthOf(owner.pid) === owner.birth) {
    throw new Failure(`Muster already runs on ${folder} (process ${owner.pid}). Stop it, or name another folder with MUSTER_DATA.`);
  }
}

async function takeLock(path: string, folder: string): Promise<() => void> {
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) });
  for (;;) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new Failure(`Cannot write to the data folder ${folder}: ${message}`);
    }
    refuseIfUsed(folder);
    const stale = readOptional(path);
    // The processes of one that was killed need a moment to notice.
    await pause(300);
    // Another one may have taken it over meanwhile.
    if (readOptional(path) === stale) rmSync(path, { force: true });
  }
  return () => {
    if (readOptional(path) === mine) rmSync(path, { force: true });
  };
}

/** Refuses folders that are not ours before anything in them is touched. */
function checkFormat(folder: string, fresh: boolean): void {
  const found = readOptional(join(folder, 'format'));
  const others = readdirSync(folder).filter((name) => name !== 'lock');
  if (found === undefined && others.length > 0) {
    throw new Failure(`${folder} is not a data folder of Muster: it holds other files. Name another one with MUSTER_DATA.`);
  }
  if (found === undefined || fresh) return;
  const version = Number(found.trim());
  if (!Number.isInteger(version) || version < 1)
    throw new Failure(`The data folder ${folder} is damaged: its format is unreadable. ${wayOut}`);
  if (version > format) {
    throw new Failure(
      `The data folder ${folder} was written by a newer Muster (format ${version}, this one reads ${format}). Update Muster. ${wayOut}`,
    );
  }
}

function checkDatabase(path: string, folder: string): void {
  if (!existsSync(path)) return;
  const head = Buffer.alloc(16);
  const file = openSync(path, 'r');
  const bytes = readSync(file, head, 0, 16, 0);
  closeSync(file);
  if (bytes > 0 && head.toString('latin1') !== 'SQLite format 3\0') {
    throw new Failure(`The data folder ${folder} is damaged: ${path} is not a database. ${wayOut}`);
  }
}

function newSecret(operatorKey: string): Secret {
  const kid = `k${randomBytes(4).toString('hex')}`;
  return {
    operatorKeyHash: createHash('sha256').update(operatorKey).digest('hex'),
    sealing: { current: kid, keys: { [kid]: randomBytes(32).toString('base64') } },
    smtpUrl: '',
    mailFrom: 'Muster <alerts@muster.example>',
  };
}

function readSecret(path: string, folder: string): Secret | undefined {
  const text = readOptional(path);
  if (text === undefined) return undefined;
  try {
    const secret = JSON.parse(text) as Partial<Secret>;
    if (secret.sealing?.keys[secret.sealing.current] !== undefined) return secret as Secret;
  } catch {
    // Said below.
  }
  throw new Failure(`The data folder ${folder} is damaged: secret.json is unreadable. ${wayOut}`);
}

function openSecrets(folder: string): { secret: Secret; operatorKey: string } {
  const secretFile = join(folder, 'secret.json');
  const keyFile = join(folder, 'operator.key');
  const operatorKey = readOptional(keyFile)?.trim() ?? `mo_${randomBytes(32).toString('base64url')}`;
  const secret = readSecret(secretFile, folder) ?? newSecret(operatorKey);
  if (createHash('sha256').update(operatorKey).digest('hex') !== secret.operatorKeyHash) {
    throw new Failure(`The data folder ${folder} is damaged: operator.key does not belong to secret.json. ${wayOut}`);
  }
  writePrivate(keyFile, `${operatorKey}\n`);
  return { secret, operatorKey };
}

/** Opens the folder for this process alone; `fresh` empties it first. */
export async function openDataFolder(folder: string, fresh: boolean): Promise<DataFolder> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Failure(`Cannot make the data folder ${folder}: ${(error as Error).message}`);
  }
  checkFormat(folder, fresh);
  const release = await takeLock(join(folder, 'lock'), folder);
  try {
    if (fresh) {
      for (const name of readdirSync(folder))
        if (name !== 'lock' && name !== 'format') rmSync(join(folder, name), { recursive: true, force: true });
    }
    writeFileSync(join(folder, 'format'), `${format}\n`);
    rmSync(join(folder, 'local.json'), { force: true });
    const inside = (name: string) => {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    };
    const tableFile = join(inside('table'), 'table.db');
    checkDatabase(tableFile, folder);
    for (const name of ['messaging', 'objects']) checkDatabase(join(inside(name), 'fauxqs.db'), folder);
    const { secret, operatorKey } = openSecrets(folder);
    const secretFile = join(folder, 'secret.json');
    return {
      path: folder,
      logs: inside('logs'),
      tableFile,
      messaging: join(folder, 'messaging'),
      objects: join(folder, 'objects'),
      checkpoints: inside('checkpoints'),
      inboxFile: join(inside('inbox'), 'entries.jsonl'),
      secretFile,
      clockFile: join(folder, 'clock'),
      localFile: join(folder, 'local.json'),
      operatorKey,
      inboxPort: Number(readOptional(join(folder, 'inbox', 'port')) ?? 0),
      keepInboxPort: (port) => writeFileSync(join(folder, 'inbox', 'port'), `${port}\n`),
      setMailServer: (smtpUrl) => writePrivate(secretFile, `${JSON.stringify({ ...secret, smtpUrl }, null, 2)}\n`),
      release() {
        rmSync(join(folder, 'local.json'), { force: true });
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
