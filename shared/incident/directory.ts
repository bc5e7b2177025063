import type { Roster } from '../organization/roster.ts';
import type { Language } from '../text.ts';
import type { ChannelKind } from './events.ts';

/** What deciding needs to know of the people that a plan's seats name. Addresses are not part of it. */
export interface Directory {
  readonly people: Readonly<
    Record<
      string,
      { readonly language: Language; readonly channels: readonly ChannelKind[]; readonly positions?: readonly string[] } | undefined
    >
  >;
  readonly rosters?: Readonly<Record<string, Pick<Roster, 'shifts'> | undefined>>;
  /** The organization's; UTC where it is not said. */
  readonly timeZone?: string;
}
