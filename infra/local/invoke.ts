/** Calls a function as Lambda would: with a context, and not longer than its time-out. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { FunctionPlan } from './plan.ts';

export type Handler = (event: unknown, context: Context) => unknown;
export type Invoke = (event: unknown) => Promise<unknown>;

export class InvocationTimeout extends Error {}

export function createInvoke(plan: FunctionPlan, handler: Handler): Invoke {
  const timeoutMilliseconds = plan.timeoutSeconds * 1000;

  function contextOf(requestId: string): Context {
    const deadline = performance.now() + timeoutMilliseconds;
    const unused = () => undefined;
    return {
      callbackWaitsForEmptyEventLoop: true,
      functionName: plan.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: plan.arn,
      memoryLimitInMB: String(plan.memoryMegabytes),
      awsRequestId: requestId,
      logGroupName: `/aws/lambda/${plan.functionName}`,
      logStreamName: 'local',
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
      done: unused,
      fail: unused,
      succeed: unused,
    };
  }

  return async (event) => {
    const requestId = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      const late = () => reject(new InvocationTimeout(`${plan.name} timed out after ${plan.timeoutSeconds} s (request ${requestId})`));
      timer = setTimeout(late, timeoutMilliseconds);
    });
    try {
      return await Promise.race([handler(event, contextOf(requestId)), timeout]);
    } finally {
      clearTimeout(timer);
    }
  };
}
