import { catalogue, typeOf } from '../../../shared/problems/catalogue.ts';
import { describeFault, faultsMax } from '../../../shared/problems/fault.ts';
import type { Language } from '../../../shared/text.ts';
import type { Answer, Refused } from './answer.ts';

/** What passes by itself is over in a moment. */
const retry = { 'retry-after': '1' };

/** A refusal as a problem document (RFC 9457). Holds what the catalogue and the refusal say, and nothing else. */
export const problemAnswer = ({ problem, detail: own, faults, members, headers }: Refused, language: Language): Answer => {
  const { status, title, detail } = catalogue[problem];
  const errors = faults?.slice(0, faultsMax).map((fault) => ({
    in: fault.in,
    pointer: fault.pointer,
    ...fault.position,
    code: fault.code,
    detail: describeFault(fault, language),
    ...(fault.values.suggestion ? { suggestion: fault.values.suggestion } : {}),
  }));
  const body = {
    type: typeOf(problem),
    title: title[language],
    status,
    detail: (own ?? detail)[language],
    ...members,
    ...(errors ? { errors } : {}),
  };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      ...(status === 503 ? retry : {}),
      ...headers,
    },
    body: JSON.stringify(body),
  };
};
