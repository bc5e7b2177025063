import type { World } from '../integration/api/support/world.ts';
import type { Rehearsed } from './rehearse.ts';

/** What a case may use: the plan as its template, rehearsed in virtual time, or an organization behind the API on a real table. */
export interface Stage {
  readonly rehearse: (given?: Given) => Rehearsed;
  /** An organization of its own, with a key that may do everything. */
  readonly organization: (given?: Given) => Promise<Organization>;
}

export interface Organization {
  readonly world: World;
  readonly key: string;
  /** The template's plan with everybody on its seats: `<seat>-a` and `<seat>-b`, who are people of the organization. */
  readonly plan: Readonly<Record<string, unknown>>;
}

export interface Given {
  readonly incidentType?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly answers?: readonly Readonly<Record<string, unknown>>[];
  readonly startAt?: string;
  readonly timeZone?: string;
  /** Values for the template's parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Changes the document before it is read. */
  readonly change?: (document: Record<string, unknown>) => void;
}

/** One acceptance case of the capability matrix, played with one plan from its file to the finished rehearsal. */
export interface Case {
  /** Id of the capability, such as `GRD-02`. */
  readonly id: string;
  /** What is guaranteed, as a sentence. */
  readonly guarantee: string;
  readonly run: (stage: Stage) => void | Promise<void>;
}

/** A case that a plan does not fulfil, with the reason. */
export interface NotYet {
  readonly id: string;
  readonly why: string;
}

export interface PlanCases {
  readonly plan: string;
  readonly works: readonly Case[];
  readonly notYet: readonly NotYet[];
}
