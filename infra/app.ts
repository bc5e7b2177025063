/** The CDK app: `CDK_OUTDIR=cdk.out node infra/app.ts` writes the templates, without credentials, network or Docker. */
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { build } from './build.ts';
import { ServiceStack } from './service-stack.ts';
import { StateStack } from './state-stack.ts';

/** What the library recommends for a new app; and a stack that others read from cannot lose what they read. */
const context = { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

export interface AppOptions {
  /** Where the bundles are: one folder per function with its index.mjs. */
  readonly functionsDirectory: string;
  /** Where the templates go; the toolkit's CDK_OUTDIR otherwise. */
  readonly outdir?: string;
  /** As the toolkit's `-c`; what may be set is in docs/deploy.md. */
  readonly context?: Readonly<Record<string, unknown>>;
}

export function createApp(options: AppOptions): { app: App; state: StateStack; service: ServiceStack } {
  const app = new App({ outdir: options.outdir, analyticsReporting: false, context: { ...context, ...options.context } });
  const state = new StateStack(app, 'MusterState');
  const service = new ServiceStack(app, 'MusterService', { state, functionsDirectory: options.functionsDirectory });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { app, state, service };
}

if (import.meta.main) {
  const elsewhere = process.env['MUSTER_FUNCTIONS_DIRECTORY'];
  // Built here and not by hand before, so that a deployment never carries old code.
  if (!elsewhere) await build();
  createApp({ functionsDirectory: elsewhere ?? join(import.meta.dirname, '..', 'dist', 'functions') }).app.synth();
}
