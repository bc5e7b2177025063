/** The process `messaging`: topics and queues, kept in a file. Arguments: port, data folder. */
import type { Server } from 'node:http';
import { startFauxqs } from 'fauxqs';
import { send } from '../aws.ts';
import { httpUrl, region } from '../place.ts';
import { giveBackWhatNobodyTook } from './give-back.ts';
import { listenOnLoopbackOnly } from './loopback.ts';

const [port = '', dataDir = ''] = process.argv.slice(2);
const servers = listenOnLoopbackOnly();
const engine = await startFauxqs({ port: Number(port), logger: false, dataDir, defaultRegion: region });
giveBackWhatNobodyTook(servers[0] as Server, {
  port: engine.port,
  inspectQueue: (name) => engine.inspectQueue(name),
  async queueNames() {
    const answer = await send('GET', `${httpUrl(engine.port)}/_fauxqs/queues`, {}, '');
    return (JSON.parse(answer.body) as { name: string }[]).map((queue) => queue.name);
  },
});
process.on('SIGTERM', () => void engine.stop().finally(() => process.exit(0)));
process.send?.({ ready: true });
