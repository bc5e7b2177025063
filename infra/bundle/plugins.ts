import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { withPureValues } from './pure.ts';
import { undocumented } from './undocumented.ts';

/** Lambda puts the role's credentials into the environment, and so does the local runner. */
const environmentCredentials = `
  export const defaultProvider = () => async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('The environment holds no AWS credentials');
    return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN };
  };`;

const noEventStreams = `
  const absent = () => { throw new Error('Event streams are left out of this bundle') };
  export class EventStreamSerde { constructor() { absent() } }
  export const eventStreamSerdeProvider = absent;
  export const resolveEventStreamSerdeConfig = (config) => config;`;

const noEndpointDiscovery = `
  export const resolveEndpointDiscoveryConfig = (config) => Object.assign(config, { endpointDiscoveryEnabled: async () => false, isClientEndpointDiscoveryEnabled: false });
  export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: () => false, configFileSelector: () => false, default: false };
  export const getEndpointDiscoveryPlugin = () => ({ applyToStack() {} });`;

const noJsonSchema = `
  const absent = () => { throw new Error('JSON Schema is made at build time: it is left out of this bundle') };
  export { absent as createToJSONSchemaMethod, absent as createStandardJSONSchemaMethod, absent as toJSONSchema };
  export { absent as initializeContext, absent as process, absent as processSchema, absent as extractDefs, absent as finalize };
  export const allProcessors = {};`;

/** The regional endpoint, or the one that the environment names (which the SDK hands in as `Endpoint`). */
const regionalEndpoint = (service: string) => `
  export const defaultEndpointResolver = ({ Endpoint, Region, UseFIPS, UseDualStack }) => {
    if (UseFIPS || UseDualStack) throw new Error('FIPS and dual-stack endpoints are left out of this bundle');
    const suffix = Region?.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return { url: new URL(Endpoint ?? 'https://${service}.' + Region + '.' + suffix), properties: {}, headers: {} };
  };`;

const partitions = `
  const one = (name, suffix, dualStack, global, regions) => ({
    id: name,
    regionRegex: regions,
    regions: {},
    outputs: { name, dnsSuffix: suffix, dualStackDnsSuffix: dualStack, implicitGlobalRegion: global, supportsDualStack: true, supportsFIPS: true },
  });
  export const partitionsInfo = {
    partitions: [one('aws-cn', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn', 'cn-northwest-1', '^cn-'), one('aws', 'amazonaws.com', 'api.aws', 'us-east-1', '')],
  };`;

interface Replacement {
  readonly why: string;
  readonly contents: string;
}

/** Packages that a function in Lambda never reaches. Sizes are minified bytes in the bundle of `api`. */
const packages: Readonly<Record<string, Replacement>> = {
  '@aws-sdk/credential-provider-node': {
    why: 'profiles, single sign-on, instance metadata and the four clients they need: 135 KB',
    contents: environmentCredentials,
  },
  '@smithy/core/event-streams': {
    why: 'no operation that Muster calls has an event stream: 15 KB',
    contents: noEventStreams,
  },
  '@aws-sdk/middleware-endpoint-discovery': {
    why: 'off by default for DynamoDB, and its cache brings a collections library: 10 KB',
    contents: noEndpointDiscovery,
  },
};

