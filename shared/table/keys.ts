/**
 * Every item of the one table. A key builder takes the organization first wherever the item belongs to one; `docs/access-patterns.md` is generated
 * from this table.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const padded = (sequence: number) => String(sequence).padStart(10, '0');
const organization = (organizationId: string) => `ORG#${organizationId}`;
const incident = (organizationId: string, incidentId: string) => `${organization(organizationId)}#INCIDENT#${incidentId}`;

/** Outbox and timers are spread over this many partitions. */
export const shards = 8;

/** The shard of an organization: stable, and evenly spread (FNV-1a). */
export const shardOf = (organizationId: string): string => {
  let hash = 0x811c9dc5;
  for (const character of organizationId) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return String((hash >>> 0) % shards);
};

interface Entity<A extends readonly (string | number)[]> {
  readonly key: (...parts: A) => Key;
  readonly holds: string;
  readonly reads: string;
}
const entity = <A extends readonly (string | number)[]>(holds: string, reads: string, key: (...parts: A) => Key): Entity<A> => ({
  key,
  holds,
  reads,
});

export const keys = {
  organization: entity('an organization: names, languages, zone', 'GetItem', (organizationId: string) => ({
    pk: organization(organizationId),
    sk: 'ORGANIZATION',
  })),
  slug: entity('which organization owns a slug', 'GetItem; condition on create', (slug: string) => ({ pk: `SLUG#${slug}`, sk: 'SLUG' })),
  apiKey: entity('an API key by its SHA-256', 'GetItem on every authenticated request', (hash: string) => ({
    pk: `KEY#${hash}`,
    sk: 'KEY',
  })),
  apiKeyListing: entity('an API key in its organization’s list', 'Query by prefix KEY#', (organizationId: string, keyId: string) => ({
    pk: organization(organizationId),
    sk: `KEY#${keyId}`,
  })),
  routingKey: entity('an integration by the SHA-256 of its routing key', 'GetItem on every inbound event', (hash: string) => ({
    pk: `ROUTING#${hash}`,
    sk: 'ROUTING',
  })),
  integration: entity('an integration', 'Query by prefix INTEGRATION#', (organizationId: string, integrationId: string) => ({
    pk: organization(organizationId),
    sk: `INTEGRATION#${integrationId}`,
  })),
  person: entity(
    'a person and the channels that reach them',
    'GetItem; Query by prefix PERSON#',
    (organizationId: string, personId: string) => ({
      pk: organization(organizationId),
      sk: `PERSON#${personId}`,
    }),
  ),
  component: entity(
    'a component of the status page',
    'GetItem; Query by prefix COMPONENT#',
    (organizationId: string, componentId: string) => ({
      pk: organization(organizationId),
      sk: `COMPONENT#${componentId}`,
    }),
  ),
  formerComponent: entity(
    'a component that was deleted: its name, for what is still told of it',
    'Query by prefix COMPONENT, with the others',
    (organizationId: string, componentId: string) => ({
      pk: organization(organizationId),
      sk: `COMPONENT-FORMER#${componentId}`,
    }),
  ),
  roster: entity('who is on duty when', 'GetItem; Query by prefix ROSTER#', (organizationId: string, rosterId: string) => ({
    pk: organization(organizationId),
    sk: `ROSTER#${rosterId}`,
  })),
  plan: entity(
    'which versions of a plan are newest and in force',
    'GetItem; Query by prefix PLAN#',
    (organizationId: string, slug: string) => ({
      pk: organization(organizationId),
      sk: `PLAN#${slug}`,
    }),
  ),
  planVersion: entity(
    'one version of a plan, never changed',
    'GetItem when an incident is loaded',
    (organizationId: string, slug: string, version: number) => ({
      pk: organization(organizationId),
      sk: `PLANVERSION#${slug}#${padded(version)}`,
    }),
  ),
  planRevision: entity(
    'where a version of a plan stands, and who has signed it',
    'GetItem; Query by prefix PLANREVISION#',
    (organizationId: string, slug: string, version: number) => ({
      pk: organization(organizationId),
      sk: `PLANREVISION#${slug}#${padded(version)}`,
    }),
  ),
  planReading: entity(
    'that somebody has read a version of a plan',
    'GetItem; Query by prefix PLANREADING#; condition on create',
    (organizationId: string, slug: string, version: number, personId: string) => ({
      pk: organization(organizationId),
      sk: `PLANREADING#${slug}#${padded(version)}#${personId}`,
    }),
  ),
  head: entity(
    'what lists show of an incident, and its next due time (view)',
    'Query by prefix INCIDENT#, newest first; index `due` by shard',
    (organizationId: string, incidentId: string) => ({ pk: organization(organizationId), sk: `INCIDENT#${incidentId}` }),
  ),
  notice: entity(
    'what customers see of an incident (view)',
    'Query by prefix NOTICE#, newest first',
    (organizationId: string, incidentId: string) => ({
      pk: organization(organizationId),
      sk: `NOTICE#${incidentId}`,
    }),
  ),
  postedNotice: entity(
    'what somebody tells customers by hand, and when it next changes by itself',
    'GetItem; Query by prefix POSTED#, newest first; index `due` by shard',
    (organizationId: string, noticeId: string) => ({ pk: organization(organizationId), sk: `POSTED#${noticeId}` }),
  ),
  noticeText: entity('a text that notices are made from', 'GetItem; Query by prefix TEXTS#', (organizationId: string, textId: string) => ({
    pk: organization(organizationId),
    sk: `TEXTS#${textId}`,
  })),
  stateOverride: entity(
    'states of a component that somebody set by hand, and when the last of them ends',
    'GetItem; Query by prefix STATE#; index `due` by shard',
    (organizationId: string, componentId: string) => ({ pk: organization(organizationId), sk: `STATE#${componentId}` }),
  ),
  host: entity('which organization’s status page answers on a host of its own', 'GetItem; condition on write', (host: string) => ({
    pk: `HOST#${host}`,
    sk: 'HOST',
  })),
  day: entity('when the next local day begins on the status page', 'GetItem; index `due` by shard', (organizationId: string) => ({
    pk: organization(organizationId),
    sk: 'DAY',
  })),
  page: entity('lease, version and object hashes of the status page', 'GetItem; conditional UpdateItem', (organizationId: string) => ({
    pk: organization(organizationId),
    sk: 'PAGE',
  })),
  commit: entity(
    'all events of one command',
    'Query of the incident’s partition',
    (organizationId: string, incidentId: string, sequence: number) => ({
      pk: incident(organizationId, incidentId),
      sk: `COMMIT#${padded(sequence)}`,
    }),
  ),
  text: entity(
    'erasable free text, by its digest',
    'Query of the incident’s partition',
    (organizationId: string, incidentId: string, digest: string) => ({
      pk: incident(organizationId, incidentId),
      sk: `TEXT#${digest}`,
    }),
  ),
  delivery: entity(
    'who is sending an alert, and that it was sent',
    'GetItem; conditional PutItem',
    (organizationId: string, incidentId: string, alert: string, attempt: number) => ({
      pk: incident(organizationId, incidentId),
      sk: `DELIVERY#${alert}#${attempt}`,
    }),
  ),
  linkUse: entity('that a single-use link was used', 'condition on use', (organizationId: string, incidentId: string, nonce: string) => ({
    pk: incident(organizationId, incidentId),
    sk: `LINK#${nonce}`,
  })),
  idempotency: entity(
    'the answer to an Idempotency-Key, 24 hours',
    'GetItem; condition on write',
    (organizationId: string, route: string, key: string) => ({
      pk: `${organization(organizationId)}#IDEMPOTENCY`,
      sk: `${route}#${key}`,
    }),
  ),
  openAlert: entity(
    'the open incident behind a sender’s de-duplication key',
    'GetItem; condition on write',
    (organizationId: string, integrationId: string, dedupKey: string) => ({
      pk: `${organization(organizationId)}#ALERTS#${integrationId}`,
      sk: `ALERT#${dedupKey}`,
    }),
  ),
  outbox: entity(
    'a message that still has to go out',
    'stream; Query of a shard by the sweep',
    (organizationId: string, recordedAt: string, id: string) => ({
      pk: `OUTBOX#${shardOf(organizationId)}`,
      sk: `${recordedAt}#${id}`,
    }),
  ),
} as const;

/** Sort-key prefixes of the lists inside an organization's partition. */
export const listPrefix = {
  apiKey: 'KEY#',
  integration: 'INTEGRATION#',
  person: 'PERSON#',
  component: 'COMPONENT#',
  /** Those that were deleted as well. */
  everyComponent: 'COMPONENT',
  roster: 'ROSTER#',
  plan: 'PLAN#',
  head: 'INCIDENT#',
  notice: 'NOTICE#',
  postedNotice: 'POSTED#',
  noticeText: 'TEXTS#',
  stateOverride: 'STATE#',
} as const;

/** The index partition in which an organization's due times stand. */
export const dueShardOf = (organizationId: string): string => `DUE#${shardOf(organizationId)}`;
export const dueShards: readonly string[] = Array.from({ length: shards }, (_, shard) => `DUE#${shard}`);
export const outboxShards: readonly string[] = Array.from({ length: shards }, (_, shard) => `OUTBOX#${shard}`);

/** Sort-key prefixes of the lists that belong to one plan. */
export const planPrefix = {
  revisions: (slug: string): string => `PLANREVISION#${slug}#`,
  readings: (slug: string): string => `PLANREADING#${slug}#`,
} as const;
