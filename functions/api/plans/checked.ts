import { check } from '../../../shared/plan/check/check.ts';
import type { Ground } from '../../../shared/plan/check/ground.ts';
import { sayFinding, type SaidFinding } from '../../../shared/plan/check/say.ts';
import type { Language } from '../../../shared/text.ts';

/** Every finding of a document, in words. */
export const checked = (document: unknown, ground: Ground, language: Language): SaidFinding[] =>
  check(document, ground).map((finding) => sayFinding(finding, language));
