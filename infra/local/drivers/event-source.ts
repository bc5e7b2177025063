import { account } from '../place.ts';
import { TemplateError, type Json, type JsonObject } from '../template.ts';
import type { Driver } from './driver.ts';

/** What one function process does at once, however high the ceiling in the cloud is. */
const parallelMax = 20;

/** AWS writes "no limit" as -1. */
const limit = (value: Json | undefined): number | null => (value === undefined || value === -1 ? null : Number(value));

const filtersOf = (properties: JsonObject) =>
  (((properties['FilterCriteria'] as JsonObject | undefined)?.['Filters'] ?? []) as JsonObject[]).map((filter) =>
    String(filter['Pattern']),
  );

const queueUrl = (endpoint: string, queueArn: string) => `${endpoint}/${account}/${queueArn.split(':').at(-1) ?? ''}`;

export const eventSource: Driver = {
  identify: (resource) => ({ ref: resource.id, attributes: {} }),
  connect(resource, context) {
    const place = `${resource.stack}.${resource.id}`;
    const properties = context.resolver.properties(resource);
    const target = context.functionOf(properties['FunctionName'], place);
    const source = String(properties['EventSourceArn']);
    const responses = (properties['FunctionResponseTypes'] ?? []) as Json[];
    const partialFailures = responses.includes('ReportBatchItemFailures');
    const [, , service, , , name = ''] = source.split(':');
    if (properties['Enabled'] === false) return;
    if (service === 'sqs') {
      if (filtersOf(properties).length > 0) throw new TemplateError(`${place}: filters of queues do not exist locally`);
      const ceiling = Number((properties['ScalingConfig'] as JsonObject | undefined)?.['MaximumConcurrency'] ?? parallelMax);
      target.sources.push({
        kind: 'queue',
        arn: source,
        url: queueUrl(context.endpoints.messaging, source),
        batchSize: Math.min(10, Number(properties['BatchSize'] ?? 10)),
        parallel: Math.min(parallelMax, ceiling),
        partialFailures,
      });
    } else if (service === 'dynamodb') {
      const failure = ((properties['DestinationConfig'] as JsonObject | undefined)?.['OnFailure'] as JsonObject | undefined)?.[
        'Destination'
      ];
      const retries = limit(properties['MaximumRetryAttempts']);
      target.sources.push({
        kind: 'stream',
        id: resource.id,
        table: name.split('/')[1] ?? '',
        filters: filtersOf(properties),
        batchSize: Number(properties['BatchSize'] ?? 100),
        parallel: Number(properties['ParallelizationFactor'] ?? 1),
        partialFailures,
        bisect: properties['BisectBatchOnFunctionError'] === true,
        startAtLatest: properties['StartingPosition'] === 'LATEST',
        attemptsMax: retries === null ? null : retries + 1,
        ageSecondsMax: limit(properties['MaximumRecordAgeInSeconds']),
        ...(typeof failure === 'string' ? { failureQueueUrl: queueUrl(context.endpoints.messaging, failure) } : {}),
      });
    } else {
      throw new TemplateError(`${place}: events from ${source} do not exist locally`);
    }
  },
};
