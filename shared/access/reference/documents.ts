import { openApi } from '../openapi.ts';
import { planJsonSchema } from '../../plan/schema/json-schema.ts';
import { problemReference, reference } from './reference.ts';

/** What the API serves about itself, as text. */
export interface Documents {
  readonly openapi: string;
  readonly reference: string;
  readonly problems: string;
  readonly planSchema: string;
}

export const documents = (): Documents => ({
  openapi: JSON.stringify(openApi()),
  reference: reference(),
  problems: problemReference(),
  planSchema: JSON.stringify(planJsonSchema()),
});
