/** The process `inbox`: everything that the stack sends ends here. Argument: an InboxPlan as JSON. */
import { loopback } from '../place.ts';
import { openEntries } from './entries.ts';
import { noFaults } from './faults.ts';
import { listenForMail } from './smtp.ts';
import { followTopics } from './topic.ts';
import { createInboxServer } from './web.ts';

export interface InboxPlan {
  readonly file: string;
  readonly httpPort: number;
  readonly smtpPort: number;
  readonly messaging: string;
  readonly queueUrl: string;
}

const plan = JSON.parse(process.argv[2] ?? '{}') as InboxPlan;
const entries = openEntries(plan.file);
const faults = noFaults();
await listenForMail(plan.smtpPort, entries, faults);
const server = createInboxServer(entries, faults);
await new Promise<void>((resolve, reject) => server.once('error', reject).listen(plan.httpPort, loopback, resolve));
void followTopics(plan.messaging, plan.queueUrl, entries);
process.on('SIGTERM', () => process.exit(0));
process.send?.({ ready: true });
