/** Brings up the whole product on this machine, as a library: `npm start`, the tests and the benchmarks all start it here. */
import { join, resolve } from 'node:path';
import { openClock } from './clock.ts';
import { createControl } from './control.ts';
import { openDataFolder, refuseIfUsed } from './data-folder.ts';
import { planDeployment, type Deployment } from './deployment.ts';
import type { Endpoints } from './drivers/driver.ts';
import { ensureQueue } from './drivers/queue.ts';
import { ensureSubscription } from './drivers/subscription.ts';
import { chooseTableEngine, startTable } from './engines/table-engine.ts';
import { awsEnvironment, functionEnvironment, type FunctionSurroundings } from './environment.ts';
import { Failure } from './failure.ts';
import type { InboxPlan } from './inbox/main.ts';
import { openLogs } from './logs.ts';
import { arn, httpUrl, loopback } from './place.ts';
import type { FunctionPlan } from './plan.ts';
import { choosePorts, isFree } from './ports.ts';
import { prepare } from './preparation.ts';
import { allStarted, createProcessGroup, type ProcessGroup } from './process-group.ts';
import { functionProcess, inboxProcess, messagingProcess, objectsProcess, tableProcess } from './processes.ts';
import type { Organization, Stack, StackOptions } from './stack-options.ts';
import { loadTemplates } from './template.ts';
import { startUpkeep } from './upkeep.ts';

export type { Organization, Stack, StackEvent, StackOptions } from './stack-options.ts';

const root = resolve(import.meta.dirname, '..', '..');
const inboxQueueName = 'local-inbox';

interface FunctionOptions {
  readonly options: StackOptions;
  readonly around: FunctionSurroundings;
  readonly httpPort: number;
  readonly checkpoints: string;
}

