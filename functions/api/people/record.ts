import type { Person, PersonInput } from '../../../shared/organization/records.ts';
import type { Fault } from '../../../shared/problems/fault.ts';
import type { Judged } from '../../../shared/problems/judge.ts';
import type { Api } from '../call.ts';
import { inBody } from '../http/answer.ts';

/** What is shown of a person: everything but the webhooks' secrets. Field by field, because the table keeps no order. */
export const personAnswer = ({ id, name, language, positions = [], channels, version, updatedAt }: Person) => ({
  id,
  name,
  language,
  positions,
  channels: channels.map((channel) =>
    channel.kind === 'email' ? { kind: channel.kind, address: channel.address } : { kind: channel.kind, url: channel.url },
  ),
  version,
  updatedAt,
});

export const webhookSecretPurpose = 'webhook-secret';

type Stored = Person['channels'][number];

/** Channels as they are stored; one whose secret nobody knows is a fault. A secret that is the same as before keeps its seal, so that putting the same person again changes nothing. */
export const storedChannels = async (api: Api, input: PersonInput, before: Person | null): Promise<Judged<readonly Stored[]>> => {
  if (!input.channels.some(({ kind }) => kind === 'webhook'))
    return { value: input.channels.filter((channel) => channel.kind === 'email') };
  const sealer = await api.sealer();
  const known = (before?.channels ?? []).filter((channel) => channel.kind === 'webhook');
  const faults: Fault[] = [];
  const value = input.channels.map((channel, index): Stored => {
    if (channel.kind === 'email') return channel;
    const { kind, url, secret } = channel;
    if (secret === undefined) {
      // Two channels of one address keep their order.
      const earlier = input.channels.slice(0, index).filter((other) => other.kind === 'webhook' && other.url === url).length;
      const same = known.filter((other) => other.url === url)[earlier];
      if (!same) faults.push(inBody(`/channels/${index}/secret`, 'required'));
      return { kind, url, sealedSecret: same?.sealedSecret ?? '' };
    }
    const kept = known.find(({ sealedSecret }) => sealer.open(webhookSecretPurpose, sealedSecret) === secret);
    return { kind, url, sealedSecret: kept?.sealedSecret ?? sealer.seal(webhookSecretPurpose, secret) };
  });
  return faults.length > 0 ? { faults } : { value };
};