/** The same for single files, by the end of their path. */
const files: Readonly<Record<string, Replacement>> = {
  'zod/v4/core/to-json-schema.js': { why: 'documents are made at build time: 9 KB', contents: noJsonSchema },
  'zod/v4/core/json-schema-processors.js': { why: 'likewise: 9 KB', contents: noJsonSchema },
  'zod/v4/locales/en.js': {
    why: 'faults are told in our own words by their codes: 3 KB',
    contents: 'export default () => ({ localeError: () => undefined });',
  },
  '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js': {
    why: 'all regions by name, of which the rules for endpoints want the suffix alone: 4 KB',
    contents: partitions,
  },
  '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js': {
    why: 'settings come from the environment, and looking for ~/.aws twice costs a cold start: 2 KB',
    contents: `
      export const CONFIG_PREFIX_SEPARATOR = '.';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  ...Object.fromEntries(
    [
      ['dynamodb', 'dynamodb'],
      ['sns', 'sns'],
      ['sqs', 'sqs'],
    ].map(([client, service = '']) => [
      `@aws-sdk/client-${client}/dist-es/endpoint/endpointResolver.js`,
      { why: 'an interpreter of rules for endpoints, most of which Muster does not use: 20 KB', contents: regionalEndpoint(service) },
    ]),
  ),
  '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js': { why: 'Node has its own: 3 KB', contents: 'export class Sha256Js {}' },
  '@smithy/core/dist-es/submodules/retry/util-retry/DefaultRateLimiter.js': {
    why: 'for the retry mode "adaptive", which is not the default: 3 KB',
    contents: `export class DefaultRateLimiter { constructor() { throw new Error('Adaptive retries are left out of this bundle') } }`,
  },
  '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js': {
    why: 'Lambda puts its region into the environment: 1 KB',
    contents: 'export const getInstanceMetadataRegion = async () => undefined;',
  },
};

/** What DynamoDB says only to who manages tables, backups and copies of them: 16 KB. An error that is not registered keeps its name all the same. */
const managersErrors =
  /^n0_registry\.registerError\(\w*(?:Backup|Export|Import|Table|Replica(?!ted)|PointInTime|Policy|Restore|Index)\w*\$, \w+\);$/gm;

/** Leaves out of the SDK and of zod what would only be carried along and compiled. */
export const lean: Plugin = {
  name: 'lean',
  setup(build) {
    build.onResolve({ filter: /^@(aws-sdk|smithy)\// }, ({ path }) =>
      Object.hasOwn(packages, path) ? { path, namespace: 'lean' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lean' }, ({ path }) => ({ contents: packages[path]?.contents ?? '', loader: 'js' }));
    build.onLoad({ filter: /node_modules.(zod|@smithy.core|@aws-sdk.core|@aws-sdk.client-[\w-]+)\b.*\.js$/ }, ({ path }) => {
      const end = Object.keys(files).find((file) => path.replaceAll('\\', '/').endsWith(`/${file}`));
      return end ? { contents: files[end]?.contents ?? '', loader: 'js' } : undefined;
    });
    build.onLoad({ filter: /@aws-sdk.client-dynamodb.dist-es.schemas.schemas_0\.js$/ }, ({ path }) => ({
      contents: withPureValues(readFileSync(path, 'utf8').replaceAll(managersErrors, '')),
      loader: 'js',
    }));
    // A client reads its own version in there, and carries the whole description of its package for it.
    build.onLoad({ filter: /@aws-sdk.client-[\w-]+.package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * Built-in modules by `process.getBuiltinModule`. An `import` of one makes Node read all of its exports, and with `node:http` that
 * alone loads its Fetch API.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    const names = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    build.onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z_]+)?$/ }, ({ path }) =>
      names.has(path) ? { path: path.replace(/^(?!node:)/, 'node:'), namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
      loader: 'js',
    }));
  },
};

/**
 * What is imported when somebody asks for it, from a folder `generated` (documents), `pages` or `lazy` (code), stays a file of its own beside the bundle: it is
 * asked for rarely and weighs much. Fills `found` with the file's name and its code.
 */
export const documents = (found: Map<string, string>): Plugin => ({
  name: 'documents',
  setup(build) {
    build.onResolve({ filter: /\/(generated|lazy|pages)\/[\w-]+\.ts$/ }, async ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const code = await compileDocument(join(resolveDir, path), found);
      const digest = createHash('sha256').update(code).digest('hex').slice(0, 12);
      const file = `${basename(path, '.ts')}-${digest}.cjs`;
      found.set(file, code);
      return { path: `./${file}`, external: true };
    });
  },
});

/** What it imports in turn when somebody asks for it is a file beside it, too. */
const compileDocument = async (source: string, found: Map<string, string>): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [source],
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    supported: { 'dynamic-import': false },
    charset: 'utf8',
    logLevel: 'error',
    plugins: [documents(found), undocumented, lean, builtins],
  });
  return outputFiles[0]?.text ?? '';
};