async function timed<T>(options: StackOptions, did: string, work: () => Promise<T>): Promise<T> {
  options.signal?.throwIfAborted();
  const startedAt = performance.now();
  const result = await work();
  options.signal?.throwIfAborted();
  options.onProgress?.(did, Math.round(performance.now() - startedAt));
  return result;
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  let last = '';
  while (performance.now() < deadline) {
    try {
      const response = await fetch(url);
      await response.arrayBuffer();
      if (response.ok) return;
      last = `it answers ${response.status}`;
    } catch (error) {
      last = String(error);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Failure(`${url} does not answer: ${last}. The logs in the data folder say why.`);
}

/** Loaded when asked for: most stacks are started by tests, which make their own organizations. */
async function seedSample({ apiUrl, inboxUrl, operatorKey, data }: Stack): Promise<Organization> {
  const { seed } = await import('./seed.ts');
  return seed({ apiUrl, inboxUrl, operatorKey, dataDir: data.path });
}

async function provisionInbox(deployment: Deployment, endpoint: string): Promise<string> {
  const url = await ensureQueue(endpoint, inboxQueueName, { VisibilityTimeout: '5' });
  const own = { RawMessageDelivery: 'true', FilterPolicy: '' };
  for (const topicArn of deployment.topicArns) await ensureSubscription(endpoint, topicArn, arn('sqs', inboxQueueName), own);
  return url;
}

/** Starts the inbox and one process per function. Under a virtual clock no schedule runs: time passes when somebody says so. */
async function startFunctions(
  group: ProcessGroup,
  plans: readonly FunctionPlan[],
  inbox: InboxPlan,
  common: FunctionOptions,
): Promise<void> {
  const { options, around, httpPort, checkpoints } = common;
  const hosts = plans.map((plan) =>
    group.add(
      functionProcess({
        plan: { ...plan, sources: plan.sources.filter(({ kind }) => options.virtualClock === undefined || kind !== 'schedule') },
        functions: options.functions ?? join(root, 'dist', 'functions'),
        endpoints: around.endpoints,
        httpPort,
        checkpoints,
        env: { ...functionEnvironment(plan, around), ...options.env, ...options.functionEnv?.[plan.name] },
      }),
    ),
  );
  await allStarted([group.add(inboxProcess(inbox)), ...hosts].map((one) => one.start()));
  if (options.functions === undefined) await untilAnswers(`${around.endpoints.api}/healthz`);
}

/**
 * Starts everything and resolves when it answers; after a failure nothing is left running. A Failure is for the person at the
 * terminal, any other error is a bug.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const engine = chooseTableEngine();
  const folder = resolve(options.data);
  refuseIfUsed(folder);
  const chosen = await choosePorts(options);
  const data = await openDataFolder(folder, options.fresh ?? false);
  const logs = openLogs(data.logs);
  const group = createProcessGroup((name, line) => {
    logs.write(name, line);
    options.onLog?.(name, line);
  });
  const undo: (() => void)[] = [logs.close, data.release];
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= group.stop().finally(() => undo.splice(0).forEach((step) => step())));

  try {
    const ports = { ...chosen, inbox: data.inboxPort > 0 && (await isFree(data.inboxPort)) ? data.inboxPort : chosen.inbox };
    const endpoints: Endpoints = {
      table: 'external' in engine ? engine.external : httpUrl(ports.table),
      messaging: httpUrl(ports.messaging),
      objects: httpUrl(ports.objects),
      api: httpUrl(ports.api),
      status: httpUrl(ports.status),
    };
    const inboxUrl = httpUrl(ports.inbox);
    const smtpUrl = `smtp://${loopback}:${ports.smtp}`;
    data.setMailServer(smtpUrl);
    data.keepInboxPort(ports.inbox);
    const clock = options.virtualClock === undefined ? undefined : openClock(data.clockFile, options.virtualClock);

    if (options.templates === undefined) await prepare((did, milliseconds) => options.onProgress?.(did, milliseconds), options.signal);
    const deployment = planDeployment(loadTemplates(options.templates ?? join(root, 'cdk.out')), endpoints);

    await timed(options, 'Started the engines', () =>
      allStarted([
        group.add(messagingProcess(ports.messaging, data.messaging)).start(),
        group.add(objectsProcess(ports.objects, data.objects, ports.status, deployment.site)).start(),
        ...('binary' in engine ? [startTable(group.add(tableProcess(engine.binary, ports.table, data.tableFile)), data.tableFile)] : []),
      ]),
    );
    const inboxQueueUrl = await timed(options, 'Provisioned the resources of the template', async () => {
      await deployment.provision();
      return provisionInbox(deployment, endpoints.messaging);
    });
    await timed(options, 'Started the functions', () => {
      const { inboxFile: file, secretFile, clockFile, checkpoints } = data;
      const inbox = { file, httpPort: ports.inbox, smtpPort: ports.smtp, messaging: endpoints.messaging, queueUrl: inboxQueueUrl };
      const around = { endpoints, inboxUrl, secretFile, clockFile: clock && clockFile };
      return startFunctions(group, deployment.functions, inbox, { options, around, httpPort: ports.api, checkpoints });
    });

    undo.unshift(
      startUpkeep({
        deployment,
        endpoint: endpoints.table,
        tableFile: 'binary' in engine ? data.tableFile : undefined,
        now: () => (clock === undefined ? Date.now() : Date.parse(clock.now())),
        onError: (error) => logs.write('upkeep', String(error)),
      }),
    );
    const stack: Stack = {
      apiUrl: endpoints.api,
      statusUrl: endpoints.status,
      inboxUrl,
      smtpUrl,
      operatorKey: data.operatorKey,
      organization: undefined,
      data,
      env: awsEnvironment(endpoints),
      endpoints: { table: endpoints.table, messaging: endpoints.messaging, objects: endpoints.objects },
      functions: Object.fromEntries(deployment.functions.map((plan) => [plan.name, plan])),
      processes: group.processes,
      clock,
      onEvent: group.onEvent,
      ...createControl({ deployment, group, messaging: endpoints.messaging, inboxQueueUrl }),
      stop,
    };
    if (options.seed !== true) return stack;
    return { ...stack, organization: await timed(options, 'Prepared the sample organization', () => seedSample(stack)) };
  } catch (error) {
    await stop();
    throw error;
  }
}
