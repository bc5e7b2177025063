import type { AlertFailure } from '../../shared/incident/events.ts';

/** How handing something to a channel ended; whether a failure may pass is the channel's to say. */
export type Sent = { readonly sent: true } | { readonly sent: false; readonly reason: AlertFailure; readonly retryable: boolean };
