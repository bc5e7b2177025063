import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const timeoutMilliseconds = 20_000;

/**
 * Loads each bundle once in a Node of its own, lets it answer one event, and keeps what V8 compiled for that beside a script.
 * A bundle that cannot be loaded fails the build; what its handler makes of the event does not matter.
 */
export async function warmUp(directories: readonly string[]): Promise<void> {
  const endpoint = await startEndpoint();
  try {
    const { port } = endpoint.address() as AddressInfo;
    await Promise.all(directories.map((directory) => load(directory, `http://127.0.0.1:${port}`)));
  } finally {
    endpoint.closeAllConnections();
    endpoint.close();
  }
}

/** Stands in for every service that a function calls: knows nothing, refuses nothing. */
function startEndpoint(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}'));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  });
}

function load(directory: string, endpoint: string): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'warm.ts'), directory], {
    env: environment(endpoint),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMilliseconds,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${directory} cannot be loaded (${code ?? 'killed'}):\n${output}`));
    });
  });
}

/** Nothing of the caller's environment: V8 keeps the cache for the very flags it ran with. */
const environment = (endpoint: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'build',
  AWS_SECRET_ACCESS_KEY: 'build',
  MUSTER_TABLE: 'build',
  MUSTER_SECRET_ID: 'build',
  MUSTER_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:build',
  MUSTER_TICK_QUEUE_URL: `${endpoint}/000000000000/build`,
  MUSTER_SITE_BUCKET: 'build',
  MUSTER_API_URL: endpoint,
  MUSTER_STATUS_URL: endpoint,
});
