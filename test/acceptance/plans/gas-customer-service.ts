import { expect } from 'vitest';
import { act, declare, problemOf, store } from '../act.ts';
import type { Organization, PlanCases } from '../case.ts';
import { acknowledged, told } from '../look.ts';

const slug = 'gas-customer-service';
const supply = (householdsAffected: number) => ({ supplyState: 'interruption', householdsAffected });
const yuan = (amount: number) => ({ directLoss: { amount: amount * 100, currency: 'CNY' } });
const event = { hazard: 'leak', productionImpact: 'actual', externalHelpNeeded: true };

type Fields = Record<string, unknown>;
/** The rule with this id in a plan document. */
const ruleIn = (document: Fields, id: string): Fields => {
  const [type] = document['incidentTypes'] as { rules: Fields[] }[];
  const rule = type?.rules.find((one) => one['id'] === id);
  if (!rule) throw new Error(id);
  return rule;
};

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly pointer: string;
  readonly message: string;
}
const findings = async ({ world, key, plan }: Organization, change: (document: Fields) => void = () => undefined): Promise<Finding[]> => {
  await world.ask('PUT', '/v1/components/gas-supply', { key, body: { name: { en: 'Gas supply' } } });
  const document = structuredClone(plan);
  change(document);
  const { body } = await world.ask('POST', '/v1/plans/check', { key, body: document, headers: { 'accept-language': 'en' } });
  return body.findings;
};

/** Signs version 1 for somebody. */
const sign = ({ world, key }: Organization, role: string, person?: string, version = 1) =>
  world.ask('POST', `/v1/plans/${slug}/versions/${version}/${role}`, { key, body: person === undefined ? {} : { person } });

