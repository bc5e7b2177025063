import * as z from 'zod';
import { textOf } from '../text.ts';
import { Slug } from './slug.ts';

const factId = z.string().min(1).max(64);

/**
 * Who holds a seat: a person by id, everybody in a position, whoever is on duty by a roster, whoever is on duty at the site or zone that a fact names,
 * or whoever commands at the incident's level.
 */
export const Holder = z.union([
  Slug,
  z.strictObject({ position: Slug }),
  z.strictObject({ duty: Slug }),
  z.strictObject({ dutyAt: factId }),
  z.strictObject({ command: z.literal('level') }),
]);
export type Holder = z.infer<typeof Holder>;

/** A post that the plan gives work to; its holders are tried in this order. */
export const Seat = z.strictObject({
  id: Slug,
  title: textOf(200),
  duties: textOf(2000).optional(),
  holders: z.array(Holder).max(50).default([]),
});
export type Seat = z.infer<typeof Seat>;

/** A group of seats: its leader is tried first, then the deputies, then the members. Bodies and seats share one space of names. */
export const Body = z.strictObject({
  id: Slug,
  title: textOf(200),
  kind: z.enum(['leading-group', 'command', 'office', 'working-group', 'front-line']).optional(),
  /** The body that it answers to. */
  under: Slug.optional(),
  duties: textOf(2000).optional(),
  leader: Slug.optional(),
  deputies: z.array(Slug).max(20).default([]),
  members: z.array(Slug).max(100).default([]),
});
export type Body = z.infer<typeof Body>;

/** The seats of a body in the order in which they are tried, or the seat itself. */
export const seatsOf = (plan: { readonly bodies: readonly Body[] }, name: string): readonly string[] => {
  const body = plan.bodies.find(({ id }) => id === name);
  if (!body) return [name];
  return [...new Set([...(body.leader === undefined ? [] : [body.leader]), ...body.deputies, ...body.members])];
};
