import { durationMillis, type Instant, plus } from '../instant.ts';
import type { Plan } from './plan.ts';

/** What people sign for, in this order. `compiles` is signed by storing the version. */
export const signings = ['reviews', 'approves', 'publishes'] as const;
export type Signing = (typeof signings)[number];

export const versionStates = ['draft', 'reviewed', 'approved', 'published', 'repealed', 'superseded'] as const;
/** Where a version stands. `superseded` is a draft that a later version came before. */
export type VersionState = (typeof versionStates)[number];

/** Somebody's name under a version: a person, or a key that is nobody's. */
export interface Signature {
  readonly role: 'compiles' | Signing | 'repeals';
  readonly by: { readonly kind: 'person' | 'key'; readonly id: string };
  /** The key that was presented, also where it spoke for a person. */
  readonly key: string;
  readonly at: Instant;
  readonly note: string | null;
}

/** A signature that has to be there before publication, by a holder of a seat or body of a version. */
export interface Need {
  readonly role: Signing;
  /** A seat or a body. */
  readonly name: string;
  /** The version that names it, and in which its holders are looked up. */
  readonly version: number;
  /** Who has signed; null while nobody has. */
  readonly person: string | null;
}

/** The record of one version: all of it that changes, beside the document, which never does. */
export interface Revision {
  readonly version: number;
  readonly createdAt: Instant;
  readonly reason: string | null;
  /** How many places differ from the version that was in force, or else from the one before; null of the first. */
  readonly changes: { readonly since: number; readonly count: number } | null;
  /** Not published before somebody asks for it. */
  readonly held: boolean;
  readonly needs: readonly Need[];
  readonly signatures: readonly Signature[];
  readonly publishedAt: Instant | null;
  readonly repealedAt: Instant | null;
  readonly reviewDueAt: Instant | null;
}

/**
 * The signatures that a version needs: those that it names itself, those that the version in force names, or else the last one that was, because that one
 * decides who may change it, and those that a version before it still waited for: else a version would only have to leave them out.
 */
export const needsOf = (
  own: Pick<Plan, 'signatures'>,
  version: number,
  inForce: { readonly plan: Pick<Plan, 'signatures'>; readonly version: number } | null,
  waiting: readonly Need[] = [],
): Need[] =>
  signings.flatMap((role) => [
    ...[{ plan: own, version }, ...(inForce ? [inForce] : [])].flatMap(({ plan, version: named }) => {
      const name = plan.signatures?.[role];
      return name === undefined ? [] : [{ role, name, version: named, person: null }];
    }),
    ...waiting.flatMap((need) => (need.role === role && need.version !== inForce?.version ? { ...need, person: null } : [])),
  ]);

const isOpen = ({ person }: Need) => person === null;

/** What has to happen next before a version is published; null when nothing is missing. */
export const nextOf = ({ needs, held }: Pick<Revision, 'needs' | 'held'>): Signing | null =>
  signings.find((role) => needs.some((need) => need.role === role && isOpen(need))) ?? (held ? 'publishes' : null);

/** Where a version stands; `latest` is the number of the plan's newest version. */
export const stateOf = (revision: Revision, latest: number): VersionState => {
  const { version, needs, publishedAt, repealedAt } = revision;
  if (repealedAt !== null) return 'repealed';
  if (publishedAt !== null) return 'published';
  if (version < latest) return 'superseded';
  const done = (role: Signing) => needs.some((need) => need.role === role) && needs.every((need) => need.role !== role || !isOpen(need));
  const next = nextOf(revision);
  if (next === 'reviews') return 'draft';
  if (next !== 'approves' && done('approves')) return 'approved';
  return done('reviews') ? 'reviewed' : 'draft';
};

export const published = (revision: Revision, plan: Pick<Plan, 'about'>, at: Instant): Revision => {
  const every = plan.about?.reviewEvery;
  return { ...revision, publishedAt: at, reviewDueAt: every === undefined ? null : plus(at, durationMillis(every)) };
};

export const repealed = (revision: Revision, at: Instant, signature: Signature | null): Revision => ({
  ...revision,
  repealedAt: at,
  reviewDueAt: null,
  signatures: signature ? [...revision.signatures, signature] : revision.signatures,
});

export type Signed =
  /** `complete`: nothing is missing any more, and it is to be published. */
  | { readonly revision: Revision; readonly complete: boolean }
  /** The same person has signed for the same before, and holds no seat that is still to sign. */
  | { readonly repeated: true }
  /** It is not the turn of this signature. */
  | { readonly refused: 'out-of-turn' }
  /** The signer holds none of the seats that are still to sign. */
  | { readonly refused: 'authority-missing'; readonly by: readonly string[] };

/** Puts a signature under a version that waits for one. `holds` says whether the signer is one of those whom a need asks. */
export const sign = (revision: Revision, signature: Signature & { readonly role: Signing }, holds: (need: Need) => boolean): Signed => {
  const { role, by } = signature;
  const open = revision.needs.filter((need) => need.role === role && isOpen(need));
  const met = new Set(by.kind === 'person' ? open.filter(holds) : []);
  // Whoever has come to hold another seat since signs again, for that one.
  if (met.size === 0 && revision.signatures.some((one) => one.role === role && one.by.kind === by.kind && one.by.id === by.id))
    return { repeated: true };
  if (nextOf(revision) !== role && !(role === 'publishes' && nextOf(revision) === null)) return { refused: 'out-of-turn' };
  if (open.length > 0 && met.size === 0) return { refused: 'authority-missing', by: [...new Set(open.map(({ name }) => name))] };
  const needs = revision.needs.map((need) => (met.has(need) ? { ...need, person: by.id } : need));
  const next: Revision = { ...revision, needs, signatures: [...revision.signatures, signature] };
  // Asking for publication ends the waiting, once whoever has to has asked.
  const left = nextOf({ ...next, held: role === 'publishes' ? false : next.held });
  return { revision: next, complete: left === null };
};

/** Whose word ends a version that is in force: the last of those who let it through; null where anybody may who may change plans. */
export const repealsIn = ({ signatures }: Pick<Plan, 'signatures'>): string | null =>
  signatures?.publishes ?? signatures?.approves ?? signatures?.reviews ?? null;
