import { missingLanguages } from '../../../shared/notice/warnings.ts';
import type { ApiKey, Organization } from '../../../shared/organization/records.ts';
import { keys } from '../../../shared/table/keys.ts';
import type { Language, Text } from '../../../shared/text.ts';
import type { Api } from '../call.ts';
import type { Warnings } from './answer.ts';

interface Asked {
  readonly api: Api;
  readonly caller: ApiKey;
  readonly language: Language;
}

/** In which of the organization's languages customers are not told this. The words for it are loaded when there is something to say. */
export const languagesMissing = async (
  { api, caller, language }: Asked,
  texts: Readonly<Record<string, Text | null>>,
): Promise<Warnings> => {
  const item = await api.table.get(keys.organization.key(caller.organizationId));
  const organization = item?.['organization'] as Organization | undefined;
  const missing = missingLanguages(
    Object.entries(texts).map(([name, text]) => [[name], text] as const),
    organization?.languages ?? [],
  );
  if (missing.length === 0) return [];
  const { describeFault } = await import('../http/lazy/refusing.ts');
  return missing.map(({ pointer, language: name }) => ({
    pointer,
    code: 'language-missing',
    detail: describeFault({ code: 'language-missing', values: { name } }, language),
  }));
};
