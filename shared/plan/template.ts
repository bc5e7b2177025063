import type { Text } from '../text.ts';

/** A plan to begin with: as a file with its comments, and as the document that the file says. */
export interface Template {
  readonly slug: string;
  readonly title: Text;
  readonly purpose: Text | null;
  readonly incidentTypes: readonly { readonly id: string; readonly title: Text }[];
  readonly plan: Readonly<Record<string, unknown>>;
  readonly text: string;
}
