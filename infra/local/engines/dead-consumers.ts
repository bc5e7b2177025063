/**
 * A client that dies while it waits for messages would take the next ones with it: the engine hands them to the closed connection,
 * and they stay invisible until their time-out. Here the engine looks whether somebody is still there.
 */
interface Receiving {
  readonly raw: { readonly destroyed: boolean; readonly socket: { readonly destroyed: boolean } };
}

type Members = Record<string | symbol, unknown>;
type Action = (body: unknown, store: object, request: Receiving) => unknown;

interface Router {
  register(this: Router, name: string, action: Action): void;
}

/** The same object, with one method replaced. */
const withMethod = <T extends object>(target: T, name: string, method: (...args: never[]) => unknown): T =>
  new Proxy(target, {
    get(_target, key) {
      const value = (target as Members)[key];
      if (key === name) return method;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

type Method = (...args: unknown[]) => unknown;

const guarded =
  (action: Action): Action =>
  (body, store, request) => {
    const getQueue = (url: unknown) => {
      const queue = (store as { getQueue: Method }).getQueue(url) as { dequeue: Method } | undefined;
      const dequeue: Method = (...args) => (request.raw.socket.destroyed ? [] : queue?.dequeue(...args));
      return queue === undefined ? undefined : withMethod(queue, 'dequeue', dequeue);
    };
    return action(body, withMethod(store, 'getQueue', getQueue), request);
  };

/** To be called before the engine is started. Reaches into its modules, because it has no setting for this. */
export async function passOverDeadConsumers(): Promise<void> {
  const module = new URL('sqs/sqsRouter.js', import.meta.resolve('fauxqs')).href;
  const { SqsRouter } = (await import(module)) as { SqsRouter: { prototype: Router } };
  const { register } = SqsRouter.prototype;
  SqsRouter.prototype.register = function (name, action) {
    register.call(this, name, name === 'ReceiveMessage' ? guarded(action) : action);
  };
}
