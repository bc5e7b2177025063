import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping, FilterCriteria, FilterRule, type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { outboxType } from '../../shared/names.ts';
import type { StateStack } from '../state-stack.ts';
import type { Functions } from './functions.ts';
import type { Messaging } from './messaging.ts';

export interface SourcesProps {
  readonly state: StateStack;
  readonly messaging: Messaging;
  readonly functions: Functions;
}

/** What wakes each function beside the HTTP API. Returns the sweep's rule. */
export function connectSources(scope: Construct, props: SourcesProps): Rule {
  const { state, messaging, functions } = props;
  fromStream(scope, functions.relay, state.table.tableStreamArn!, messaging.relayFailures);
  fromQueue(scope, 'NotifySource', functions.notify, messaging.notify.queue, 100);
  fromQueue(scope, 'PublishSource', functions.publish, messaging.publish.queue, 20);
  fromQueue(scope, 'TickSource', functions.tick, messaging.tick.queue, 20);
  return everyMinute(scope, functions.tick);
}

/** New outbox items only. A record that keeps failing is halved out of its batch and steps aside; the sweep relays its item. */
function fromStream(scope: Construct, target: IFunction, streamArn: string, failures: Queue): void {
  new EventSourceMapping(scope, 'RelaySource', {
    target,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { NewImage: { type: { S: FilterRule.isEqual(outboxType) } } },
      }),
    ],
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(0),
    parallelizationFactor: 10,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: 10,
    maxRecordAge: Duration.hours(1),
    // By hand, because the library would grant more than sending.
    onFailure: { bind: () => ({ destination: failures.queueArn }) },
  });
}

/** The ceiling keeps one crowded queue from taking the account's whole concurrency. */
function fromQueue(scope: Construct, id: string, target: IFunction, queue: Queue, concurrencyMax: number): void {
  new EventSourceMapping(scope, id, {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    reportBatchItemFailures: true,
    maxConcurrency: concurrencyMax,
  });
}

/** A sweep that cannot be started is not tried again: the next one is less than a minute away and does the same work. */
function everyMinute(scope: Construct, target: IFunction): Rule {
  return new Rule(scope, 'Sweep', {
    description: 'Muster: looks for whatever is due or was left behind',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [
      new LambdaFunction(target, {
        event: RuleTargetInput.fromObject({ sweep: true }),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    ],
  });
}
