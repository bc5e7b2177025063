/** What Muster adds to the write itself: a warm declaration through the API beside the bare transaction that it ends in. */
import { DynamoDBClient, TransactWriteItemsCommand, type TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Stack } from '../../infra/local/stack.ts';
import type { Bench } from './bench.ts';
import { apiFolder } from './bundle-size.ts';
import { connect } from './http.ts';
import { eventOf } from './lambda/event.ts';
import { apiEnvironment, runHandler } from './lambda/run.ts';
import { median, percentile, spread, times } from './numbers.ts';
import { itemBytes, transactionUnits } from './table/capacity.ts';
import { recordCalls, type Recorded, type Transaction } from './table/recorder.ts';

const warmUps = 60;
const declarations = 300;
const targetFactor = 3;
const itemsMax = 8;
const body = {
  plan: 'call-center',
  incidentType: 'application-outage',
  facts: { symptom: 'cannot-log-in' },
  summary: 'Nobody on the second floor can log in.',
};
const once = () => ({ 'idempotency-key': `"${randomUUID()}"` });

/** The calls of one warm declaration to the table, by the deployed files in a process of their own. */
const callsOf = async (stack: Stack): Promise<readonly Recorded[]> => {
  const recorder = await recordCalls(stack.endpoints.table);
  try {
    const declareEvent = () =>
      eventOf({ method: 'POST', path: '/v1/incidents', key: stack.organization?.apiKey ?? '', body, headers: once() });
    const env = { ...apiEnvironment(stack), AWS_ENDPOINT_URL_DYNAMODB: recorder.url };
    await runHandler(join(apiFolder, 'index.mjs'), [declareEvent(), declareEvent()], env, 201);
    const ends = recorder.calls.flatMap(({ operation }, index) => (operation === 'TransactWriteItems' ? [index] : []));
    const [first = 0] = ends;
    // The second declaration begins with the look at its key.
    const second = recorder.calls.findIndex(({ operation }, index) => index > first && operation === 'GetItem');
    return recorder.calls.slice(second);
  } finally {
    recorder.close();
  }
};

/** The same items under keys that nobody has, on behalf of nobody. */
const bareWrite = (stack: Stack, { TransactItems }: Transaction) => {
  const client = new DynamoDBClient({
    endpoint: stack.endpoints.table,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  // As the functions' client is set up: nothing that only one of the two does.
  client.middlewareStack.remove('loggerMiddleware');
  let count = 0;
  return () => {
    count += 1;
    const fresh = (text = '') => `${String(count).padStart(8, '0')}${text.slice(8)}`;
    const items = TransactItems.map(({ Put, ...rest }) =>
      Put ? { Put: { ...Put, Item: { ...Put.Item, pk: { S: fresh(Put.Item['pk']?.S) } } } } : rest,
    );
    return client.send(new TransactWriteItemsCommand({ TransactItems: items } as TransactWriteItemsCommandInput));
  };
};

export const declare: Bench = {
  name: 'declare',
  about: `warm declaration through the API, ${declarations} in turn with bare transactions`,
  async run({ ownStack, say }) {
    const stack = await ownStack();
    // Only the request is measured here: what follows from it would compete for the same cores and the same engine.
    for (const name of ['relay', 'tick', 'notify', 'publish']) await stack.processes[name]?.stop();
    const calls = await callsOf(stack);
    const at = calls.findIndex(({ operation }) => operation === 'TransactWriteItems');
    const transaction = calls[at]?.request as Transaction;
    const items = transaction.TransactItems.flatMap(({ Put }) => (Put ? [Put.Item] : []));

    const bare = bareWrite(stack, transaction);
    const api = connect(stack.apiUrl, stack.organization?.apiKey ?? '');
    const clocked = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    const declared: number[] = [];
    const written: number[] = [];
    for (let count = -warmUps; count < declarations; count++) {
      const one = await clocked(() => api('POST', '/v1/incidents', body, once()));
      const other = await clocked(bare);
      if (count < 0) continue;
      declared.push(one);
      written.push(other);
      if ((count + 1) % 100 === 0) say(`${count + 1} of ${declarations}`);
    }
    const ratio = median(declared) / median(written);
    const reads = calls.reduce((sum, call) => sum + call.reads, 0);
    const sizes = items.map(itemBytes);
    return [
      {
        name: 'warm declaration through the API',
        measured: spread(declared),
        baseline: `${spread(written)} bare transaction`,
        ratio: `${times(ratio)} p50, ${times(percentile(declared, 0.99) / percentile(written, 0.99))} p99`,
        target: `≤ ${targetFactor} × p50`,
        met: ratio <= targetFactor,
        note: `Validated, authorised, with an Idempotency-Key and a summary; one at a time. Calls to the table: ${calls.map(({ operation }) => operation).join(', ')}.`,
      },
      {
        name: 'items in its transaction',
        measured: `${items.length} items, ${sizes.reduce((a, b) => a + b, 0)} bytes`,
        target: `≤ ${itemsMax} items`,
        met: items.length <= itemsMax,
        note: `${transactionUnits(items)} write units (2 for each begun KB of an item: ${sizes.join(', ')} bytes), and ${reads} read units for the whole request (1 for each begun 4 KB), by the documented formula; the index of due times adds its own.`,
      },
    ];
  },
};
