/** What a bench is, and what it hands to the report. */
import type { Stack } from '../../infra/local/stack.ts';

/** One row of the report. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  /** The same work without Muster, measured in the same run. */
  readonly baseline?: string;
  readonly ratio?: string;
  readonly target?: string;
  readonly met?: boolean;
  /** What a reader should know about the number; printed below the table. */
  readonly note?: string;
}

export interface Surroundings {
  /** A line of progress. */
  readonly say: (text: string) => void;
  /** A running stack with the sample organization, started for the first bench that asks and shared by those that follow. */
  readonly stack: () => Promise<Stack>;
  /** A stack that nobody else uses; it is stopped at the end of the run at the latest. */
  readonly ownStack: () => Promise<Stack>;
  /** An empty folder that is removed at the end. */
  readonly folder: () => Promise<string>;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  readonly run: (surroundings: Surroundings) => Promise<readonly Figure[]>;
}
