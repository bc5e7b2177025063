import type { ApiKey } from '../../../shared/organization/records.ts';
import { errorsIn } from '../../../shared/plan/check/check.ts';
import { missingParameters } from '../../../shared/plan/check/parameters.ts';
import {
  type Need,
  nextOf,
  published,
  repealed,
  repealsIn,
  type Revision,
  sign,
  type Signature,
  type Signing,
  stateOf,
} from '../../../shared/plan/life.ts';
import { signersOf } from '../../../shared/plan/signers.ts';
import { faultsMax } from '../../../shared/problems/fault.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';
import type { Api, Once } from '../call.ts';
import { commit } from '../commit.ts';
import { again, inBody, invalid, isRefused, json, notFound, type Refused, type Result, refuse } from '../http/answer.ts';
import { speakerOf } from '../incidents/speaker.ts';
import { groundOf } from './ground.ts';
import { loadPlanHead, type PlanHead, versionIn } from './record.ts';
import { revisionAnswer } from './revisions.ts';
import { matchesHead, tagOf } from './standing.ts';
import { headOf, headWrite, loadVersion, revisionWrite, type Version } from './versions.ts';

/** One signature that somebody wants to give. */
export interface Asked {
  readonly api: Api;
  readonly caller: ApiKey;
  readonly params: { readonly slug: string; readonly version: string };
  readonly body: { readonly person?: string | undefined; readonly note?: string | undefined };
  readonly ifMatch: readonly string[] | '*' | null;
  readonly once: Once;
}

interface Scene {
  readonly head: PlanHead;
  readonly target: Version;
  readonly inForce: Version | null;
  readonly by: Signature['by'];
  readonly holds: (need: Pick<Need, 'name' | 'version'>) => boolean;
  readonly ground: Awaited<ReturnType<typeof groundOf>>;
}

/** Everything that a signature is judged by. Who holds a seat is looked up in the version that names it. */
const sceneOf = async ({ api, caller, params, body, ifMatch }: Asked): Promise<Scene | Refused> => {
  const { organizationId } = caller;
  const head = await loadPlanHead(api, organizationId, params.slug);
  const target = head && (await loadVersion(api, organizationId, head, versionIn(params.version)));
  if (!target) return notFound;
  const [speaker, ground] = await Promise.all([speakerOf(api, caller, body.person), groundOf(api, organizationId)]);
  if (isRefused(speaker)) return speaker;
  if (!matchesHead(ifMatch, head)) return refuse('version-stale');
  const numbers = new Set([...target.revision.needs.map(({ version }) => version), ...(head.published ? [head.published.version] : [])]);
  const versions = await Promise.all(
    [...numbers].map((number) => (number === target.revision.version ? target : loadVersion(api, organizationId, head, number))),
  );
  const find = (number: number | undefined) => versions.find((one) => one?.revision.version === number) ?? null;
  const people = [...ground.people].map(([id, { positions }]) => ({ id, ...(positions ? { positions } : {}) }));
  const { person } = speaker;
  return {
    head,
    target,
    inForce: find(head.published?.version),
    by: person === null ? { kind: 'key', id: caller.id } : { kind: 'person', id: person },
    holds: ({ name, version }) => {
      const plan = version === target.revision.version ? target.plan : find(version)?.plan;
      return person !== null && plan !== undefined && signersOf(plan, name, people).has(person);
    },
    ground,
  };
};

/** Writes how a version stands now, together with the plan's head and whatever else changes with it. */
const write = async (
  { api, caller, ifMatch, once }: Asked,
  { head }: Scene,
  {
    newest,
    inForce,
    revision,
    others = [],
  }: { newest: Version; inForce: Version | null; revision: Revision; others?: readonly Revision[] },
): Promise<Result> => {
  const { organizationId } = caller;
  const next = headOf(head.slug, head, newest, inForce);
  const writes: Write[] = [
    ...[revision, ...others].map((one) => revisionWrite(organizationId, head.slug, one)),
    headWrite(organizationId, head, next),
  ];
  const answer = json(200, await revisionAnswer(api, organizationId, next, revision), { etag: tagOf(next) });
  const written = await commit(api, once, writes, answer);
  if (typeof written !== 'number') return written;
  return ifMatch === null ? again : refuse('version-stale');
};

