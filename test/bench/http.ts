/** Requests with kept connections and little else, so that the bench measures the other side. */
import { send } from '../../infra/local/aws.ts';

export { send };

export type Call = <T = unknown>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<T>;

/** JSON calls with one key; an answer that is no success is an error. */
export const connect =
  (url: string, key: string): Call =>
  async <T>(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const { status, body: answer } = await send(
      method,
      `${url}${path}`,
      { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      text,
    );
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${answer}`);
    return JSON.parse(answer || 'null') as T;
  };
