import type { Language } from '../text.ts';
import type { ChannelKind } from './events.ts';

/** What deciding needs to know of the people that a plan's seats name. Addresses are not part of it. */
export interface Directory {
  readonly people: Readonly<Record<string, { readonly language: Language; readonly channels: readonly ChannelKind[] } | undefined>>;
}
