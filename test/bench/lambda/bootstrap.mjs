// As little of Lambda as a cold start needs: `node bootstrap.mjs <handler module> <events as JSON>` loads the handler, gives it each event in
// turn, writes to file 3 when it has answered, and ends. Plain JavaScript, so that reading TypeScript is no part of the start.
import { writeSync } from 'node:fs';

const [, , module, events] = process.argv;
const { handler } = await import(module);
for (const event of JSON.parse(events)) {
  const { statusCode } = await handler(event, { awsRequestId: 'bench' });
  writeSync(3, `${statusCode}\n`);
}
process.exit(0);
