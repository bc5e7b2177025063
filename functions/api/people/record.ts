import type { Person, PersonInput } from '../../../shared/organization/records.ts';
import type { Api } from '../call.ts';

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

/** Channels as they are stored. A secret that is the same as before keeps its seal, so that putting the same person again changes nothing. */
export const storedChannels = async (api: Api, input: PersonInput, before: Person | null): Promise<Person['channels']> => {
  if (!input.channels.some(({ kind }) => kind === 'webhook')) return input.channels.filter((channel) => channel.kind === 'email');
  const sealer = await api.sealer();
  const sealed = (before?.channels ?? []).flatMap((channel) => (channel.kind === 'webhook' ? [channel.sealedSecret] : []));
  return input.channels.map((channel) => {
    if (channel.kind === 'email') return channel;
    const kept = sealed.find((text) => sealer.open(webhookSecretPurpose, text) === channel.secret);
    return { kind: channel.kind, url: channel.url, sealedSecret: kept ?? sealer.seal(webhookSecretPurpose, channel.secret) };
  });
};
