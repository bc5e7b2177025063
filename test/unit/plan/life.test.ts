import { describe, expect, test } from 'vitest';
import { needsOf, nextOf, published, type Revision, repealsIn, sign, type Signing, stateOf } from '../../../shared/plan/life.ts';
import { readersOf, signersOf } from '../../../shared/plan/signers.ts';
import { Plan } from '../../../shared/plan/plan.ts';

const at = '2026-03-14T01:42:00.000Z';
const signed = { reviews: 'reviewer', approves: 'approver' };
const holders: Record<string, string> = { reviewer: 'rui', approver: 'ann', 'old-approver': 'old' };

const draft = (needs: Revision['needs'], rest: Partial<Revision> = {}): Revision => ({
  version: 2,
  createdAt: at,
  reason: null,
  changes: null,
  held: false,
  needs,
  signatures: [],
  publishedAt: null,
  repealedAt: null,
  reviewDueAt: null,
  ...rest,
});
const by = (revision: Revision, role: Signing, person: string) =>
  sign(revision, { role, by: { kind: 'person', id: person }, key: 'key_1', at, note: null }, ({ name }) => holders[name] === person);
const after = (revision: Revision, ...acts: [Signing, string][]): Revision =>
  acts.reduce((present, [role, person]) => {
    const result = by(present, role, person);
    if (!('revision' in result)) throw new Error(`${person} could not sign: ${JSON.stringify(result)}`);
    return result.revision;
  }, revision);

describe('signatures', () => {
  test('are given in order, and with the last one the version is complete', () => {
    const first = draft(needsOf({ signatures: signed }, 2, null));
    expect([stateOf(first, 2), nextOf(first)]).toEqual(['draft', 'reviews']);
    expect(by(first, 'approves', 'ann')).toEqual({ refused: 'out-of-turn' });
    const reviewed = after(first, ['reviews', 'rui']);
    expect([stateOf(reviewed, 2), nextOf(reviewed)]).toEqual(['reviewed', 'approves']);
    expect(by(reviewed, 'approves', 'ann')).toMatchObject({ complete: true });
    expect(stateOf(after(reviewed, ['approves', 'ann']), 2)).toBe('approved');
  });

  test('are taken from holders only, and once', () => {
    const first = draft(needsOf({ signatures: signed }, 2, null));
    expect(by(first, 'reviews', 'ann')).toEqual({ refused: 'authority-missing', by: ['reviewer'] });
    const key = sign(first, { role: 'reviews', by: { kind: 'key', id: 'rui' }, key: 'key_1', at, note: null }, () => true);
    expect(key).toEqual({ refused: 'authority-missing', by: ['reviewer'] });
    expect(by(after(first, ['reviews', 'rui']), 'reviews', 'rui')).toEqual({ repeated: true });
  });

  test('that the version in force asks for are needed although the next one leaves them out or names others', () => {
    const inForce = { plan: { signatures: { approves: 'old-approver' } }, version: 1 };
    expect(needsOf({}, 2, inForce)).toEqual([{ role: 'approves', name: 'old-approver', version: 1, person: null }]);
    const changed = draft(needsOf({ signatures: { approves: 'approver' } }, 2, inForce));
    const half = after(changed, ['approves', 'ann']);
    expect([stateOf(half, 2), nextOf(half)]).toEqual(['draft', 'approves']);
    expect(by(half, 'approves', 'old')).toMatchObject({ complete: true });
  });

  test('of one person count for every seat that this person holds', () => {
    const needs = needsOf({ signatures: { approves: 'approver' } }, 2, { plan: { signatures: { approves: 'approver' } }, version: 1 });
    expect(by(draft(needs), 'approves', 'ann')).toMatchObject({ complete: true });
  });

  test('are given again by somebody who has come to hold another seat, for that one', () => {
    const needs = needsOf({ signatures: { approves: 'approver' } }, 2, { plan: { signatures: { approves: 'old-approver' } }, version: 1 });
    const half = after(draft(needs), ['approves', 'ann']);
    expect(by(half, 'approves', 'ann')).toEqual({ repeated: true });
    const both = { role: 'approves' as const, by: { kind: 'person' as const, id: 'ann' }, key: 'key_1', at, note: null };
    expect(sign(half, both, () => true)).toMatchObject({ complete: true });
  });

  test('do not publish a version that is held as a draft until somebody publishes it', () => {
    const held = draft(needsOf({ signatures: { approves: 'approver' } }, 2, null), { held: true });
    const approved = by(held, 'approves', 'ann');
    expect(approved).toMatchObject({ complete: false });
    expect(by(held, 'publishes', 'ann')).toEqual({ refused: 'out-of-turn' });
    expect(by(after(held, ['approves', 'ann']), 'publishes', 'anybody')).toMatchObject({ complete: true });
  });
});

test('a draft that a later version came before is superseded; what was published stays so until it is repealed', () => {
  expect(stateOf(draft([]), 3)).toBe('superseded');
  expect(stateOf(draft([], { publishedAt: at }), 3)).toBe('published');
  expect(stateOf(draft([], { publishedAt: at, repealedAt: at }), 3)).toBe('repealed');
});

test('publication sets the day on which the plan is to be looked at again', () => {
  const about = { kind: 'response-plan' as const, basis: [], audience: [], reviewEvery: 'P365D' };
  expect(published(draft([]), { about }, at)).toMatchObject({ publishedAt: at, reviewDueAt: '2027-03-14T01:42:00.000Z' });
  expect(published(draft([]), {}, at).reviewDueAt).toBeNull();
});

test('the last of those who let a version through ends it', () => {
  expect(repealsIn({ signatures: { reviews: 'a', approves: 'b', publishes: 'c' } })).toBe('c');
  expect(repealsIn({ signatures: { reviews: 'a', approves: 'b' } })).toBe('b');
  expect(repealsIn({ signatures: { compiles: 'a' } })).toBeNull();
});

describe('seats and bodies', () => {
  const plan = Plan.parse({
    title: { en: 'Plan' },
    bodies: [{ id: 'board', title: { en: 'Board' }, leader: 'head', members: ['desk'] }],
    seats: [
      { id: 'head', title: { en: 'Head' }, holders: ['ada', { position: 'director' }] },
      { id: 'desk', title: { en: 'Desk' }, holders: [{ duty: 'desk' }] },
      { id: 'guard', title: { en: 'Guard' }, holders: ['gus'] },
    ],
    incidentTypes: [{ id: 'x', title: { en: 'X' } }],
  });
  const people = ['ada', 'bo', 'dee', 'gus'].map((id) => ({ id, positions: id === 'bo' ? ['director'] : [] }));
  const rosters = [{ id: 'desk', shifts: [{ people: ['dee'], from: '08:00', until: '20:00' }] }];

  test('are signed for by persons and positions, not by whoever is on duty', () => {
    expect([...signersOf(plan, 'board', people)]).toEqual(['ada', 'bo']);
    expect([...signersOf(plan, 'desk', people)]).toEqual([]);
  });

  test('say who has to have read the plan, with everybody of a roster', () => {
    expect([...readersOf(plan, people, rosters)]).toEqual(['ada', 'bo', 'dee', 'gus']);
    const narrow = { ...plan, about: { kind: 'policy' as const, basis: [], audience: ['board'] } };
    expect([...readersOf(narrow, people, rosters)]).toEqual(['ada', 'bo', 'dee']);
  });
});
