/** Every identifier that Muster makes is `<prefix>_<UUIDv7>`; this is the only list of prefixes. */
export const prefixes = {
  organization: 'org',
  incident: 'inc',
  commit: 'com',
  notice: 'ntc',
  update: 'upd',
  key: 'key',
  integration: 'int',
  request: 'req',
  action: 'act',
} as const;

export type Kind = keyof typeof prefixes;
export type Id<K extends Kind = Kind> = `${(typeof prefixes)[K]}_${string}`;

/** Makes fresh ids; passed in wherever ids are needed, so that tests and dry runs are repeatable. */
export type Ids = <K extends Kind>(kind: K) => Id<K>;

/** Ids from a source of UUIDv7 text. */
export const idsFrom =
  (uuid: () => string): Ids =>
  (kind) =>
    `${prefixes[kind]}_${uuid()}`;
