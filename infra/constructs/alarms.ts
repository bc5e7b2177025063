import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { functions as functionNames, messageFailed } from '../../shared/names.ts';
import type { Functions } from './functions.ts';
import type { HttpFront } from './http-api.ts';
import type { Messaging } from './messaging.ts';

export interface AlarmsProps {
  readonly messaging: Messaging;
  readonly functions: Functions;
  readonly front: HttpFront;
  readonly sweep: Rule;
}

/** `critical` wakes somebody at night: alerts or pages are not going out. `warning` waits for the morning. */
type Severity = 'critical' | 'warning';

interface AlarmSpec {
  readonly severity: Severity;
  readonly what: string;
  /** The page in docs/runbooks/. */
  readonly runbook: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** How many of the last `periods` must be bad; both 1 when absent. */
  readonly bad?: number;
  readonly periods?: number;
  readonly below?: boolean;
  readonly missing?: TreatMissingData;
}

const minute = Duration.minutes(1);

/** Everything an operator is told about; each alarm names its severity and the page that says what to do. */
export class Alarms {
  readonly topic: Topic;
  private readonly scope: Construct;
  private readonly action: SnsAction;

  constructor(scope: Construct, props: AlarmsProps) {
    this.scope = scope;
    this.topic = operatorTopic(scope);
    this.action = new SnsAction(this.topic);
    this.watchQueues(props.messaging);
    this.watchFunctions(props.functions);
    this.watchMessages(props.functions);
    this.watchStream(props);
    this.watchFront(props.front);
    this.watchSweep(props.sweep);
  }

  private watchQueues({ notify, publish, tick, relayFailures }: Messaging): void {
    const work = [
      { name: 'Notify', queue: notify, severity: 'critical', ageSecondsMax: 60 },
      { name: 'Tick', queue: tick, severity: 'critical', ageSecondsMax: 60 },
      { name: 'Publish', queue: publish, severity: 'warning', ageSecondsMax: 120 },
    ] as const;
    for (const { name, queue, severity, ageSecondsMax } of work) {
      this.add(`${name}DeadLetters`, {
        severity,
        what: `The ${name.toLowerCase()} queue gave up on a message`,
        runbook: 'dead-letters.md',
        metric: queue.deadLetters.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'max' }),
        threshold: 1,
      });
      this.add(`${name}Backlog`, {
        severity,
        what: `The oldest message in the ${name.toLowerCase()} queue waits longer than ${ageSecondsMax} s`,
        runbook: 'queue-backlog.md',
        metric: queue.queue.metricApproximateAgeOfOldestMessage({ period: minute, statistic: 'max' }),
        threshold: ageSecondsMax,
        bad: 2,
        periods: 3,
      });
    }
    this.add('RelayFailures', {
      severity: 'critical',
      what: 'The relay gave up on records of the table’s stream',
      runbook: 'relay-failures.md',
      metric: relayFailures.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'max' }),
      threshold: 1,
    });
  }

  private watchFunctions(functions: Functions): void {
    for (const name of functionNames) {
      const id = name.charAt(0).toUpperCase() + name.slice(1);
      this.add(`${id}Errors`, {
        severity: name === 'publish' ? 'warning' : 'critical',
        what: `The function ${name} fails`,
        runbook: 'function-errors.md',
        metric: functions[name].metricErrors({ period: minute }),
        threshold: 1,
        bad: 3,
        periods: 5,
      });
      this.add(`${id}Throttles`, {
        severity: 'warning',
        what: `The function ${name} is throttled`,
        runbook: 'function-throttles.md',
        metric: functions[name].metricThrottles({ period: minute }),
        threshold: 1,
        bad: 3,
        periods: 5,
      });
    }
  }

  /**
   * What a batch could not do comes again without an error of its function, and the age of a queue's oldest message leaves out
   * what was handed out three times: only the log tells before the queue gives up, ten minutes later.
   */
  private watchMessages(functions: Functions): void {
    for (const name of ['notify', 'tick', 'publish'] as const) {
      const id = name.charAt(0).toUpperCase() + name.slice(1);
      const filter = new MetricFilter(this.scope, `${id}FailedMessages`, {
        logGroup: functions[name].logGroup,
        filterPattern: FilterPattern.stringValue('$.message', '=', messageFailed),
        metricNamespace: 'Muster',
        metricName: `${id}FailedMessages`,
        metricValue: '1',
        defaultValue: 0,
      });
      this.add(`${id}FailedMessages`, {
        severity: name === 'publish' ? 'warning' : 'critical',
        what: name === 'publish' ? 'Pages cannot be rendered or written' : `The function ${name} fails to work on messages`,
        runbook: 'failed-messages.md',
        metric: filter.metric({ period: minute, statistic: 'sum' }),
        threshold: 1,
        bad: 3,
        periods: 5,
      });
    }
  }

  private watchStream({ functions, messaging }: AlarmsProps): void {
    this.add('StreamLag', {
      severity: 'critical',
      what: 'The relay is more than a minute behind the table’s stream',
      runbook: 'stream-lag.md',
      metric: functions.relay.metric('IteratorAge', { period: minute, statistic: 'max' }),
      threshold: 60_000,
      bad: 2,
      periods: 3,
    });
    this.add('TopicFailures', {
      severity: 'critical',
      what: 'The topic could not deliver to a queue',
      runbook: 'topic-failures.md',
      metric: messaging.topic.metricNumberOfNotificationsFailed({ period: minute }),
      threshold: 1,
    });
  }

  private watchFront({ api }: HttpFront): void {
    this.add('ApiServerErrors', {
      severity: 'critical',
      what: 'The API answers with 5xx',
      runbook: 'api-server-errors.md',
      metric: api.metricServerError({ period: minute, statistic: 'sum', dimensionsMap: { ApiId: api.apiId, Stage: '$default' } }),
      threshold: 5,
      bad: 2,
      periods: 3,
    });
  }

  private watchSweep(sweep: Rule): void {
    this.add('SweepMissing', {
      severity: 'critical',
      what: 'The one-minute sweep was not started',
      runbook: 'sweep-missing.md',
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'Invocations',
        dimensionsMap: { RuleName: sweep.ruleName },
        period: minute,
        statistic: 'sum',
      }),
      threshold: 1,
      below: true,
      bad: 3,
      periods: 3,
      missing: TreatMissingData.BREACHING,
    });
  }

  private add(id: string, spec: AlarmSpec): void {
    const alarm = new Alarm(this.scope, `${id}Alarm`, {
      alarmDescription: `[${spec.severity}] ${spec.what}. See docs/runbooks/${spec.runbook}`,
      metric: spec.metric,
      threshold: spec.threshold,
      comparisonOperator: spec.below ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm: spec.bad ?? 1,
      evaluationPeriods: spec.periods ?? 1,
      treatMissingData: spec.missing ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
  }
}

/** A topic with a policy of its own no longer lets the account's alarms in by default; they are let in here, and nobody else. */
function operatorTopic(scope: Construct): Topic {
  const topic = new Topic(scope, 'OperatorTopic', { displayName: 'Muster alarms', enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowAlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
}
