import { code, escape } from './html.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

const nameIn = (ref: unknown): string | null => (typeof ref === 'string' ? (ref.split('/').at(-1) ?? null) : null);
const list = (value: unknown): JsonSchema[] => (Array.isArray(value) ? (value as JsonSchema[]) : []);

/** A schema in a few words: `string, at most 200 characters`. */
export const brief = (schema: JsonSchema): string => {
  const name = nameIn(schema['$ref']);
  if (name) return `<a href="#schema-${escape(name)}">${escape(name)}</a>`;
  if ('const' in schema) return code(JSON.stringify(schema['const']));
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => code(JSON.stringify(value))).join(' | ');
  const options = [...list(schema['anyOf']), ...list(schema['oneOf'])];
  if (options.length > 0) return [...new Set(options.map(brief))].join(' | ');
  if (schema['type'] === 'array') return `${brief((schema['items'] ?? {}) as JsonSchema)}[]`;
  if (schema['type'] === 'object' && !schema['properties'] && schema['additionalProperties'])
    return `{ name: ${brief(schema['additionalProperties'] as JsonSchema)} }`;
  const limits = (
    [
      ['minLength', '≥ ', ' characters'],
      ['maxLength', '≤ ', ' characters'],
      ['minimum', '≥ ', ''],
      ['maximum', '≤ ', ''],
    ] as const
  ).flatMap(([key, before, after]) => (typeof schema[key] === 'number' ? [`${before}${schema[key]}${after}`] : []));
  const format = typeof schema['format'] === 'string' ? [schema['format']] : [];
  return escape([String(schema['type'] ?? 'any'), ...format, ...limits].join(', '));
};

const inner = (schema: JsonSchema): JsonSchema => {
  if (schema['type'] === 'array') return inner((schema['items'] ?? {}) as JsonSchema);
  return schema;
};

/** An object's fields as a tree; other schemas in a line. */
export const tree = (schema: JsonSchema): string => {
  const options = [...list(schema['anyOf']), ...list(schema['oneOf'])];
  if (options.some(({ properties }) => properties))
    return `<ul class="tree">${options.map((one) => `<li>${one['properties'] ? tree(one) : brief(one)}</li>`).join('')}</ul>`;
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  if (properties.length === 0) return `<p>${brief(schema)}</p>`;
  const required = new Set((schema['required'] ?? []) as string[]);
  const item = ([name, field]: [string, JsonSchema]) => {
    const nested = inner(field);
    const more = nested['properties'] && !nested['$ref'] ? tree(nested) : '';
    const fallback = 'default' in field ? ` <span class="soft">= ${escape(JSON.stringify(field['default']))}</span>` : '';
    const kind = field['readOnly'] ? ' <span class="soft">read-only</span>' : '';
    return `<li>${code(name)}${required.has(name) ? '' : '<span class="soft">?</span>'}${kind} <span class="soft">${more ? (field['type'] === 'array' ? '[]' : '') : brief(field)}</span>${fallback}${more}</li>`;
  };
  return `<ul class="tree">${properties.map(item).join('')}</ul>`;
};