const asItStands = async ({ api, caller }: Asked, { head, target }: Scene): Promise<Result> =>
  json(200, await revisionAnswer(api, caller.organizationId, head, target.revision), { etag: tagOf(head) });

const outOfTurn = ({ head, target: { revision } }: Scene): Refused =>
  refuse('out-of-turn', {
    state: stateOf(revision, head.version),
    next: revision.publishedAt === null && revision.repealedAt === null && revision.version === head.version ? nextOf(revision) : null,
  });

const hasSigned = ({ target, by }: Scene, role: Signature['role']) =>
  target.revision.signatures.some((one) => one.role === role && one.by.kind === by.kind && one.by.id === by.id);

/** Signs a version; the last signature that it needs publishes it, and repeals the one in force, in one write. */
export const signVersion = async (asked: Asked, role: Signing): Promise<Result> => {
  const { api, caller, body } = asked;
  const scene = await sceneOf(asked);
  if ('problem' in scene) return scene;
  const { head, target, inForce, by, ground } = scene;
  const state = stateOf(target.revision, head.version);
  if (state === 'published' || state === 'repealed' || state === 'superseded')
    return hasSigned(scene, role) ? asItStands(asked, scene) : outOfTurn(scene);

  const now = api.clock();
  const result = sign(target.revision, { role, by, key: caller.id, at: now, note: body.note ?? null }, scene.holds);
  if ('repeated' in result) return asItStands(asked, scene);
  if ('refused' in result) {
    if (result.refused === 'out-of-turn') return outOfTurn(scene);
    return by.kind === 'key' ? invalid([inBody('/person', 'required')]) : refuse('authority-missing', { name: role, by: result.by });
  }
  // Nobody signs what cannot be published; people may have changed since it was stored.
  const faults = [...errorsIn(target.plan, ground), ...missingParameters(target.plan)].slice(0, faultsMax);
  if (faults.length > 0) return invalid(faults);
  if (!result.complete) {
    const { revision } = result;
    return write(asked, scene, { newest: { ...target, revision }, inForce, revision });
  }
  const revision = published(result.revision, target.plan, now);
  const version = { ...target, revision };
  return write(asked, scene, {
    newest: version,
    inForce: version,
    revision,
    others: inForce ? [repealed(inForce.revision, now, null)] : [],
  });
};

/** Ends a version that is in force, or withdraws a draft. */
export const repealVersion = async (asked: Asked): Promise<Result> => {
  const { api, caller, body } = asked;
  const scene = await sceneOf(asked);
  if ('problem' in scene) return scene;
  const { head, target, inForce, by } = scene;
  if (hasSigned(scene, 'repeals')) return asItStands(asked, scene);
  const state = stateOf(target.revision, head.version);
  if (state === 'repealed' || state === 'superseded') return outOfTurn(scene);

  const name = state === 'published' ? repealsIn(target.plan) : null;
  if (name !== null && by.kind === 'key') return invalid([inBody('/person', 'required')]);
  if (name !== null && !scene.holds({ name, version: target.revision.version }))
    return refuse('authority-missing', { name: 'repeals', by: [name] });

  const now = api.clock();
  const revision = repealed(target.revision, now, { role: 'repeals', by, key: caller.id, at: now, note: body.note ?? null });
  const ended = { ...target, revision };
  const newest = head.version === revision.version ? ended : await loadVersion(api, caller.organizationId, head, head.version);
  if (!newest) return notFound;
  return write(asked, scene, { newest, inForce: state === 'published' ? null : inForce, revision });
};
