import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

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

/** Parts of the AWS SDK that a function in Lambda never reaches. Sizes are minified bytes in the bundle of `api`. */
const replacements: Readonly<Record<string, { readonly why: string; readonly contents: string }>> = {
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

export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    build.onResolve({ filter: /^@(aws-sdk|smithy)\// }, ({ path }) => (Object.hasOwn(replacements, path) ? { path, namespace: 'lean-sdk' } : undefined));
    build.onLoad({ filter: /.*/, namespace: 'lean-sdk' }, ({ path }) => ({ contents: replacements[path]?.contents ?? '', loader: 'js' }));
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
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: `module.exports = process.getBuiltinModule('${path}')`, loader: 'js' }));
  },
};
