/** What the processes are told; plain data, so that it can be handed over when a process starts. */

export interface QueueSource {
  readonly kind: 'queue';
  readonly url: string;
  readonly arn: string;
  readonly batchSize: number;
  /** Batches that may be worked on at the same time. */
  readonly parallel: number;
  readonly partialFailures: boolean;
}

export interface StreamSource {
  readonly kind: 'stream';
  readonly id: string;
  readonly table: string;
  readonly filters: readonly string[];
  readonly batchSize: number;
  /** Batches that may be worked on at the same time; records of one partition key stay in order. */
  readonly parallel: number;
  readonly partialFailures: boolean;
  readonly bisect: boolean;
  readonly startAtLatest: boolean;
  /** Infinity is written as null. */
  readonly attemptsMax: number | null;
  readonly ageSecondsMax: number | null;
  readonly failureQueueUrl?: string;
}

export interface ScheduleSource {
  readonly kind: 'schedule';
  readonly arn: string;
  readonly everySeconds: number;
  /** Absent: the event that EventBridge would send. */
  readonly input?: unknown;
}

export interface HttpSource {
  readonly kind: 'http';
  readonly apiId: string;
}

export type Source = QueueSource | StreamSource | ScheduleSource | HttpSource;

export interface FunctionPlan {
  /** The name in shared/names.ts, which is also the folder of its bundle. */
  readonly name: string;
  readonly functionName: string;
  readonly arn: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly sources: Source[];
}

/** How the status server answers addresses that match a pattern, as the distribution says. */
export interface SiteBehavior {
  /** `*` is the default. */
  readonly pattern: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Source of the function that runs on each request. */
  readonly edge?: string;
}

export interface SitePlan {
  readonly bucket: string;
  readonly behaviors: readonly SiteBehavior[];
  /** Path of the object that answers, with status 404, where there is none. */
  readonly missingPage?: string;
}
