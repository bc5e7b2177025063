import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { Slug } from '../plan/slug.ts';
import { FactValue } from '../plan/values.ts';
import type { PageLook } from '../status-page/page.ts';
import { Language, textOf } from '../text.ts';

const timeZones = new Set(Intl.supportedValuesOf('timeZone'));
const TimeZone = z
  .string()
  .refine((zone) => zone === 'UTC' || zone === 'Etc/UTC' || timeZones.has(zone), { params: { code: 'time-zone' } });

/** Slugs that mean something else in the status server or in the API. */
export const reservedSlugs = [
  'api',
  'www',
  'status',
  'admin',
  'assets',
  'static',
  'docs',
  'heartbeat',
  'hosts',
  'embed',
  'en',
  'zh-cn',
  'incidents',
  'history',
] as const;

export const OrganizationInput = z.strictObject({
  slug: Slug.refine((slug) => !(reservedSlugs as readonly string[]).includes(slug), { params: { code: 'slug-reserved' } }),
  name: textOf(200),
  timeZone: TimeZone.default('Etc/UTC'),
  /** The first is the default language of the status page. */
  languages: z
    .array(Language)
    .min(1)
    .max(2)
    .meta({ examples: [['zh-CN', 'en']] })
    .default(['en', 'zh-CN']),
});
export type OrganizationInput = z.infer<typeof OrganizationInput>;

/** A host of the organization's own for its status page. It counts once a DNS record has shown that it is theirs. */
export interface Domain {
  readonly host: string;
  readonly verifiedAt: Instant | null;
}

export interface Organization extends OrganizationInput {
  readonly id: string;
  /** Public id of the status page. */
  readonly pageId: string;
  /** Absent where nobody has set anything of the page. */
  readonly look?: PageLook;
  readonly domain?: Domain | null;
  /** Absent in what was stored before it could be changed. */
  readonly version?: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const Email = z.strictObject({ kind: z.literal('email'), address: z.email().max(254) });
const Webhook = z.strictObject({
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** Standard Webhooks secret, `whsec_` and base64 of 24 to 64 bytes. Never shown again; left out, it stays what it is for this address. */
  secret: z
    .string()
    .regex(/^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, { error: 'webhook-secret' })
    .optional(),
});
/** A way to reach a person. Every channel of a person is used for every alert. */
export const Channel = z.discriminatedUnion('kind', [Email, Webhook]);
export type Channel = z.infer<typeof Channel>;

export const PersonInput = z.strictObject({
  name: z.string().min(1).max(200),
  /** Language of what the person is sent; by default the organization's. */
  language: Language.nullish(),
  /** What the person is, for plans whose seats name positions. */
  positions: z
    .array(Slug)
    .max(20)
    .meta({ examples: [['shift-lead']] })
    .default([]),
  channels: z
    .array(Channel)
    .max(10)
    .meta({ examples: [[{ kind: 'email', address: 'sample@example.com' }]] })
    .default([]),
});
export type PersonInput = z.infer<typeof PersonInput>;

/** As it is stored: webhook secrets are sealed. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly language: Language | null;
  /** Absent in what was stored before there were positions. */
  readonly positions?: readonly string[];
  readonly channels: readonly (
    { readonly kind: 'email'; readonly address: string } | { readonly kind: 'webhook'; readonly url: string; readonly sealedSecret: string }
  )[];
  readonly version: number;
  readonly updatedAt: Instant;
}

export const ComponentInput = z.strictObject({
  name: textOf(200),
  description: textOf(1000).optional(),
  group: z
    .strictObject({ id: Slug, name: textOf(200) })
    .meta({ examples: [{ id: 'service', name: { en: 'Customer service', 'zh-CN': '客户服务' } }] })
    .optional(),
  position: z.int().min(0).max(10_000).default(0),
});
export type ComponentInput = z.infer<typeof ComponentInput>;

export interface Component extends ComponentInput {
  readonly id: string;
  readonly publicId: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** How a monitoring system's alerts become incidents. */
export const IntegrationInput = z.strictObject({
  name: z.string().min(1).max(200),
  plan: Slug,
  incidentType: Slug.optional(),
  components: z.array(Slug).max(100).optional(),
  facts: z.record(z.string().min(1).max(64), FactValue).default({}),
  /** Whether incidents that it opens may reach customers without an approval. */
  publish: z.boolean().default(false),
});
export type IntegrationInput = z.infer<typeof IntegrationInput>;

export interface Integration extends IntegrationInput {
  readonly id: string;
  readonly organizationId: string;
  readonly createdAt: Instant;
}

/** What a key may do. `operator` is not a key's scope: the operator's key belongs to no organization. */
export const scopes = ['read', 'respond', 'configure'] as const;
export type Scope = (typeof scopes)[number];

export interface ApiKey {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The person whose acts the key's acts are; null for keys of programs. */
  readonly person: string | null;
  readonly createdAt: Instant;
}
