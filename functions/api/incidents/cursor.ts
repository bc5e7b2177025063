import { sha256 } from '../../adapters/dynamodb/hash.ts';

/** Where a list goes on. Opaque, and bound to the tenant and the list that it was made for: anywhere else it is refused. */
export interface List {
  readonly organizationId: string;
  /** Names the list and its filter. */
  readonly list: string;
}

const mark = ({ organizationId, list }: List, position: string) => sha256(`${organizationId}\n${list}\n${position}`).slice(0, 16);

export const cursorOf = (list: List, position: string): string => Buffer.from(`${mark(list, position)}${position}`).toString('base64url');

/** The position in a cursor, or null when it is not one of this list's. */
export const positionIn = (list: List, cursor: string): string | null => {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const position = text.slice(16);
  return position !== '' && text.slice(0, 16) === mark(list, position) ? position : null;
};
