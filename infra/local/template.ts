/** Reads synthesized CloudFormation templates and resolves what they refer to. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { account, region } from './place.ts';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** As written: intrinsic functions are not resolved yet. */
  readonly properties: JsonObject;
}

export interface Template {
  readonly stack: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** The values of exported outputs, by export name. */
  readonly exports: ReadonlyMap<string, Json>;
}

/** What a resource is known as locally; drivers answer it per type. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export class TemplateError extends Error {}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseTemplate(stack: string, document: Json): Template {
  if (!isObject(document) || !isObject(document['Resources'])) throw new TemplateError(`${stack}: not a CloudFormation template`);
  const resources = new Map<string, Resource>();
  for (const [id, entry] of Object.entries(document['Resources'])) {
    if (!isObject(entry) || typeof entry['Type'] !== 'string') throw new TemplateError(`${stack}.${id}: a resource without a type`);
    const properties = entry['Properties'];
    resources.set(id, { stack, id, type: entry['Type'], properties: isObject(properties) ? properties : {} });
  }
  const exports = new Map<string, Json>();
  const outputs = isObject(document['Outputs']) ? document['Outputs'] : {};
  for (const output of Object.values(outputs)) {
    if (!isObject(output) || !isObject(output['Export'])) continue;
    const name = output['Export']['Name'];
    if (typeof name === 'string') exports.set(name, output['Value'] ?? null);
  }
  return { stack, resources, exports };
}

/** All templates of a cloud assembly (`cdk.out`). */
export function loadTemplates(folder: string): Template[] {
  const suffix = '.template.json';
  const files = readdirSync(folder).filter((name) => name.endsWith(suffix));
  if (files.length === 0) throw new TemplateError(`${folder} holds no template`);
  return files.sort().map((name) => parseTemplate(basename(name, suffix), JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json));
}

const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::URLSuffix': 'amazonaws.com',
};

export interface Resolver {
  /** All properties of a resource, resolved. */
  properties(resource: Resource): JsonObject;
  /** One property, resolved; undefined if the template does not set it. */
  property(resource: Resource, name: string): Json | undefined;
  all(): Resource[];
  find(stack: string, id: string): Resource | undefined;
}

/** Ref, Fn::GetAtt, Fn::Join, Fn::Sub and Fn::ImportValue; anything else is an error that names its place. */
export function createResolver(templates: readonly Template[], identify: (resource: Resource, resolver: Resolver) => Identity): Resolver {
  const byStack = new Map(templates.map((template) => [template.stack, template]));
  const identities = new Map<Resource, Identity>();

  function identity(stack: string, id: string, place: string): Identity {
    const resource = byStack.get(stack)?.resources.get(id);
    if (resource === undefined) throw new TemplateError(`${place}: there is no resource ${id}`);
    let known = identities.get(resource);
    if (known === undefined) {
      known = identify(resource, resolver);
      identities.set(resource, known);
    }
    return known;
  }

  function reference(stack: string, name: string, place: string): string {
    return pseudoParameters[name] ?? identity(stack, name, place).ref;
  }

  function attribute(stack: string, id: string, name: string, place: string): string {
    const value = identity(stack, id, place).attributes[name];
    if (value === undefined) throw new TemplateError(`${place}: ${id} has no attribute ${name} locally`);
    return value;
  }

  function substitute(stack: string, argument: Json, place: string): string {
    if (typeof argument !== 'string') throw new TemplateError(`${place}: only the short form of Fn::Sub is resolved locally`);
    return argument.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const dot = name.indexOf('.');
      return dot < 0 ? reference(stack, name, place) : attribute(stack, name.slice(0, dot), name.slice(dot + 1), place);
    });
  }

  function join(stack: string, argument: Json, place: string): string {
    const [separator, parts] = Array.isArray(argument) ? argument : [];
    if (typeof separator !== 'string' || !Array.isArray(parts)) throw new TemplateError(`${place}: Fn::Join needs a separator and a list`);
    return parts.map((part, index) => String(resolve(stack, part, `${place}[${index}]`))).join(separator);
  }

  function importValue(argument: Json, place: string): Json {
    for (const template of templates) {
      const value = typeof argument === 'string' ? template.exports.get(argument) : undefined;
      if (value !== undefined) return resolve(template.stack, value, `${template.stack} export ${String(argument)}`);
    }
    throw new TemplateError(`${place}: nothing exports ${JSON.stringify(argument)}`);
  }

  function resolve(stack: string, value: Json, place: string): Json {
    if (Array.isArray(value)) return value.map((item, index) => resolve(stack, item, `${place}[${index}]`));
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name !== undefined && argument !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
      const here = `${place} (${name})`;
      if (name === 'Ref' && typeof argument === 'string') return reference(stack, argument, here);
      if (name === 'Fn::GetAtt' && Array.isArray(argument)) return attribute(stack, String(argument[0]), String(argument[1]), here);
      if (name === 'Fn::Join') return join(stack, argument, here);
      if (name === 'Fn::Sub') return substitute(stack, argument, here);
      if (name === 'Fn::ImportValue') return importValue(resolve(stack, argument, here), here);
      throw new TemplateError(`${place}: ${name} is not resolved locally (only Ref, GetAtt, Join, Sub and ImportValue are)`);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, resolve(stack, item, `${place}.${key}`)]));
  }

  const placeOf = (resource: Resource) => `${resource.stack}.${resource.id}`;
  const resolver: Resolver = {
    properties: (resource) => resolve(resource.stack, resource.properties, placeOf(resource)) as JsonObject,
    property(resource, name) {
      const value = resource.properties[name];
      return value === undefined ? undefined : resolve(resource.stack, value, `${placeOf(resource)}.${name}`);
    },
    all: () => templates.flatMap((template) => [...template.resources.values()]),
    find: (stack, id) => byStack.get(stack)?.resources.get(id),
  };
  return resolver;
}
