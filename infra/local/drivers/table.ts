import { setTimeout as pause } from 'node:timers/promises';
import { AwsError, call } from '../aws.ts';
import { arn } from '../place.ts';
import { TemplateError, type Json, type JsonObject, type Resource } from '../template.ts';
import type { Driver, DriverContext } from './driver.ts';

interface Description {
  readonly Table: {
    readonly TableStatus: string;
    readonly KeySchema: Json;
    readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string; readonly KeySchema: Json; readonly IndexStatus?: string }[];
    readonly StreamSpecification?: { readonly StreamViewType?: string; readonly StreamEnabled?: boolean };
  };
}

interface TimeToLive {
  readonly TimeToLiveDescription?: { readonly TimeToLiveStatus?: string; readonly AttributeName?: string };
}

const nameOf = (resource: Resource, { resolver }: DriverContext) => String(resolver.property(resource, 'TableName') ?? resource.id);

function streamOf(properties: JsonObject): JsonObject {
  const stream = properties['StreamSpecification'] as JsonObject | undefined;
  return stream === undefined ? { StreamEnabled: false } : { ...stream, StreamEnabled: true };
}

async function describe(endpoint: string, name: string): Promise<Description['Table'] | undefined> {
  try {
    return (await call<Description>('dynamodb', endpoint, 'DescribeTable', { TableName: name })).Table;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

async function untilActive(endpoint: string, name: string): Promise<Description['Table']> {
  for (;;) {
    const found = await describe(endpoint, name);
    const indexes = found?.GlobalSecondaryIndexes ?? [];
    if (found?.TableStatus === 'ACTIVE' && indexes.every((index) => (index.IndexStatus ?? 'ACTIVE') === 'ACTIVE')) return found;
    await pause(20);
  }
}

function sameKeys(left: Json | undefined, right: Json | undefined): boolean {
  const plain = (schema: Json | undefined) =>
    (schema as JsonObject[] | undefined)
      ?.map((key) => `${String(key['KeyType'])} ${String(key['AttributeName'])}`)
      .sort()
      .join();
  return plain(left) === plain(right);
}

/** Brings an existing table to the template: indexes and the stream can change, the key cannot. */
async function update(endpoint: string, name: string, properties: JsonObject, found: Description['Table'], place: string): Promise<void> {
  if (!sameKeys(found.KeySchema, properties['KeySchema'])) {
    throw new TemplateError(`${place}: the table's key changed, and a table cannot follow. Begin empty with "npm start -- --fresh".`);
  }
  const wanted = (properties['GlobalSecondaryIndexes'] ?? []) as JsonObject[];
  const present = found.GlobalSecondaryIndexes ?? [];
  const change = (updates: object) =>
    call('dynamodb', endpoint, 'UpdateTable', {
      TableName: name,
      AttributeDefinitions: properties['AttributeDefinitions'],
      ...updates,
    }).then(() => untilActive(endpoint, name));
  for (const index of present) {
    const same = wanted.some((other) => other['IndexName'] === index.IndexName && sameKeys(other['KeySchema'], index.KeySchema));
    if (!same) await change({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: index.IndexName } }] });
  }
  for (const index of wanted) {
    const same = present.some((other) => other.IndexName === index['IndexName'] && sameKeys(other.KeySchema, index['KeySchema']));
    if (!same) await change({ GlobalSecondaryIndexUpdates: [{ Create: index }] });
  }
  const stream = streamOf(properties);
  const active = found.StreamSpecification;
  if (active?.StreamViewType !== stream['StreamViewType']) {
    if (active?.StreamEnabled) await change({ StreamSpecification: { StreamEnabled: false } });
    if (stream['StreamEnabled'] === true) await change({ StreamSpecification: stream });
  }
}

async function setTimeToLive(endpoint: string, name: string, wanted: JsonObject | undefined): Promise<void> {
  const { TimeToLiveDescription: found } = await call<TimeToLive>('dynamodb', endpoint, 'DescribeTimeToLive', { TableName: name });
  const active = found?.TimeToLiveStatus === 'ENABLED' ? found.AttributeName : undefined;
  const attribute = wanted?.['Enabled'] === false ? undefined : wanted?.['AttributeName'];
  if (active === attribute) return;
  const set = (Enabled: boolean, AttributeName: Json) =>
    call('dynamodb', endpoint, 'UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: { Enabled, AttributeName } });
  if (active !== undefined) await set(false, active);
  if (attribute !== undefined) await set(true, attribute);
}

export const table: Driver = {
  identify(resource, context) {
    const name = nameOf(resource, context);
    const Arn = arn('dynamodb', `table/${name}`);
    return { ref: name, attributes: { Arn, StreamArn: `${Arn}/stream/local`, TableId: name } };
  },
  async provision(resource, context) {
    const endpoint = context.endpoints.table;
    const name = nameOf(resource, context);
    const properties = context.resolver.properties(resource);
    const found = await describe(endpoint, name);
    if (found === undefined) {
      await call('dynamodb', endpoint, 'CreateTable', {
        TableName: name,
        AttributeDefinitions: properties['AttributeDefinitions'],
        KeySchema: properties['KeySchema'],
        GlobalSecondaryIndexes: properties['GlobalSecondaryIndexes'],
        LocalSecondaryIndexes: properties['LocalSecondaryIndexes'],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: streamOf(properties),
      });
      await untilActive(endpoint, name);
    } else {
      await update(endpoint, name, properties, found, `${resource.stack}.${resource.id}`);
    }
    await setTimeToLive(endpoint, name, properties['TimeToLiveSpecification'] as JsonObject | undefined);
  },
};
