/** The process `messaging`: topics and queues, kept in a file. Arguments: port, data folder. */
import { startFauxqs } from 'fauxqs';
import { region } from '../place.ts';
import { passOverDeadConsumers } from './dead-consumers.ts';
import { listenOnLoopbackOnly } from './loopback.ts';

const [port = '', dataDir = ''] = process.argv.slice(2);
listenOnLoopbackOnly();
await passOverDeadConsumers();
const engine = await startFauxqs({ port: Number(port), logger: false, dataDir, defaultRegion: region });
process.on('SIGTERM', () => void engine.stop().finally(() => process.exit(0)));
process.send?.({ ready: true });
