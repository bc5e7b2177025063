import { Server, type ListenOptions } from 'node:net';
import { loopback } from '../place.ts';

/**
 * Makes every server of this process listen on 127.0.0.1, whatever address it asks for: the messaging and object engine asks for
 * all addresses and cannot be told otherwise.
 */
export function listenOnLoopbackOnly(): void {
  const original = Server.prototype.listen as (this: Server, ...args: unknown[]) => Server;
  Server.prototype.listen = function listen(this: Server, ...args: unknown[]): Server {
    const [first, ...rest] = args;
    const callback = rest.find((argument) => typeof argument === 'function');
    const asked: ListenOptions = typeof first === 'object' && first !== null ? first : { port: Number(first ?? 0) };
    return original.call(this, { ...asked, host: loopback }, callback);
  } as Server['listen'];
}
