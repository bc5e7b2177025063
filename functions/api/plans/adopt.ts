import { errorsIn } from '../../../shared/plan/check/check.ts';
import type { AdoptionInput } from '../../../shared/access/adoption-input.ts';
import type { ApiKey } from '../../../shared/organization/records.ts';
import { Plan } from '../../../shared/plan/plan.ts';
import type { Template } from '../../../shared/plan/template.ts';
import type { Fault } from '../../../shared/problems/fault.ts';
import { pointerOf } from '../../../shared/problems/pointer.ts';
import { suggester } from '../../../shared/problems/suggest.ts';
import type { Language } from '../../../shared/text.ts';
import type { Api, Once } from '../call.ts';
import { again, inBody, invalid, json, type Result } from '../http/answer.ts';
import { checked } from './checked.ts';
import { groundOf } from './ground.ts';
import { loadPlanHead } from './record.ts';
import { standingOf, tagOf } from './standing.ts';
import { store } from './store.ts';

interface Adoption {
  readonly api: Api;
  readonly caller: ApiKey;
  readonly body: AdoptionInput;
  readonly once: Once;
  readonly language: Language;
}

/** What was filled in and does not fit the template. */
const misfits = (plan: Plan, { parameters, holders }: AdoptionInput): Fault[] => {
  const [parameter, seat] = [suggester(plan.parameters.map(({ id }) => id)), suggester(plan.seats.map(({ id }) => id))];
  const unknown = (kind: string, name: string, suggestion: string | null, path: readonly string[]) =>
    inBody(pointerOf(path), 'unknown-reference', { name, expected: [kind], suggestion });
  return [
    ...Object.keys(parameters)
      .filter((name) => !plan.parameters.some(({ id }) => id === name))
      .map((name) => unknown('parameter', name, parameter(name), ['parameters', name])),
    ...Object.keys(holders)
      .filter((name) => !plan.seats.some(({ id }) => id === name))
      .map((name) => unknown('seat', name, seat(name), ['holders', name])),
  ];
};

/** A fault of the plan, at the place of the request that it comes from. */
const asSent =
  (plan: Plan) =>
  (fault: Fault): Fault => {
    const [, list, index, , ...rest] = fault.pointer.split('/');
    const seat = list === 'seats' ? plan.seats[Number(index)]?.id : undefined;
    const parameter = list === 'parameters' ? plan.parameters[Number(index)]?.id : undefined;
    if (parameter !== undefined) return { ...fault, pointer: pointerOf(['parameters', parameter]) };
    return seat === undefined ? { ...fault, pointer: '' } : { ...fault, pointer: pointerOf(['holders', seat, ...rest]) };
  };

/** Makes a plan of the organization's own from a template: published if it can be and nobody has to sign, else a draft. */
export const adopt = async ({ api, caller, body, once, language }: Adoption, template: Template): Promise<Result> => {
  const { slug, parameters, holders } = body;
  const empty = Plan.parse(template.plan);
  const plan: Plan = {
    ...empty,
    parameters: empty.parameters.map((one) => (Object.hasOwn(parameters, one.id) ? { ...one, value: parameters[one.id] } : one)),
    seats: empty.seats.map((one) => ({ ...one, holders: (Object.hasOwn(holders, one.id) && holders[one.id]) || one.holders })),
  };
  const [ground, before] = await Promise.all([groundOf(api, caller.organizationId), loadPlanHead(api, caller.organizationId, slug)]);
  const faults = [
    ...(before ? [inBody('/slug', 'plan-exists', { name: slug })] : []),
    ...misfits(empty, body),
    ...errorsIn(plan, ground).map(asSent(plan)),
  ].toSorted((a, b) => Number(a.pointer.startsWith('/holders')) - Number(b.pointer.startsWith('/holders')));
  if (faults.length > 0) return invalid(faults);

  const incomplete = plan.parameters.some(({ value }) => value === undefined);
  const findings = checked(plan, ground, language);
  const answerOf = async (stored: Exclude<Awaited<ReturnType<typeof store>>, symbol | { problem: unknown }>) => {
    const { head, version } = stored;
    const standing = await standingOf(head, stored, api.clock());
    const { version: number, createdAt } = version.revision;
    const told = { slug, version: number, createdAt, ...standing, plan: version.plan, findings };
    return json(201, told, { etag: tagOf(head, standing), location: `/v1/plans/${slug}` });
  };
  const submission = { slug, plan, draft: incomplete || body.draft, reason: null, person: body.person, ifMatch: null };
  const stored = await store(api, caller, submission, async (done) => once.remember(await answerOf(done)));
  if (typeof stored === 'symbol') return again;
  if ('problem' in stored)
    return { ...stored, ...(stored.faults ? { faults: stored.faults.map((fault) => ({ ...fault, in: 'body' as const })) } : {}) };
  return answerOf(stored);
};
