import type { PageNotice, PageUpdate } from '../page.ts';

/**
 * What was told of an incident, newest first, and with it what was learnt: Statuspage's readers know that as one more update, the
 * post-mortem.
 */
export const toldOf = ({ id, updates, followUp }: PageNotice): readonly PageUpdate<PageUpdate['phase'] | 'postmortem'>[] =>
  followUp
    ? [{ id: `${id.slice(0, 11)}p`, phase: 'postmortem' as const, body: followUp.body, at: followUp.at, changes: [] }, ...updates].toSorted(
        (a, b) => Date.parse(b.at) - Date.parse(a.at),
      )
    : updates;
