import type { Instant } from '../../../shared/instant.ts';
import type { ApiKey } from '../../../shared/organization/records.ts';
import { errorsIn, warningsIn } from '../../../shared/plan/check/check.ts';
import type { Finding } from '../../../shared/plan/check/finding.ts';
import { missingParameters } from '../../../shared/plan/check/parameters.ts';
import { differenceOf } from '../../../shared/plan/difference.ts';
import {
  type Need,
  needsOf,
  nextOf,
  published,
  repealed,
  type Revision,
  type Signature,
  stateOf,
  type VersionState,
} from '../../../shared/plan/life.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { sameSigners, signersOf } from '../../../shared/plan/signers.ts';
import { faultsMax } from '../../../shared/problems/fault.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';
import type { Api } from '../call.ts';
import { again, invalid, isRefused, type Refused, refuse } from '../http/answer.ts';
import { speakerOf } from '../incidents/speaker.ts';
import { groundOf } from './ground.ts';
import { loadPlanHead, type PlanHead } from './record.ts';
import { matchesHead } from './standing.ts';
import { digestOf, headOf, headWrite, loadVersion, revisionWrite, type Version } from './versions.ts';

/** A plan on its way to become a version. */
export interface Submission {
  readonly slug: string;
  readonly plan: Plan;
  /** Kept as a draft although nothing is missing. */
  readonly draft: boolean;
  readonly reason: string | null;
  /** Who compiled it, where the key is nobody's. */
  readonly person?: string | undefined;
  readonly ifMatch: readonly string[] | '*' | null;
}

export interface Stored {
  readonly head: PlanHead;
  readonly version: Version;
  readonly state: VersionState;
  readonly reviewDueAt: Instant | null;
  readonly origin: NonNullable<Plan['origin']> | null;
  readonly created: boolean;
  readonly warnings: readonly Finding[];
}

const storedAs = (head: PlanHead, version: Version, created: boolean, warnings: readonly Finding[]): Stored => ({
  head,
  version,
  state: stateOf(version.revision, head.version),
  reviewDueAt: version.revision.reviewDueAt,
  origin: version.plan.origin ?? null,
  created,
  warnings,
});

const pending: ReadonlySet<string> = new Set(['draft', 'reviewed', 'approved']);

/** The seat or body that compiles: as the version that decides says, else as the new one does. Null where nobody is named, or nobody holds it. */
const compilersOf = (plan: Plan, inForce: Version | null, people: Parameters<typeof signersOf>[2]) => {
  const namedBy = inForce?.plan.signatures?.compiles === undefined ? plan : inForce.plan;
  const name = namedBy.signatures?.compiles;
  const signers = name === undefined ? new Set<string>() : signersOf(namedBy, name, people);
  return name !== undefined && signers.size > 0 ? { name, signers } : null;
};

/** What a version that never came into force waited for, and one in its place waits for too: whatever the new one does not ask the very same for. */
const waitingOf = (plan: Plan, newest: Version | null, people: Parameters<typeof signersOf>[2]): readonly Need[] => {
  if (!newest || newest.revision.publishedAt !== null) return [];
  const { version, needs } = newest.revision;
  return needs.filter(({ role, name, version: by }) => {
    if (by !== version) return true;
    // A template names seats that nobody holds yet.
    if (signersOf(newest.plan, name, people).size === 0) return false;
    return plan.signatures?.[role] !== name || !sameSigners(plan, newest.plan, name);
  });
};

/**
 * Stores a plan as a version, or finds that it is one already. A version that nothing is missing of is published with the same write, and repeals the one
 * in force. `alongside` are further writes of the transaction.
 */