export const gasCustomerService: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'PLN-01',
      guarantee: 'the plan says what it is, whose, of which day, for which accidents, and which three people sign it',
      run: async ({ rehearse, organization }) => {
        const { plan: template } = rehearse();
        expect(template.about).toMatchObject({ kind: 'response-plan', unit: { 'zh-CN': '市场客户服务部' } });
        expect(template.about?.scope?.en).toMatch(/leaks and explosions; deaths and injuries; direct losses; piped gas that fails/);
        expect(template.signatures).toEqual({ compiles: 'plan-compiler', reviews: 'plan-reviewer', approves: 'plan-approver' });

        const dated = (day: string) => (document: Fields) =>
          Object.assign(document['about'] as object, { number: 'GAS-CS-2016', dated: day, basis: [{ en: 'City gas regulations' }] });
        const one = await organization({ change: dated('2016-01-08') });
        const { body: stored } = await one.world.ask('PUT', `/v1/plans/${slug}`, { key: one.key, body: one.plan });
        const { body: read } = await one.world.ask('GET', `/v1/plans/${slug}/versions/1`, { key: one.key });
        for (const { plan } of [stored, read])
          expect(plan.about).toMatchObject({
            kind: 'response-plan',
            number: 'GAS-CS-2016',
            dated: '2016-01-08',
            basis: [{ en: 'City gas regulations' }],
          });
        const other = await organization({ change: dated('8 January') });
        const refused = await other.world.ask('PUT', `/v1/plans/${slug}`, { key: other.key, body: other.plan });
        expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/about/dated']);
      },
    },
    {
      id: 'PLN-02',
      guarantee: 'a version is in force only when the reviewer and then the approver have signed it; before that nothing is declared by it',
      run: async ({ organization }) => {
        const one = await organization();
        const { world, key } = one;
        const { body: draft } = await world.ask('PUT', `/v1/plans/${slug}?person=plan-compiler-a`, { key, body: one.plan });
        expect(draft).toMatchObject({ version: 1, state: 'draft', published: null });
        expect((await declare(one, slug)).status).toBe(422);

        expect(problemOf(await sign(one, 'approve', 'plan-approver-a'))).toBe('409 out-of-turn');
        expect(problemOf(await sign(one, 'publish', 'plan-approver-a'))).toBe('409 out-of-turn');
        const stranger = await sign(one, 'review', 'general-manager-a');
        expect([problemOf(stranger), stranger.body.by]).toEqual(['403 authority-missing', ['plan-reviewer']]);
        expect((await sign(one, 'review')).body.errors).toMatchObject([{ pointer: '/person', code: 'required' }]);

        const { body: reviewed } = await sign(one, 'review', 'plan-reviewer-b');
        expect(reviewed).toMatchObject({ state: 'reviewed', waitsFor: [{ role: 'approves', name: 'plan-approver' }], publishedAt: null });
        expect((await declare(one, slug)).status).toBe(422);
        world.time.millis += 60_000;
        const { body: approved } = await sign(one, 'approve', 'plan-approver-a');
        expect(approved).toMatchObject({ state: 'published', waitsFor: [], publishedAt: world.api.clock() });
        const names = approved.signatures.map(({ role, by }: { role: string; by: { id: string } }) => `${role} ${by.id}`);
        expect(names).toEqual(['compiles plan-compiler-a', 'reviews plan-reviewer-b', 'approves plan-approver-a']);
        expect((await declare(one, slug)).status).toBe(201);
      },
    },
    {
      id: 'PLN-02',
      guarantee: 'a change waits for its own signatures, and the version in force goes on until it has them',
      run: async ({ organization }) => {
        const one = await organization();
        const { world, key, plan } = one;
        const put = (title: string, person: string) =>
          world.ask('PUT', `/v1/plans/${slug}?person=${person}`, { key, body: { ...plan, title: { en: title } } });
        await put('First', 'plan-compiler-a');
        await sign(one, 'review', 'plan-reviewer-a');
        await sign(one, 'approve', 'plan-approver-a');
        expect(problemOf(await put('Second', 'department-head-a'))).toBe('403 authority-missing');
        expect((await put('Second', 'plan-compiler-b')).body).toMatchObject({ version: 2, state: 'draft', published: 1, newest: 2 });
        const version = async () => (await declare(one, slug)).body.plan.version;
        expect(await version()).toBe(1);
        await sign(one, 'review', 'plan-reviewer-a', 2);
        expect(await version()).toBe(1);
        await sign(one, 'approve', 'plan-approver-b', 2);
        expect(await version()).toBe(2);
        const { body: record } = await world.ask('GET', `/v1/plans/${slug}/versions`, { key });
        expect(record.items.map(({ version: number, state }: { version: number; state: string }) => [number, state])).toEqual([
          [2, 'published'],
          [1, 'repealed'],
        ]);
        // Who leaves the signatures out does not get round them: the version in force says who signs.
        const { signatures: _, ...unsigned } = plan;
        const { body: sly } = await world.ask('PUT', `/v1/plans/${slug}?person=plan-compiler-a`, { key, body: unsigned });
        expect(sly).toMatchObject({ version: 3, state: 'draft', published: 2 });
      },
    },
    {
      id: 'PLN-18',
      guarantee:
        'the check finds the losses between 1,000 and 10,000 yuan that no level covers, and the household number that two levels claim',
      run: async ({ organization }) => {
        const one = await organization();
        const found = await findings(one);
        const rules = (one.plan['incidentTypes'] as { rules: { id: string }[] }[])[0]?.rules.map(({ id }) => id) ?? [];
        expect(found.map(({ code, severity, pointer }) => [code, severity, rules[Number(pointer.split('/')[4])]])).toEqual([
          ['gap', 'warning', 'loss-from-10000-yuan'],
          ['overlap', 'warning', 'households-1000-to-5000'],
        ]);
        const [gap, overlap] = found;
        expect(gap?.message).toMatch(/1,000.*10,000/);
        expect(overlap?.message).toMatch(/5,000/);
      },
    },
    {
      id: 'PLN-18',
      guarantee:
        'with the gap closed nothing is left of it; a missing number, an empty seat and a rule for an unknown fact are found at their places',
      run: async ({ organization }) => {
        const one = await organization();
        const closed = await findings(one, (document) => {
          ruleIn(document, 'loss-to-1000-yuan')['when'] = {
            fact: 'directLoss',
            over: { amount: 0, currency: 'CNY' },
            under: { amount: 1000000, currency: 'CNY' },
          };
        });
        expect(closed.map(({ code }) => code)).toEqual(['overlap']);
        const wrong = await findings(one, (document) => {
          ruleIn(document, 'minor-injury')['when'] = { fact: 'minorInjurys', atLeast: 1 };
          (document['seats'] as { holders: string[] }[])[0]?.holders.splice(0);
          document['parameters'] = [{ id: 'few', title: { en: 'A small number' }, type: 'integer' }];
          ruleIn(document, 'few-households')['when'] = { fact: 'householdsAffected', under: { parameter: 'few' } };
        });
        expect(wrong.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(
          expect.arrayContaining([
            'unknown-reference /incidentTypes/0/rules/5/when/fact',
            'parameter-missing /parameters/0/value',
            'nobody-alerted /seats/0/holders',
          ]),
        );
      },
    },
    {
      id: 'GRD-01',
      guarantee: 'the plan has three levels of its own, worst first, and every accident is at one of them',
      run: ({ rehearse }) => {
        const { plan, level } = rehearse();
        expect(plan.levels.map(({ title }) => title['zh-CN'])).toEqual(['一级（重、特大）', '二级（较大）', '三级（一般）']);
        expect(level).toBe('level-3');
        // Taken in another order they are another scale.
        const change = (document: Fields) => Object.assign(document, { levels: (document['levels'] as unknown[]).toReversed() });
        expect(rehearse({ facts: { ...supply(6000), minorInjuries: 1 }, change }).level).toBe('level-2');
      },
    },
    {
      id: 'GRD-02',
      guarantee: '5,200 households without gas are level 1, 3,000 level 2, 40 level 3',
      run: ({ rehearse }) => {
        expect([5200, 3000, 40].map((households) => rehearse({ facts: supply(households) }).level)).toEqual([
          'level-1',
          'level-2',
          'level-3',
        ]);
      },
    },
    {
      id: 'GRD-02',
      guarantee:
        'the limits themselves belong to the worse level, households count only where supply is disturbed, and 10,000 yuan is the limit of losses',
      run: ({ rehearse }) => {
        expect([5000, 4999, 1000, 999].map((households) => rehearse({ facts: supply(households) }).level)).toEqual([
          'level-1',
          'level-2',
          'level-2',
          'level-3',
        ]);
        expect(rehearse({ facts: { ...supply(9000), supplyState: 'normal' } }).level).toBe('level-3');
        const reasons = (facts: object) =>
          rehearse({ facts: { ...facts } }).rehearsal.state.reasons.map(({ rule, gap }) => (gap ? `gap ${rule}` : rule));
        expect([5000, 3000, 40].map((households) => reasons(supply(households)))).toEqual([
          ['households-from-5000', 'households-1000-to-5000'],
          ['households-1000-to-5000'],
          ['few-households'],
        ]);
        expect(reasons({ hazard: 'leak', productionImpact: 'possible' })).toEqual(['leak-may-affect-production']);
        expect(reasons({ fatalities: 0, seriousInjuries: 0, minorInjuries: 0 })).toEqual(['no-injury']);
        expect(reasons({ ...yuan(0), simpleRepair: true })).toEqual(['no-evident-loss']);
        expect(reasons(yuan(5_000))).toEqual(['gap loss-from-10000-yuan']);
        // What the written plan leaves open, from 1,000 to 10,000 yuan, counts as the worse until the tenant says otherwise.
        expect([10_000, 9_999, 1_001, 1_000, 0].map((loss) => rehearse({ facts: yuan(loss) }).level)).toEqual([
          'level-1',
          'level-1',
          'level-1',
          'level-2',
          'level-3',
        ]);
      },
    },
    {
      id: 'GRD-05',
      guarantee: 'a minor injury is level 2 and 6,000 households are level 1; together they are level 1, for both reasons',
      run: ({ rehearse }) => {
        const graded = (facts: object) => {
          const { level, rehearsal } = rehearse({ facts: { ...facts } });
          return [level, rehearsal.state.reasons.map(({ rule }) => rule)];
        };
        expect(graded({ minorInjuries: 1 })).toEqual(['level-2', ['minor-injury']]);
        expect(graded(supply(6000))).toEqual(['level-1', ['households-from-5000']]);
        expect(graded({ minorInjuries: 1, ...supply(6000) })).toEqual(['level-1', ['households-from-5000', 'minor-injury']]);
        // The written plan has the same words at two levels: the worse counts, and only if all of them are so.
        expect(graded(event)).toEqual(['level-1', ['event-with-outside-help', 'event-with-outside-help-larger']]);
        expect(graded({ ...event, externalHelpNeeded: false })).toEqual(['level-3', []]);
      },
    },
    {
      id: 'GRD-07',
      guarantee: 'at level 1 the company commands, led by the general manager; at levels 2 and 3 the department',
      run: ({ rehearse }) => {
        const led = (facts: object) => {
          const { plan, level, alerted } = rehearse({ facts: { ...facts } });
          return [plan.levels.find(({ id }) => id === level)?.command, alerted];
        };
        expect(led({ fatalities: 1 })).toEqual(['company-command', ['0 general-manager-a', '0 department-head-a']]);
        expect(led({ minorInjuries: 1 })).toEqual(['department-command-level-2', ['0 department-head-a']]);
        expect(led({})).toEqual(['department-command-level-3', ['0 department-head-a']]);
      },
    },
    {
      id: 'GRD-07',
      guarantee: 'when it gets worse the company takes over in that minute, and not before; once it is over nobody is alerted any more',
      run: ({ rehearse }) => {
        const grown = rehearse({ facts: supply(900), answers: [{ after: 'PT20M', facts: { householdsAffected: 5200 } }] });
        expect([grown.level, grown.rung('company')]).toEqual(['level-1', 20]);
        expect(grown.alerted).toEqual(['0 department-head-a', '20 general-manager-a', '20 department-head-a']);
        const over = rehearse({
          facts: supply(900),
          answers: [
            { after: 'PT10M', restored: true },
            { after: 'PT20M', facts: { householdsAffected: 5200 } },
          ],
        });
        expect([over.rung('company'), over.alerted]).toEqual([null, ['0 department-head-a']]);
      },
    },
    {
      id: 'GRD-11',
      guarantee: 'the plan covers what came suddenly, is out of control and harms people or property; otherwise it says that it does not',
      run: async ({ organization }) => {
        const one = await organization({ change: (document) => delete document['signatures'] });
        await store(one, slug);
        const scope = async (facts: object) => {
          const { body: played } = await one.world.ask('POST', '/v1/plans/dry-run', { key: one.key, body: { planId: slug, facts } });
          const { body: real } = await declare(one, slug, { facts });
          expect(played.scope).toBe(real.scope);
          return real.scope;
        };
        const sudden = { suddenUncontrolled: true };
        for (const seen of [{ hazard: 'leak' }, { hazard: 'deflagration' }, { fatalities: 1 }, { minorInjuries: 1 }, yuan(500), supply(40)])
          expect(await scope({ ...sudden, ...seen })).toBe('inside');
        expect(await scope({ suddenUncontrolled: false, hazard: 'leak' })).toBe('outside');
        expect(await scope({ ...sudden, potentialHarm: 'none' })).toBe('outside');
        expect(await scope({})).toBe('unknown');
        expect(await scope({ hazard: 'leak' })).toBe('unknown');
      },
    },
    {
      id: 'GRD-13',
      guarantee: 'deaths, serious and minor injuries are facts apart, a loss is money, and what has the wrong type is refused at its place',
      run: async ({ rehearse, organization }) => {
        const level = (facts: object) => rehearse({ facts: { ...facts } }).level;
        expect([level({ seriousInjuries: 1 }), level({ minorInjuries: 1 }), level({ seriousInjuries: 0, minorInjuries: 0 })]).toEqual([
          'level-1',
          'level-2',
          'level-3',
        ]);
        expect(level({ seriousInjuries: { unknown: true } })).toBe('level-1');
        expect(level({ minorInjuries: { value: 2, estimated: true } })).toBe('level-2');

        const one = await organization({ change: (document) => delete document['signatures'] });
        await store(one, slug);
        const facts = {
          seriousInjuries: 'one',
          minorInjuries: 1.5,
          directLoss: { amount: 5, currency: 'USD' },
          supplyState: 'odd',
          injuries: 1,
        };
        const refused = await declare(one, slug, { facts });
        expect(refused.status).toBe(422);
        expect(refused.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).toSorted()).toEqual([
          '/facts/directLoss fact-type',
          '/facts/injuries unknown-fact',
          '/facts/minorInjuries fact-type',
          '/facts/seriousInjuries fact-type',
          '/facts/supplyState fact-type',
        ]);
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'who was told and who acknowledged is there with the minute, person by person',
      run: async ({ rehearse, organization }) => {
        const played = rehearse({ facts: { fatalities: 1 }, answers: [{ after: 'PT3M', person: 'general-manager-a' }] });
        expect([told(played), acknowledged(played)]).toEqual([['0 general-manager-a', '0 department-head-a'], ['3 general-manager-a']]);

        const one = await organization({ change: (document) => delete document['signatures'] });
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { facts: { fatalities: 1 } });
        one.world.time.millis += 180_000;
        const { body: after } = await act(one, incident.id, 'acknowledge', { person: 'general-manager-a' });
        const alerts = after.alerts as { person: { id: string }; requestedAt: string; acknowledgedAt: string | null }[];
        expect(alerts.map(({ person, requestedAt, acknowledgedAt }) => [person.id, requestedAt, acknowledgedAt])).toEqual([
          ['general-manager-a', incident.declaredAt, one.world.api.clock()],
          ['department-head-a', incident.declaredAt, null],
        ]);
      },
    },
    {
      id: 'ESC-22',
      guarantee:
        'once the tenant writes a step that is due “immediately” and gives the word two minutes, a report at minute 4 is late; with five it is not',
      run: async ({ rehearse, organization }) => {
        const change = (serviceLevels: object) => (document: Fields) => {
          const [type] = document['incidentTypes'] as Fields[];
          Object.assign(type ?? {}, {
            steps: [{ id: 'report', title: { en: 'Report' }, actor: 'department-head', within: 'immediately' }],
          });
          Object.assign(document, { serviceLevels });
        };
        const late = (immediately: string) => {
          const played = rehearse({ change: change({ immediately }), answers: [{ after: 'PT4M', done: 'report' }] });
          return [played.due('report'), played.breached('report'), played.done('report')];
        };
        expect([late('PT2M'), late('PT5M')]).toEqual([
          [2, 2, 4],
          [5, null, 4],
        ]);
        const one = await organization({ change: change({}) });
        const refused = await one.world.ask('PUT', `/v1/plans/${slug}`, { key: one.key, body: one.plan });
        expect(refused.body.errors).toMatchObject([{ pointer: '/incidentTypes/0/steps/0/within' }]);
      },
    },
  ],
  notYet: [
    { id: 'ESC-22', why: 'the written plan has no deadlines and no urgency words; the case adds the step that a tenant would write' },
  ],
};
