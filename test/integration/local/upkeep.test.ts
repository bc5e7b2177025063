/** What is kept between runs, and what is tidied away. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../../infra/local/aws.ts';
import { trimStream } from '../../../infra/local/engines/table.ts';
import type { Stack } from '../../../infra/local/stack.ts';
import { removeExpired } from '../../../infra/local/upkeep.ts';
import { createScratch, type Scratch } from './scratch.ts';

const answers = {
  tick: `if (event.clock) return readFileSync(process.env.MUSTER_CLOCK_FILE, 'utf8');`,
};

let scratch: Scratch;
beforeAll(() => void (scratch = createScratch(answers)));
afterAll(() => scratch.remove());

const tableOf = (stack: Stack) => stack.functions['api']!.environment['MUSTER_TABLE']!;
const put = (stack: Stack, pk: string, more: object = {}) =>
  call('dynamodb', stack.endpoints.table, 'PutItem', { TableName: tableOf(stack), Item: { pk: { S: pk }, sk: { S: 'x' }, ...more } });
const exists = async (stack: Stack, pk: string) => {
  const input = { TableName: tableOf(stack), Key: { pk: { S: pk }, sk: { S: 'x' } } };
  return (await call<{ Item?: object }>('dynamodb', stack.endpoints.table, 'GetItem', input)).Item !== undefined;
};

interface Attributes {
  readonly Attributes: Readonly<Record<string, string>>;
}

/** Changes the synthesized template as somebody who edits infra/ would. */
function edit(change: (resources: Record<string, { Type: string; Properties: Record<string, unknown> }>) => void): void {
  const file = join(scratch.templates, 'MusterService.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof change>[0] & { Resources: Parameters<typeof change>[0] };
  change(template.Resources);
  writeFileSync(file, JSON.stringify(template));
}

describe('a second start', () => {
  it('keeps records, messages and keys, and follows what changed in the template', async () => {
    const first = await scratch.start();
    await put(first, 'kept');
    const { operatorKey } = first;
    const queue = (first.functions['notify']!.sources[0] as { url: string }).url.split('/').at(-1)!;
    const attributes = async (stack: Stack, name: string) => {
      const input = { QueueUrl: `${stack.endpoints.messaging}/000000000000/${name}`, AttributeNames: ['All'] };
      return (await call<Attributes>('sqs', stack.endpoints.messaging, 'GetQueueAttributes', input)).Attributes;
    };
    expect((await attributes(first, queue))['VisibilityTimeout']).toBe('30');
    const deadLetters = Object.keys(
      JSON.parse(readFileSync(join(scratch.templates, 'MusterService.template.json'), 'utf8')).Resources as object,
    ).find((id) => id.startsWith('RelayFailures'))!;
    await first.stop();

    edit((resources) => {
      resources[queue]!.Properties['VisibilityTimeout'] = 77;
      for (const [id, { Type, Properties }] of Object.entries(resources)) {
        const source = Type === 'AWS::Lambda::EventSourceMapping' && 'DestinationConfig' in Properties;
        if (source) delete Properties['DestinationConfig'];
        if (id === deadLetters) delete resources[id];
      }
    });
    const second = await scratch.start();
    expect(second.operatorKey).toBe(operatorKey);
    expect(await exists(second, 'kept')).toBe(true);
    expect((await attributes(second, queue))['VisibilityTimeout']).toBe('77');
    // A queue that is no longer in the template is left alone, with what is in it.
    expect((await attributes(second, deadLetters))['VisibilityTimeout']).toBe('30');
    await second.stop();
  });

  it('does not relay again what was relayed', async () => {
    const first = await scratch.start();
    await put(first, 'once', { type: { S: 'Outbox' } });
    await first.quiet();
    const before = scratch.events('relay').length;
    expect(before).toBeGreaterThan(0);
    await first.stop();
    const second = await scratch.start();
    await second.quiet();
    expect(scratch.events('relay')).toHaveLength(before);
    await second.stop();
  });

  it('begins empty when asked to', async () => {
    const stack = await scratch.start({ fresh: true });
    expect(await exists(stack, 'kept')).toBe(false);
    await stack.stop();
  });
});

describe('the virtual clock', () => {
  it('stands still until it is advanced, for all functions alike, and only moves forward', async () => {
    const stack = await scratch.start({ data: join(scratch.folder, 'clock'), virtualClock: '2026-03-14T01:00:00Z' });
    expect(await stack.invoke('tick', { clock: true })).toBe('2026-03-14T01:00:00.000Z');
    stack.clock!.advance('2026-03-14T02:00:00Z');
    expect(await stack.invoke('tick', { clock: true })).toBe('2026-03-14T02:00:00.000Z');
    expect(() => stack.clock!.advance('2026-03-14T01:30:00Z')).toThrow('only moves forward');
    expect(scratch.events<object>('tick').filter((event) => 'sweep' in event).length).toBeGreaterThan(0);
    const sweeps = () => scratch.events<object>('tick').filter((event) => 'sweep' in event).length;
    const before = sweeps();
    await stack.sweep();
    expect(sweeps()).toBe(before + 1);
    await stack.stop();
  });
});

describe('upkeep', () => {
  it('removes items that expired, and no others', async () => {
    const stack = await scratch.start();
    const now = Date.now();
    await put(stack, 'expired', { expiresAt: { N: String(Math.floor(now / 1000) - 10) } });
    await put(stack, 'expires-later', { expiresAt: { N: String(Math.floor(now / 1000) + 1000) } });
    await put(stack, 'stays');
    expect(await removeExpired(stack.endpoints.table, tableOf(stack), 'expiresAt', now)).toBe(1);
    expect(await Promise.all(['expired', 'expires-later', 'stays'].map((pk) => exists(stack, pk)))).toEqual([false, true, true]);
    await stack.stop();
  });

  it('trims old stream records beside the running engine, but never the last one', async () => {
    const stack = await scratch.start();
    for (let count = 0; count < 20; count += 1) await put(stack, `trim-${count}`, { type: { S: 'Outbox' } });
    await stack.quiet();
    const { tableFile } = stack.data;
    const twoDays = 48 * 3600 * 1000;
    expect(trimStream(tableFile, Date.now() + twoDays)).toBeGreaterThanOrEqual(19);
    const database = new DatabaseSync(tableFile, { readOnly: true });
    expect(database.prepare('SELECT COUNT(*) AS records FROM _stream_records').get()).toEqual({ records: 1 });
    const indexes = database.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'muster_stream_%'").all();
    expect(indexes).toHaveLength(2);
    database.close();
    const before = scratch.events('relay').length;
    await put(stack, 'after-trim', { type: { S: 'Outbox' } });
    await stack.quiet();
    expect(scratch.events('relay')).toHaveLength(before + 1);
    await stack.stop();
  });
});
