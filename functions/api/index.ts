import { tableFromEnv } from '../adapters/dynamodb/client.ts';
import { clockFromEnv, wallClock } from '../runtime/clock.ts';
import { optionalSetting, setting } from '../runtime/env.ts';
import { log } from '../runtime/log.ts';
import { ids, publicId, token } from '../runtime/random.ts';
import { createApi } from './compose.ts';
import { lambdaOf } from './lambda.ts';

// Loaded where first needed, because most requests need no secret.
const secret = async () => (await import('../runtime/secret.ts')).loadSecret();

export const handler = lambdaOf(
  createApi({
    table: tableFromEnv(),
    clock: clockFromEnv(),
    wall: wallClock,
    ids,
    publicId,
    token,
    log,
    operatorKeyHash: async () => (await secret()).operatorKeyHash,
    sealer: async () => (await import('../runtime/seal.ts')).sealerOf((await secret()).sealing),
    statusUrl: setting('MUSTER_STATUS_URL'),
    resolveTxt: async (name) => (await import('../adapters/dns/txt.ts')).resolveTxt(name),
    allowedOrigins: optionalSetting('MUSTER_ALLOW_ORIGINS')?.split(',') ?? [],
  }),
);
