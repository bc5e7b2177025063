import type { Instant } from '../../../shared/instant.ts';
import type { Link } from '../../incidents/links.ts';
import type { Sealer } from '../../runtime/seal.ts';

/** `report` says facts, `done` says them and ticks a task off, `ask` asks those who decide a fact. */
export const actions = ['acknowledge', 'restore', 'done', 'report', 'ask', 'close'] as const;
export type ActionName = (typeof actions)[number];

/** What a form on the page is for. */
export interface Deed {
  readonly a: ActionName;
  /** The task, for `done`, or for a `report` about one. */
  readonly t: string | null;
  /** The facts that it asks for, or about which it asks. */
  readonly f?: readonly string[];
}

/** What a button stands for: one act of one person, once. */
export interface Action extends Link, Deed {
  /** Recorded on use. */
  readonly n: string;
  readonly x: Instant;
}

const purpose = 'link-action';

export const sealAction = (sealer: Sealer, action: Action): string => sealer.seal(purpose, action);

/** The action behind a button of this link; null for a button of another one, or for none of ours. */
export const openAction = (sealer: Sealer, link: Link, name: string, text: string): Action | null => {
  const action = sealer.open(purpose, text) as Action | undefined;
  return action && action.a === name && action.o === link.o && action.i === link.i && action.p === link.p ? action : null;
};
