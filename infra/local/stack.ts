/** Brings up the whole product on this machine, as a library: `npm start`, the tests and the benchmarks all start it here. */
import { join, resolve } from 'node:path';
import { call } from './aws.ts';
import { openClock } from './clock.ts';
import { openDataFolder } from './data-folder.ts';
import { planDeployment, type Deployment } from './deployment.ts';
import type { Endpoints } from './drivers/driver.ts';
import { ensureQueue } from './drivers/queue.ts';
import { ensureSubscription } from './drivers/subscription.ts';
import { addStreamIndexes, findTableEngine, trimStream } from './engines/table.ts';
import { awsEnvironment, functionEnvironment } from './environment.ts';
import { Failure } from './failure.ts';
import { keep, type ManagedProcess, type ProcessSpec } from './keeper.ts';
import { openLogs } from './logs.ts';
import { arn, httpUrl, loopback } from './place.ts';
import type { ScheduleSource } from './plan.ts';
import { freePorts, isFree } from './ports.ts';
import { prepare } from './preparation.ts';
import { functionProcess, inboxProcess, messagingProcess, objectsProcess, tableProcess } from './processes.ts';
import { untilQuiet } from './quiet.ts';
import type { Organization, Stack, StackEvent, StackOptions } from './stack-options.ts';
import { loadTemplates } from './template.ts';
import { startUpkeep } from './upkeep.ts';

export type { Organization, Stack, StackEvent, StackOptions } from './stack-options.ts';

const root = resolve(import.meta.dirname, '..', '..');
const inboxQueueName = 'local-inbox';

interface Ports {
  readonly table: number;
  readonly messaging: number;
  readonly objects: number;
  readonly inbox: number;
  readonly smtp: number;
  readonly api: number;
  readonly status: number;
}

async function choosePorts(options: StackOptions): Promise<Ports> {
  const [table = 0, messaging = 0, objects = 0, inbox = 0, smtp = 0, api = 0, status = 0] = await freePorts(7);
  const fixed = [
    { port: options.apiPort ?? 0, setting: 'MUSTER_API_PORT' },
    { port: options.statusPort ?? 0, setting: 'MUSTER_STATUS_PORT' },
  ];
  for (const { port, setting } of fixed) {
    if (port !== 0 && !(await isFree(port))) {
      throw new Failure(`Port ${port} is in use. Stop what uses it, or choose another one: ${setting}=${port + 1000} npm start`);
    }
  }
  return { table, messaging, objects, inbox, smtp, api: options.apiPort || api, status: options.statusPort || status };
}

