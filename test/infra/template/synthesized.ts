/** The templates of the app over empty functions: what the infrastructure promises does not depend on what runs in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { createApp } from '../../../infra/app.ts';
import { functions } from '../../../shared/names.ts';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: Json;
  readonly Resource?: Json;
  readonly Condition?: JsonObject;
}

export interface Synthesized {
  readonly app: App;
  readonly templates: Readonly<Record<string, JsonObject>>;
  readonly resources: readonly Resource[];
}

let kept: Synthesized | undefined;

/** Synthesizes once, however many ask. */
export const synthesize = (): Synthesized => (kept ??= synthesizeAnew());

/** What the toolkit is told by `-c` changes what is synthesized. */
export function synthesizeAnew(context: Readonly<Record<string, unknown>> = {}): Synthesized {
  const directory = mkdtempSync(join(tmpdir(), 'muster-infra-'));
  try {
    for (const name of functions) {
      mkdirSync(join(directory, 'functions', name), { recursive: true });
      writeFileSync(join(directory, 'functions', name, 'index.mjs'), 'export const handler = async () => ({});\n');
    }
    const { app } = createApp({ functionsDirectory: join(directory, 'functions'), outdir: join(directory, 'cdk.out'), context });
    const stacks = app.synth().stacks;
    const templates = Object.fromEntries(stacks.map((stack) => [stack.stackName, stack.template as JsonObject]));
    return { app, templates, resources: Object.entries(templates).flatMap(([stack, template]) => resourcesOf(stack, template)) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function resourcesOf(stack: string, template: JsonObject): Resource[] {
  return Object.entries(template['Resources'] as JsonObject).map(([id, resource]) => {
    const { Type, Properties } = resource as { readonly Type: string; readonly Properties?: JsonObject };
    return { stack, id, type: Type, properties: Properties ?? {} };
  });
}

export const ofType = ({ resources }: Synthesized, type: string): Resource[] => resources.filter((resource) => resource.type === type);

/** The one resource of this type whose logical id begins like this. */
export function named(synthesized: Synthesized, type: string, start: string): Resource {
  const found = ofType(synthesized, type).filter(({ id }) => new RegExp(`^${start}[0-9A-F]{8}$`).test(id));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} are named ${start}`);
  return found[0]!;
}

export const at = (json: Json | undefined, ...path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (value as Record<string | number, Json> | undefined | null)?.[key], json);

export const list = (json: Json | undefined): Json[] => (json === undefined ? [] : Array.isArray(json) ? json : [json]);

/** The logical id that a reference names, also across stacks: `{ Ref }`, `{ Fn::GetAtt }`, `{ Fn::ImportValue }`. */
export function referenced(json: Json | undefined): string {
  const imported = at(json, 'Fn::ImportValue');
  if (typeof imported === 'string') return /Export\w*?(?:Ref|FnGetAtt)(\w+?[0-9A-F]{8})/.exec(imported)?.[1] ?? imported;
  return String(at(json, 'Ref') ?? at(json, 'Fn::GetAtt', 0) ?? '');
}

/** What a function's role allows. */
export function statementsOf(synthesized: Synthesized, start: string): Statement[] {
  const role = named(synthesized, 'AWS::IAM::Role', `${start}Role`);
  return list(role.properties['Policies']).flatMap((policy) => list(at(policy, 'PolicyDocument', 'Statement')) as unknown as Statement[]);
}

export const actionsOf = (synthesized: Synthesized, start: string): string[] =>
  statementsOf(synthesized, start)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => list(Action).map(String))
    .sort();