export const store = async (
  api: Api,
  caller: ApiKey,
  { slug, plan, draft, reason, person: named, ifMatch }: Submission,
  alongside: (stored: Stored) => Promise<readonly Write[]> = () => Promise.resolve([]),
): Promise<Stored | Refused | typeof again> => {
  const { organizationId } = caller;
  const [ground, before, speaker] = await Promise.all([
    groundOf(api, organizationId),
    loadPlanHead(api, organizationId, slug),
    speakerOf(api, caller, named),
  ]);
  const inForce = before?.published ? await loadVersion(api, organizationId, before, before.published.version) : null;
  const newest =
    before && before.version !== before.published?.version ? await loadVersion(api, organizationId, before, before.version) : inForce;
  const last = before?.lastInForce ?? null;
  const deciding = inForce ?? (before && last !== null ? await loadVersion(api, organizationId, before, last) : null);
  const people = [...ground.people].map(([id, { positions }]) => ({ id, ...(positions ? { positions } : {}) }));

  const number = (before?.version ?? 0) + 1;
  const asked = deciding && { plan: deciding.plan, version: deciding.revision.version };
  const needs = needsOf(plan, number, asked, waitingOf(plan, newest, people));
  const ready = nextOf({ needs, held: draft }) === null;
  const faults = [
    ...errorsIn(plan, ground),
    ...(ready ? missingParameters(plan) : []),
    ...(isRefused(speaker) ? (speaker.faults ?? []).map((fault) => ({ ...fault, in: 'query' as const })) : []),
  ];
  if (faults.length > 0 || isRefused(speaker)) return invalid(faults.slice(0, faultsMax));
  if (!matchesHead(ifMatch, before)) return refuse('version-stale');

  const now = api.clock();
  // The plan knows itself.
  const plans = new Map([...ground.plans, [slug, plan.incidentTypes.map(({ id }) => id)]]);
  const warnings = warningsIn(plan, { ...ground, plans });
  const digest = digestOf(plan);
  const written = async (version: Version, writes: readonly Write[]): Promise<Stored | Refused | typeof again> => {
    const complete = version.revision.publishedAt !== null;
    const head = headOf(slug, before, version, complete ? version : inForce);
    const stored = storedAs(head, version, before === null, warnings);
    const conflict = await api.table.transact([
      ...writes,
      revisionWrite(organizationId, slug, version.revision),
      ...(complete && inForce ? [revisionWrite(organizationId, slug, repealed(inForce.revision, now, null))] : []),
      headWrite(organizationId, before, head),
      ...(await alongside(stored)),
    ]);
    if (!conflict) return stored;
    return ifMatch === null ? again : refuse('version-stale');
  };

  if (before && inForce && before.published?.digest === digest) return storedAs(before, inForce, false, warnings);
  if (before && newest && before.digest === digest && pending.has(before.state)) {
    // What was kept as a draft is asked for again, now without keeping it back.
    if (draft || nextOf({ ...newest.revision, held: false }) !== null) return storedAs(before, newest, false, warnings);
    const missing = missingParameters(plan);
    return missing.length > 0 ? invalid(missing) : written({ plan, revision: published(newest.revision, plan, now) }, []);
  }

  const compilers = compilersOf(plan, deciding, people);
  if (compilers && speaker.person !== null && !compilers.signers.has(speaker.person))
    return refuse('authority-missing', { name: 'compiles', by: [compilers.name] });
  const by: Signature['by'] = speaker.person === null ? { kind: 'key', id: caller.id } : { kind: 'person', id: speaker.person };
  const since = inForce ?? newest;
  const revision: Revision = {
    version: number,
    createdAt: now,
    reason,
    changes: since && { since: since.revision.version, count: differenceOf(since.plan, plan).length },
    held: draft,
    needs,
    signatures: [{ role: 'compiles', by, key: caller.id, at: now, note: null }],
    publishedAt: null,
    repealedAt: null,
    reviewDueAt: null,
  };
  const document = { type: 'PlanVersion', slug, version: number, createdAt: now, plan: JSON.stringify(plan) };
  return written({ plan, revision: ready ? published(revision, plan, now) : revision }, [
    { put: { ...keys.planVersion.key(organizationId, slug, number), ...document }, if: { absent: true } },
  ]);
};
