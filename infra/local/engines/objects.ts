/**
 * The process `objects`: the buckets, and beside them the status server, which needs nothing else and so stays up when everything
 * else is down. Arguments: port of the buckets, data folder, port of the status server, its plan.
 */
import { startFauxqs } from 'fauxqs';
import { loopback, region } from '../place.ts';
import type { SitePlan } from '../plan.ts';
import { createStatusServer } from './status-server.ts';
import { listenOnLoopbackOnly } from './loopback.ts';

const [port = '', dataDir = '', statusPort = '', site = 'null'] = process.argv.slice(2);
listenOnLoopbackOnly();
const engine = await startFauxqs({ port: Number(port), logger: false, dataDir, defaultRegion: region });
process.on('SIGTERM', () => void engine.stop().finally(() => process.exit(0)));

const plan = JSON.parse(site) as SitePlan | null;
if (plan !== null) {
  const server = createStatusServer(plan, engine.port);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(Number(statusPort), loopback, resolve));
}
process.send?.({ ready: true });
