import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryOutcome } from '../../shared/incident/commands.ts';
import type { AlertFailure } from '../../shared/incident/events.ts';
import type { Alert, IncidentState } from '../../shared/incident/state.ts';
import { type Instant, millisOf, plus } from '../../shared/instant.ts';
import { alertContent, htmlOfAlert, textOfAlert, webhookOfAlert } from '../../shared/notification/content.ts';
import type { Organization, Person } from '../../shared/organization/records.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { keys } from '../../shared/table/keys.ts';
import { sha256 } from '../adapters/dynamodb/hash.ts';
import type { Item, Table } from '../adapters/dynamodb/table.ts';
import type { Sent } from '../adapters/sent.ts';
import { sendMail } from '../adapters/email/send.ts';
import { sendWebhook } from '../adapters/webhook/send.ts';
import { linkFor } from '../incidents/links.ts';
import { type Clock, wallClock } from '../runtime/clock.ts';
import type { Secret } from '../runtime/secret.ts';
import type { Sealer } from '../runtime/seal.ts';

export interface Delivering {
  readonly table: Table;
  readonly clock: Clock;
  readonly secret: Secret;
  readonly sealer: Sealer;
  readonly apiUrl: string;
  readonly allowedOrigins: readonly string[];
}

export interface Subject {
  readonly organization: Organization;
  readonly plan: Plan;
  readonly state: IncidentState;
}

/** Longer than a send may take, shorter than the queue hides a message: who died in mid-send is followed by the next delivery of the message. */
export const leaseMillis = 26_000;
const never = '9999-12-31T23:59:59.999Z';
const keptSeconds = 7 * 24 * 3600;

const failed = (reason: AlertFailure): Sent => ({ sent: false, reason, retryable: false });

const send = async (delivering: Delivering, subject: Subject, alert: Alert, person: Person | null): Promise<Sent> => {
  const { organization, plan, state } = subject;
  const { clock, secret, sealer, apiUrl, allowedOrigins } = delivering;
  const channel = alert.channel && person?.channels[alert.channel.index];
  if (!person) return failed('no-person');
  if (!channel || channel.kind !== alert.channel?.kind) return failed('no-channel');
  const language = person.language ?? organization.languages[0] ?? 'en';
  const link = linkFor(sealer, apiUrl, organization.id, state.id, person.id, clock());
  const words = { organizationName: organization.name, timeZone: organization.timeZone, plan, state, alert, language, link };
  const content = alertContent(words);
  // The same for every attempt at this alert, so that whoever gets it twice can tell.
  const id = sha256(`${organization.id}/${state.id}/${alert.key}`).slice(0, 40);
  const sentAt = new Date(wallClock());
  if (channel.kind === 'email')
    return sendMail(secret.smtpUrl, {
      from: secret.mailFrom,
      to: channel.address,
      subject: content.subject,
      text: textOfAlert(content),
      html: htmlOfAlert(content, language),
      messageId: `<${id}@${secret.mailFrom.match(/@([\w.-]+)/)?.[1] ?? 'muster.invalid'}>`,
      language,
      date: sentAt,
    });
  const opened = sealer.open('webhook-secret', channel.sealedSecret);
  // Sealed with a key that is gone: nobody can sign for this channel any more, and the ladder must go on.
  if (typeof opened !== 'string') return failed('no-channel');
  const body = webhookOfAlert(words, content, clock());
  return sendWebhook({ url: channel.url, id: `msg_${id}`, secret: opened, body, sentAt }, allowedOrigins);
};

/**
 * Keeps what came of a send for as long as the claim holds: whoever comes after that cannot know of it and sends again, so a table that is away for some
 * seconds is waited for.
 */
const keep = async (table: Table, row: Item, until: Instant): Promise<void> => {
  for (;;) {
    try {
      await table.write({ put: row });
      return;
    } catch (error) {
      if (wallClock() >= until) throw error;
      await pause(200);
    }
  }
};

/** Somebody else holds the alert; the message must come again once the holder has finished or died. */
export class InFlight extends Error {
  override readonly name = 'InFlight';
}

/**
 * Sends one alert exactly once per attempt: whoever gets the claim sends, and what came of it is kept before it is recorded. Null where nothing is owed.
 * Throws {@link InFlight} while another one is at it.
 */
export const deliver = async (delivering: Delivering, subject: Subject, key: string): Promise<DeliveryOutcome | null> => {
  const { table } = delivering;
  const { state } = subject;
  const alert = state.alerts[key];
  if (!alert || !alert.channel || alert.status === 'sent' || alert.status === 'failed' || alert.status === 'waiting') return null;
  const { attempt } = alert;
  // By digest: an alert is named after all its seats, which may be longer than a key of the table.
  const claimKey = keys.delivery.key(state.organizationId, state.id, sha256(key), attempt);
  const settled = (kept: Item | null): DeliveryOutcome | null =>
    kept?.['result'] ? { alert: key, attempt, ...(kept['result'] as Sent) } : null;
  if (alert.status === 'cancelled') {
    // Overtaken by restoration: what nobody began to send is not sent.
    const kept = await table.get(claimKey);
    if (!kept || kept['result']) return settled(kept);
  }

  const wall = wallClock();
  const row = { ...claimKey, type: 'Delivery', expiresAt: Math.floor(millisOf(wall) / 1000) + keptSeconds };
  const leaseUntil = plus(wall, leaseMillis);
  const [taken, person] = await Promise.all([
    table.write({ put: { ...row, leaseUntil }, if: { absentOrBelow: { attribute: 'leaseUntil', value: wall } } }),
    table.get(keys.person.key(state.organizationId, alert.person)),
  ]);
  if (taken) {
    // Somebody has sent it, or is at it.
    const outcome = settled(await table.get(claimKey));
    if (outcome) return outcome;
    throw new InFlight(`alert ${key} is being sent`);
  }
  const result = await send(delivering, subject, alert, (person?.['person'] as Person | undefined) ?? null);
  await keep(table, { ...row, leaseUntil: never, result }, leaseUntil);
  return { alert: key, attempt, ...result };
};
