import type { ApiKey, Person } from '../../../shared/organization/records.ts';
import { readersOf } from '../../../shared/plan/signers.ts';
import { keys, listPrefix } from '../../../shared/table/keys.ts';
import type { Write } from '../../adapters/dynamodb/table.ts';
import type { Api, Once } from '../call.ts';
import { again, inBody, invalid, isRefused, json, notFound, type Result, refuse } from '../http/answer.ts';
import { speakerOf } from '../incidents/speaker.ts';
import { loadRosters } from '../rosters/record.ts';
import { loadPlanHead, versionIn } from './record.ts';
import { loadVersion } from './versions.ts';
import { stateOf } from '../../../shared/plan/life.ts';

interface Asked {
  readonly api: Api;
  readonly caller: ApiKey;
  readonly params: { readonly slug: string; readonly version: string };
}

const found = async ({ api, caller, params }: Asked) => {
  const head = await loadPlanHead(api, caller.organizationId, params.slug);
  const version = head && (await loadVersion(api, caller.organizationId, head, versionIn(params.version)));
  return version && { head, ...version };
};

/** Notes that somebody has read a version. The first time counts. */
export const acknowledge = async (
  asked: Asked & { readonly body: { readonly person?: string | undefined }; readonly once: Once },
): Promise<Result> => {
  const { api, caller, body, once } = asked;
  const version = await found(asked);
  if (!version) return notFound;
  const { head, revision } = version;
  const speaker = await speakerOf(api, caller, body.person);
  if (isRefused(speaker)) return speaker;
  const { person } = speaker;
  if (person === null) return invalid([inBody('/person', 'required')]);
  const state = stateOf(revision, head.version);
  if (state !== 'published') return refuse('out-of-turn', { state, next: null });

  const key = keys.planReading.key(caller.organizationId, head.slug, revision.version, person);
  const [before, item] = await Promise.all([api.table.get(key), api.table.get(keys.person.key(caller.organizationId, person))]);
  const at = (before?.['at'] as string | undefined) ?? api.clock();
  const name = (item?.['person'] as Person | undefined)?.name ?? null;
  const answer = json(200, { version: revision.version, person: { id: person, name }, at });
  const reading: Write = { put: { ...key, type: 'PlanReading', version: revision.version, person, at }, if: { absent: true } };
  const writes = [...(before ? [] : [reading]), ...once.remember(answer)];
  if (writes.length > 0 && (await api.table.transact(writes))) return again;
  return answer;
};

/** Who has read a version, in the order in which they did, and who of those that have to has not. */
export const acknowledgementsOf = async (asked: Asked): Promise<Result> => {
  const { api, caller } = asked;
  const { organizationId } = caller;
  const version = await found(asked);
  if (!version) return notFound;
  const { head, plan, revision } = version;
  const { pk, sk } = keys.planReading.key(organizationId, head.slug, revision.version, '');
  const [readings, items, rosters] = await Promise.all([
    api.table.query({ pk, prefix: sk }),
    api.table.query({ pk, prefix: listPrefix.person }),
    loadRosters(api, organizationId),
  ]);
  const people = items.map((item) => item['person'] as Person);
  const named = (id: string) => ({ id, name: people.find((one) => one.id === id)?.name ?? null });
  const read = readings.map((item) => ({ person: named(item['person'] as string), at: item['at'] as string }));
  const have = new Set(read.map(({ person }) => person.id));
  return json(200, {
    version: revision.version,
    items: read.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    missing: [...readersOf(plan, people, rosters)].filter((id) => !have.has(id)).map(named),
  });
};
