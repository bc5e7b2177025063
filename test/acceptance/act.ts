import type { Reply } from '../integration/api/support/world.ts';
import type { Organization } from './case.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Status and kind of a problem, such as `409 incident-closed`. */
export const problemOf = ({ status, body }: Reply): string => `${status} ${body.type.split('#').at(-1)}`;

/** Stores a plan of the organization. */
export const store = async ({ world, key, plan }: Organization, slug: string, body: unknown = plan): Promise<void> => {
  const { status, text } = await world.ask('PUT', `/v1/plans/${slug}`, { key, body });
  if (status !== 201) throw new Error(text);
};

export const declare = ({ world, key }: Organization, plan: string, body: Fields = {}): Promise<Reply> =>
  world.ask('POST', '/v1/incidents', { key, body: { plan, ...body } });

/** Does something to an incident: `facts`, `ask`, `close`, `tasks/<id>/complete`. */
export const act = ({ world, key }: Organization, incident: string, path: string, body?: Fields): Promise<Reply> =>
  world.ask('POST', `/v1/incidents/${incident}/${path}`, { key, ...(body ? { body } : {}) });
