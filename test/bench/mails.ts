/** When mails arrived, by Message-ID: the inbox notes the moment at which its SMTP server has taken one. */
import { setTimeout as pause } from 'node:timers/promises';
import { send } from './http.ts';

interface Entry {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The inbox keeps the last 2,000 messages, so it is asked more often than that many can arrive. */
const everyMillis = 200;

export const followMails = (inboxUrl: string) => {
  const arrivals = new Map<string, number>();
  let doubled = 0;
  let last = 0;
  let following = true;
  const look = async (): Promise<void> => {
    const { items } = JSON.parse((await send('GET', `${inboxUrl}/messages?after=${last}`, {}, '')).body) as { items: Entry[] };
    for (const { id, at, kind, headers } of items) {
      last = id;
      const messageId = headers['message-id'];
      if (kind !== 'email' || messageId === undefined) continue;
      if (arrivals.has(messageId)) doubled += 1;
      else arrivals.set(messageId, Date.parse(at));
    }
  };
  const run = async (): Promise<void> => {
    while (following) {
      await look();
      await pause(everyMillis);
    }
  };
  const running = run();
  return {
    arrivals,
    doubled: () => doubled,
    stop: async () => {
      following = false;
      await running;
    },
  };
};
