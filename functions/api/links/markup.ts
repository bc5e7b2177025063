/** Text that is safe to stand in a page. */
export interface Markup {
  readonly markup: string;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

type Value = Markup | string | null | false | readonly (Markup | string | null | false)[];

const written = (value: Value): string => {
  if (value === null || value === false) return '';
  if (typeof value === 'string') return escaped(value);
  return 'markup' in value ? value.markup : value.map(written).join('');
};

/** Markup in which everything put in is escaped, unless it is markup itself. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  markup: parts.reduce((text, part, index) => text + written(values[index - 1] ?? null) + part),
});
