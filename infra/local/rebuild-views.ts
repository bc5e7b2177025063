/**
 * `npm run rebuild-views`: makes all views of incidents anew from their commits, in the table that MUSTER_TABLE names, with the AWS credentials (or
 * AWS_ENDPOINT_URL) of the environment. May run while the deployment works.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { scan } from '../../functions/adapters/dynamodb/scan.ts';
import { tableOf } from '../../functions/adapters/dynamodb/table.ts';
import { firstCommit, rebuildAll } from '../../functions/incidents/rebuild.ts';
import { clockFromEnv } from '../../functions/runtime/clock.ts';
import { setting } from '../../functions/runtime/env.ts';
import { ids } from '../../functions/runtime/random.ts';
import { showText } from './terminal.ts';

try {
  const name = setting('MUSTER_TABLE');
  const client = new DynamoDBClient({});
  let total = 0;
  for await (const done of rebuildAll({ table: tableOf(client, name), clock: clockFromEnv(), ids }, scan(client, name, firstCommit))) {
    total = done;
    if (done % 100 === 0) showText(`  ${done} incidents …`);
  }
  showText(`  Rebuilt the views of ${total} incidents.`);
} catch (error) {
  process.stderr.write(`The views were not rebuilt. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
