import type { PageNotice, PageUpdate } from '../page.ts';

/**
 * What was told of an incident, newest first, and with it what was learnt once it was over: Statuspage's readers know that as one more
 * update, the post-mortem.
 */
export const toldOf = ({ id, phase, updates, followUp }: PageNotice): readonly PageUpdate<PageUpdate['phase'] | 'postmortem'>[] =>
  followUp && phase === 'resolved'
    ? [{ id: `${id.slice(0, 11)}p`, phase: 'postmortem' as const, body: followUp.body, at: followUp.at, changes: [] }, ...updates]
    : updates;
