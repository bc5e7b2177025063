/** Which table engine serves a stack, and how ours is brought up. */
import { Failure } from '../failure.ts';
import type { ManagedProcess } from '../keeper.ts';
import { addStreamIndexes, findTableEngine, trimStream } from './table.ts';

export type TableEngine = { readonly external: string } | { readonly binary: string };

/** An address in AWS_ENDPOINT_URL_DYNAMODB always wins; otherwise our engine, where there is one. */
export function chooseTableEngine(): TableEngine {
  const external = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (external !== undefined && external !== '') return { external: external.replace(/\/$/, '') };
  const binary = findTableEngine();
  if (binary !== undefined) return { binary };
  throw new Failure(
    `There is no table engine for ${process.platform}-${process.arch}. Start AWS's DynamoDB Local and name it: ` +
      'docker run -d -p 127.0.0.1:8000:8000 amazon/dynamodb-local, then AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start',
  );
}

/** The engine makes its tables' file on its first start, and sees new indexes of stream records after another one. */
export async function startTable(table: ManagedProcess, file: string): Promise<void> {
  const known = addStreamIndexes(file);
  if (known) trimStream(file);
  await table.start();
  if (known) return;
  await table.stop();
  addStreamIndexes(file);
  await table.start();
}
