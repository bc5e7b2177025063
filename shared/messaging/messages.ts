import * as z from 'zod';
import { effects } from '../names.ts';
import { type Key, listPrefix } from '../table/keys.ts';

/**
 * What goes out over SNS: one message per commit, in structured CloudEvents 1.0. Slim on purpose: a message wakes, the table tells. At least once; `id`
 * is the same in every repetition.
 */
export const Message = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.enum(['muster.incident.committed.v1', 'muster.organization.changed.v1']),
  subject: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  data: z.object({
    organizationId: z.string(),
    incidentId: z.string().nullable(),
    /** Sequence of the first event of the commit; null for changes outside incidents. */
    sequence: z.number().nullable(),
    mode: z.enum(['real', 'drill', 'test']),
    events: z.array(z.object({ type: z.string(), occurredAt: z.string() })),
    /** Keys of the alerts that the commit asks to be sent. */
    alerts: z.array(z.string()),
  }),
});
export type Message = z.infer<typeof Message>;

/** Asks the tick function to look, not before `dueAt`, at an incident, or at another item with a timer, named by its sort key. */
export const Wake = z.union([
  z.object({ organizationId: z.string(), incidentId: z.string(), dueAt: z.string() }),
  z.object({ organizationId: z.string(), timer: z.string(), dueAt: z.string() }),
]);
export type Wake = z.infer<typeof Wake>;
export type TimerWake = Extract<Wake, { timer: string }>;

/** The wake for a row of the index `due`. */
export const wakeFor = ({ pk, sk, dueAt }: Key & { readonly dueAt: string }): Wake => {
  const organizationId = pk.slice('ORG#'.length);
  return sk.startsWith(listPrefix.head)
    ? { organizationId, incidentId: sk.slice(listPrefix.head.length), dueAt }
    : { organizationId, timer: sk, dueAt };
};

export type Effect = (typeof effects)[keyof typeof effects];

/** One item of the outbox: what the relay does for one commit. */
export interface Outgoing {
  readonly organizationId: string;
  readonly message: Message;
  readonly effects: readonly Effect[];
  /** Null where nothing falls due. */
  readonly wake: Wake | null;
}