/** An address in AWS_ENDPOINT_URL_DYNAMODB always wins; otherwise our engine, where there is one. */
function chooseTableEngine(): { readonly external: string } | { readonly binary: string } {
  const external = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (external !== undefined && external !== '') return { external: external.replace(/\/$/, '') };
  const binary = findTableEngine();
  if (binary !== undefined) return { binary };
  throw new Failure(
    `There is no table engine for ${process.platform}-${process.arch}. Start AWS's DynamoDB Local and name it: ` +
      'docker run -d -p 8000:8000 amazon/dynamodb-local, then AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start',
  );
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

/**
 * Starts everything and resolves when it answers; after a failure nothing is left running. A Failure is for the person at the
 * terminal, any other error is a bug.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const engine = chooseTableEngine();
  const chosen = await choosePorts(options);
  const data = await openDataFolder(resolve(options.data), options.fresh ?? false);
  const ports = { ...chosen, inbox: data.inboxPort > 0 && (await isFree(data.inboxPort)) ? data.inboxPort : chosen.inbox };
  const logs = openLogs(data.logs);
  const listeners = new Set<(event: StackEvent) => void>();
  const processes: Record<string, ManagedProcess> = {};
  const undo: (() => void)[] = [logs.close, data.release];
  let stopped: Promise<void> | undefined;

  const emit = (event: StackEvent) => listeners.forEach((listener) => listener(event));
  function add(spec: ProcessSpec): ManagedProcess {
    return (processes[spec.name] = keep(spec, {
      onOutput(name, line) {
        logs.write(name, line);
        options.onLog?.(name, line);
      },
      onExit: (name, how) => emit({ kind: 'ended', name, how }),
      onRestart: (name) => emit({ kind: 'answers', name }),
    }));
  }

  /** Functions first, so that they can finish what they do; engines last. */
  function stop(): Promise<void> {
    const engines = ['table', 'messaging', 'objects'];
    const end = (names: string[]) => Promise.all(names.map((name) => processes[name]?.stop()));
    const work = async () => {
      await end(Object.keys(processes).filter((name) => !engines.includes(name)));
      await end(engines);
      undo.splice(0).forEach((step) => step());
    };
    return (stopped ??= work());
  }

  try {
    if (options.templates === undefined) await prepare((did, milliseconds) => options.onProgress?.(did, milliseconds), options.signal);
    const endpoints: Endpoints = {
      table: 'external' in engine ? engine.external : httpUrl(ports.table),
      messaging: httpUrl(ports.messaging),
      objects: httpUrl(ports.objects),
      api: httpUrl(ports.api),
      status: httpUrl(ports.status),
    };
    const deployment = planDeployment(loadTemplates(options.templates ?? join(root, 'cdk.out')), endpoints);
    const inboxUrl = httpUrl(ports.inbox);
    const smtpUrl = `smtp://${loopback}:${ports.smtp}`;
    data.setMailServer(smtpUrl);
    data.keepInboxPort(ports.inbox);
    const clock = options.virtualClock === undefined ? undefined : openClock(data.clockFile, options.virtualClock);

    await timed(options, 'Started the engines', async () => {
      const starts = [
        add(messagingProcess(ports.messaging, data.messaging)).start(),
        add(objectsProcess(ports.objects, data.objects, ports.status, deployment.site)).start(),
      ];
      if ('binary' in engine) starts.push(startTable(add(tableProcess(engine.binary, ports.table, data.tableFile)), data.tableFile));
      await Promise.all(starts);
    });

    const inboxQueueUrl = await timed(options, 'Provisioned the resources of the template', async () => {
      await deployment.provision();
      return provisionInbox(deployment, endpoints.messaging);
    });

    const schedules: { readonly name: string; readonly source: ScheduleSource }[] = [];
    await timed(options, 'Started the functions', async () => {
      const inbox = add(
        inboxProcess({
          file: data.inboxFile,
          httpPort: ports.inbox,
          smtpPort: ports.smtp,
          messaging: endpoints.messaging,
          queueUrl: inboxQueueUrl,
        }),
      );
      const around = { endpoints, inboxUrl, secretFile: data.secretFile, clockFile: clock && data.clockFile };
      const hosts = deployment.functions.map((plan) => {
        for (const source of plan.sources) if (source.kind === 'schedule') schedules.push({ name: plan.name, source });
        const sources = plan.sources.filter((source) => clock === undefined || source.kind !== 'schedule');
        return add(
          functionProcess({
            plan: { ...plan, sources },
            functions: options.functions ?? join(root, 'dist', 'functions'),
            endpoints,
            httpPort: ports.api,
            checkpoints: data.checkpoints,
            env: { ...functionEnvironment(plan, around), ...options.env, ...options.functionEnv?.[plan.name] },
          }),
        );
      });
      await Promise.all([inbox, ...hosts].map((one) => one.start()));
      if (options.functions === undefined) await untilAnswers(`${endpoints.api}/healthz`);
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

    const named = (name: string): ManagedProcess => {
      const found = processes[name];
      if (found === undefined) throw new Error(`There is no process ${name}; there are ${Object.keys(processes).join(', ')}`);
      return found;
    };
    const sourcesOf = (kind: string) => deployment.functions.filter((plan) => plan.sources.some((source) => source.kind === kind));
    const fed = deployment.functions.flatMap((plan) => plan.sources.flatMap((source) => (source.kind === 'queue' ? [source.url] : [])));
    let organization: Organization | undefined;
    const stack: Stack = {
      apiUrl: endpoints.api,
      statusUrl: endpoints.status,
      inboxUrl,
      smtpUrl,
      operatorKey: data.operatorKey,
      get organization() {
        return organization;
      },
      data,
      env: awsEnvironment(endpoints),
      endpoints: { table: endpoints.table, messaging: endpoints.messaging, objects: endpoints.objects },
      functions: Object.fromEntries(deployment.functions.map((plan) => [plan.name, plan])),
      processes,
      clock,
      onEvent(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      invoke: (name, event) => named(name).ask({ ask: 'invoke', event }),
      async sweep() {
        const results = schedules.map(({ name, source }) => named(name).ask({ ask: 'invoke', event: source.input ?? {} }));
        return (await Promise.all(results))[0];
      },
      async wake(organizationId, incidentId, dueAt) {
        const QueueUrl = deployment.functions.find((plan) => plan.name === 'tick')?.environment['MUSTER_TICK_QUEUE_URL'];
        if (QueueUrl === undefined) throw new Error('The template gives no tick queue to the function tick');
        await call('sqs', endpoints.messaging, 'SendMessage', {
          QueueUrl,
          MessageBody: JSON.stringify({ organizationId, incidentId, dueAt }),
        });
      },
      quiet: ({ timeoutMilliseconds = 30_000 } = {}) =>
        untilQuiet(
          {
            endpoint: endpoints.messaging,
            queueUrls: [...fed, inboxQueueUrl],
            streamReaders: sourcesOf('stream').map((plan) => named(plan.name)),
          },
          timeoutMilliseconds,
        ),
      stop,
    };
    if (options.seed === true) organization = await timed(options, 'Prepared the sample organization', () => seedSample(stack));
    return stack;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The engine makes its tables' file on its first start, and sees new indexes of stream records after another one. */
async function startTable(table: ManagedProcess, file: string): Promise<void> {
  const known = addStreamIndexes(file);
  if (known) trimStream(file);
  await table.start();
  if (known) return;
  await table.stop();
  addStreamIndexes(file);
  await table.start();
}
