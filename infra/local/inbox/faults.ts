/** What the sinks do on request of a test. */
export interface Faults {
  smtp: 'ok' | 'fail';
  webhook: 'ok' | 'fail' | 'slow';
}

/** A slow receiver answers after this: longer than any sender should wait. */
export const slowMilliseconds = 15_000;

export const noFaults = (): Faults => ({ smtp: 'ok', webhook: 'ok' });

/** Returns what is wrong with a change, or applies it. */
export function changeFaults(faults: Faults, change: Readonly<Record<string, unknown>>): string | undefined {
  const { smtp = faults.smtp, webhook = faults.webhook, ...unknown } = change;
  if (Object.keys(unknown).length > 0) return `unknown: ${Object.keys(unknown).join(', ')}`;
  if (smtp !== 'ok' && smtp !== 'fail') return 'smtp is "ok" or "fail"';
  if (webhook !== 'ok' && webhook !== 'fail' && webhook !== 'slow') return 'webhook is "ok", "fail" or "slow"';
  faults.smtp = smtp;
  faults.webhook = webhook;
  return undefined;
}
