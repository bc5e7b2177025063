import type { Wake } from '../../shared/messaging/messages.ts';
import type { Environment } from './environment.ts';
import type { DataFolder } from './data-folder.ts';
import type { VirtualClock } from './clock.ts';
import type { FunctionPlan } from './plan.ts';
import type { ManagedProcess } from './keeper.ts';

export interface StackOptions {
  /** The data folder; made if missing. */
  readonly data: string;
  /** Removes what is in the data folder first. */
  readonly fresh?: boolean;
  /** 0 or absent: any free port. */
  readonly apiPort?: number;
  readonly statusPort?: number;
  /** Added to the environment of every function, or of one by its name. */
  readonly env?: Environment;
  readonly functionEnv?: Readonly<Record<string, Environment>>;
  /** Time stands still at this instant (or where the data folder's clock is) until `clock.advance`. Schedules do not run. */
  readonly virtualClock?: string | Date;
  /** A folder with `*.template.json` instead of the project's own, which is built first. */
  readonly templates?: string;
  /** A folder with `<name>/index.mjs` per function instead of dist/functions. */
  readonly functions?: string;
  /** Makes the sample organization; once per data folder. */
  readonly seed?: boolean;
  /** Gives up starting. A stack that has started is stopped by `stop()`. */
  readonly signal?: AbortSignal;
  /** Each line that a process writes. They are in the data folder's logs anyway. */
  readonly onLog?: (name: string, line: string) => void;
  /** What was done, and how long it took. */
  readonly onProgress?: (did: string, milliseconds: number) => void;
}

export interface Organization {
  readonly id: string;
  readonly slug: string;
  readonly apiKey: string;
  readonly routingKey: string;
}

export type StackEvent =
  { readonly kind: 'ended'; readonly name: string; readonly how: string } | { readonly kind: 'answers'; readonly name: string };

export interface Stack {
  readonly apiUrl: string;
  readonly statusUrl: string;
  readonly inboxUrl: string;
  readonly smtpUrl: string;
  readonly operatorKey: string;
  /** The sample organization, if there is one. */
  readonly organization: Organization | undefined;
  readonly data: DataFolder;
  /** Lets AWS clients of the caller reach the engines. */
  readonly env: Environment;
  readonly endpoints: { readonly table: string; readonly messaging: string; readonly objects: string };
  /** `environment` is what the template tells the function: its table, queue and bucket names. */
  readonly functions: Readonly<Record<string, FunctionPlan>>;
  /** `table`, `messaging`, `objects`, `inbox`, and one per function. */
  readonly processes: Readonly<Record<string, ManagedProcess>>;
  /** Only with a virtual clock. */
  readonly clock: VirtualClock | undefined;
  onEvent(listener: (event: StackEvent) => void): () => void;
  /** Calls a function in its process. */
  invoke(name: string, event: unknown): Promise<unknown>;
  /** Runs the schedule's target once, as the minute would. */
  sweep(): Promise<unknown>;
  /** What the tick queue carries: something of an organization's that is due. */
  wake(wake: Wake): Promise<void>;
  /** Resolves when the stream is relayed and no queue holds a message that can be worked on now. */
  quiet(options?: { readonly timeoutMilliseconds?: number }): Promise<void>;
  stop(): Promise<void>;
}
