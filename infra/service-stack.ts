import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { createFunctions } from './constructs/functions.ts';
import { HttpFront } from './constructs/http-api.ts';
import { connectSources } from './constructs/sources.ts';
import { Messaging } from './constructs/messaging.ts';
import { synthesizer } from './constructs/synthesizer.ts';
import type { StateStack } from './state-stack.ts';

export interface ServiceStackProps {
  readonly state: StateStack;
  readonly functionsDirectory: string;
}

/** What may be replaced at any time: the functions and what wakes them. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, { synthesizer: synthesizer(), description: 'Muster: functions, queues and alarms' });
    const { state, functionsDirectory } = props;
    const messaging = new Messaging(this);
    const front = new HttpFront(this);
    const functions = createFunctions(this, { state, messaging, functionsDirectory, apiUrl: front.url });
    front.serve(functions.api);
    const sweep = connectSources(this, { state, messaging, functions });
    const alarms = new Alarms(this, { messaging, functions, front, sweep });
    new CfnOutput(this, 'ApiUrl', { value: front.url });
    new CfnOutput(this, 'OperatorTopicArn', { value: alarms.topic.topicArn });
  }
}
