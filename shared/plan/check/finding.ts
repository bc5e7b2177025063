import type { FactDefinition } from '../facts.ts';
import type { FactValue } from '../values.ts';
import type { FaultValues } from '../../problems/fault.ts';
import type { Fault } from '../../problems/fault.ts';
import type { WarningCode } from './words.ts';

/** One end of a range of a fact's values; null where the range has no end. */
export interface End {
  readonly value: FactValue;
  readonly included: boolean;
}

/** What a finding says beyond its code. */
export interface FindingValues {
  readonly name?: string;
  /** The other thing that is concerned: the rule that matches too, the step that is waited for. */
  readonly other?: string;
  readonly fact?: FactDefinition;
  readonly from?: End;
  readonly to?: End;
  /** What the plan makes of it as it stands. */
  readonly level?: string | null;
  /** The level is that of the gap, not of what is left over. */
  readonly gap?: boolean;
  readonly kind?: 'step' | 'rung' | 'notice';
  /** What was probably meant. */
  readonly suggestion?: string | null;
  /** Times of the day, such as `18:00–20:00`. */
  readonly clocks?: readonly string[];
  /** When nobody is on duty: the first time by the clock of the zone, and all of it. */
  readonly duty?: {
    readonly from: string;
    readonly until: string;
    readonly timeZone: string;
    readonly minutes: number;
    readonly gaps: number;
    readonly days: number;
  };
  /** Ids of everything that is concerned. */
  readonly list?: readonly string[];
}

/** What works, and not as its author is likely to want. `pointer` is a JSON pointer into the plan. */
export interface Warning {
  readonly severity: 'warning';
  readonly code: WarningCode;
  readonly pointer: string;
  readonly values: FindingValues;
}

/** What a plan is refused for when it is stored, or what storing it warns of: both are said by the catalogue of faults. */
export interface Refusal {
  readonly severity: 'error' | 'warning';
  readonly code: Fault['code'];
  readonly pointer: string;
  readonly fault: FaultValues;
}

export type Finding = Warning | Refusal;

export const warning = (code: WarningCode, pointer: string, values: FindingValues = {}): Warning => ({
  severity: 'warning',
  code,
  pointer,
  values,
});
