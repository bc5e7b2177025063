import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { plainLook, sourceOf } from '../status-page/look.ts';
import { accents, type PageLook } from '../status-page/page.ts';
import { hostPattern } from '../problems/hosts.ts';
import { textOf } from '../text.ts';
import { OrganizationInput } from './records.ts';

/** Shown as it is written: nothing in it that cannot be seen, and nobody's name and password. */
const isPlain = (url: string): boolean =>
  !/[\p{Cc}\p{Cf}\s]/u.test(url) && URL.canParse(url) && new URL(url).username + new URL(url).password === '';
const httpsUrl = z
  .url({ protocol: /^https$/, error: 'https', abort: true })
  .max(2000)
  .refine(isPlain, { params: { code: 'https' } });
/** Digits, and what people write between them. */
const phone = z
  .string()
  .max(50)
  .regex(/^(?=.*\d)[\p{L}\p{N} +()./,;#*-]+$/u, { error: 'phone' });
/** Its host goes into the page's security policy, where anything but a DNS name could mean more. */
const logoUrl = z
  .url({ protocol: /^https$/, error: 'logo', abort: true })
  .max(2000)
  .refine((url) => sourceOf(url) !== null, { params: { code: 'logo' } });

/** How the status page looks, and what it says beside incidents. */
export const LookInput = z
  .strictObject({
    accent: z.enum(accents).default(plainLook.accent),
    logo: logoUrl.nullable().default(null),
    contact: z
      .strictObject({ email: z.email().max(254).optional(), phone: phone.optional(), url: httpsUrl.optional() })
      .meta({ examples: [{ email: 'help@example.com', phone: '95777', url: 'https://www.example.com/help' }] })
      .nullable()
      .default(null),
    footer: textOf(500).nullable().default(null),
    /** Something that customers are told beside any incident. */
    announcement: textOf(2000).nullable().default(null),
    /** Whether search engines may list the page. */
    indexed: z.boolean().default(true),
  })
  .meta({ examples: [{ accent: 'teal', contact: { phone: '95777' } }] });
export type LookInput = z.infer<typeof LookInput>;

/** What an organization may change of itself; its slug stays. */
export const SettingsInput = OrganizationInput.omit({ slug: true }).extend({
  look: LookInput.default(LookInput.parse({})),
});
export type SettingsInput = z.infer<typeof SettingsInput>;

const same = (a: object, b: object): boolean =>
  JSON.stringify(Object.entries(a).toSorted()) === JSON.stringify(Object.entries(b).toSorted());

/** The look as it is stored: an announcement is as old as its words. */
export const lookOf = ({ announcement, ...look }: LookInput, before: PageLook, now: Instant): PageLook => ({
  ...look,
  announcement:
    announcement === null
      ? null
      : before.announcement && same(before.announcement.body, announcement)
        ? before.announcement
        : { body: announcement, at: now },
});

export const DomainInput = z.strictObject({ host: z.string().regex(hostPattern, { error: 'host' }) });

/** Where the record stands that shows whose a host is. */
export const proofName = (hostName: string): string => `_muster.${hostName}`;
