import type { Organization, Person, ApiKey } from '../../../../shared/organization/records.ts';
import { differenceOf } from '../../../../shared/plan/difference.ts';
import { sayChange, sayEnd } from '../../../../shared/plan/say-difference.ts';
import { keys, listPrefix } from '../../../../shared/table/keys.ts';
import { type Language, say } from '../../../../shared/text.ts';
import type { Api } from '../../call.ts';
import { html, json, notFound, type Result } from '../../http/answer.ts';
import { loadPlanHead, versionIn } from '../record.ts';
import { loadVersion } from '../versions.ts';
import { differencePage } from './difference-page.ts';

interface Asked {
  readonly api: Api;
  readonly caller: ApiKey;
  readonly params: { readonly slug: string; readonly version: string; readonly other: string };
  readonly language: Language;
  readonly mediaType: string;
}

/** What changed from one version to another: as data with sentences, or as a page. */
export const compare = async ({ api, caller, params, language, mediaType }: Asked): Promise<Result> => {
  const { organizationId } = caller;
  const head = await loadPlanHead(api, organizationId, params.slug);
  if (!head) return notFound;
  const [from, to] = await Promise.all(
    [params.version, params.other].map((number) => loadVersion(api, organizationId, head, versionIn(number))),
  );
  if (!from || !to) return notFound;
  const { pk, sk } = keys.organization.key(organizationId);
  const [item, persons] = await Promise.all([api.table.get({ pk, sk }), api.table.query({ pk, prefix: listPrefix.person })]);
  const names = new Map(persons.map((one) => one['person'] as Person).map(({ id, name }) => [id, name]));
  const speech = { language, nameOf: (person: string) => names.get(person) ?? null };
  const changes = differenceOf(from.plan, to.plan);
  const said = changes.map((change) => sayChange(change, from.plan, to.plan, speech));
  const headers = { 'content-language': language, vary: 'accept' };
  if (mediaType !== 'text/html')
    return json(200, { slug: head.slug, from: from.revision.version, to: to.revision.version, items: said }, headers);
  const organization = item?.['organization'] as Organization | undefined;
  if (!organization) return notFound;
  const page = differencePage({
    language,
    organization: say(organization.name, language),
    timeZone: organization.timeZone,
    plan: say(to.plan.title, language),
    from: from.revision,
    to: to.revision,
    newest: head.version,
    changes: changes.map((change, index) => ({
      kind: change.kind,
      place: said[index]?.place ?? '',
      was: sayEnd(change, 'before', from.plan, speech),
      is: sayEnd(change, 'after', to.plan, speech),
    })),
  });
  return html(200, page.text, { ...headers, ...page.headers });
};
