import { expect } from 'vitest';
import { act, declare, problemOf, store } from '../act.ts';
import type { Organization, PlanCases, Stage } from '../case.ts';
import { acknowledged, told } from '../look.ts';

const slug = 'bank-outlet';
type Answer = Readonly<Record<string, unknown>>;
const parameters = { 'short-time': 'PT30M' };

const answer = (after: string, seat: string): Answer => ({ after, person: `${seat}-a` });
/** Team, head and office answer within a minute of being told: the leadership is told at minute 3. */
const climb = [answer('PT1M', 'outlet-team-member'), answer('PT2M', 'outlet-head'), answer('PT3M', 'superior-office-staff')];

const play = ({ rehearse }: Pick<Stage, 'rehearse'>, incidentType: string, facts: object, ...answers: readonly Answer[]) =>
  rehearse({ incidentType, facts: { ...facts }, answers, parameters });

const hops = ['outlet-team', 'outlet-head', 'superior-office', 'superior-leadership'];

const report = {
  place: 'Outlet at West Street',
  occurredAt: '2026-03-14T00:55:00.000Z',
  cause: 'A rumour',
  nature: 'Many want their deposits',
  amountInvolved: { amount: 500_000_000, currency: 'CNY' },
  peopleInvolved: { value: 120, estimated: true },
  mainHarm: { unknown: true },
  customerReaction: 'Uneasy',
  trend: 'More arrive',
  measuresTaken: 'All counters open',
};

/** The plan in force in an organization, and a run on the outlet. */
const declared = async (organization: Stage['organization'], incidentType = 'run') => {
  const one = await organization({ parameters });
  await store(one, slug);
  const { body: incident } = await declare(one, slug, { incidentType });
  const does = (path: string, body: Answer) => act(one, incident.id, path, body);
  return { one, incident, does };
};

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly pointer: string;
}
const findings = async ({ world, key }: Organization, document: unknown): Promise<string[]> => {
  const { body } = await world.ask('POST', '/v1/plans/check', { key, body: document });
  return (body.findings as Finding[]).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
};

const kinds = {
  'level-1': ['run'],
  'level-2': ['business-system-failure', 'natural-disaster', 'robbery'],
  'level-3': ['sudden-illness', 'customer-injury', 'provocation', 'customer-surge', 'resource-occupation', 'false-information', 'other'],
};

export const bankOutlet: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'PLN-01',
      guarantee:
        'the model text says what it is, what for and on which guideline it rests; the bank adds its own number, unit, day and signers',
      run: async ({ rehearse, organization }) => {
        const { about, purpose } = rehearse({ incidentType: 'run' }).plan;
        expect(about).toMatchObject({ kind: 'response-plan', basis: [{ 'zh-CN': '银行业网点服务突发事件处理工作指引' }] });
        expect([about?.scope?.en?.includes('A model text'), purpose?.['zh-CN']?.includes('保障网点持续对外服务')]).toEqual([true, true]);
        const own = {
          number: 'YY-2026-7',
          unit: { en: 'West Street branch' },
          dated: '2026-03-01',
          interpretedBy: 'superior-emergency-office',
        };
        const change = (document: Record<string, unknown>) => {
          Object.assign(document['about'] as object, own);
          document['signatures'] = { approves: 'superior-leadership-body' };
        };
        const one = await organization({ parameters, change });
        const { body: draft } = await one.world.ask('PUT', `/v1/plans/${slug}`, { key: one.key, body: one.plan });
        expect([draft.plan.about, draft.plan.signatures, draft.state]).toMatchObject([
          own,
          { approves: 'superior-leadership-body' },
          'draft',
        ]);
        const { body: signed } = await one.world.ask('POST', `/v1/plans/${slug}/versions/1/approve`, {
          key: one.key,
          body: { person: 'superior-leader-a' },
        });
        expect(signed).toMatchObject({
          state: 'published',
          signatures: [{ role: 'compiles' }, { role: 'approves', by: { id: 'superior-leader-a' } }],
        });
      },
    },
    {
      id: 'PLN-06',
      guarantee:
        'eleven kinds, each declared by itself: a run and a system failure by procedures of their own, the others by the report upward that all have',
      run: ({ rehearse }) => {
        const opened = (incidentType: string) =>
          play({ rehearse }, incidentType, {}, ...climb).items.flatMap(({ kind, task }) => (kind === 'task' ? [task] : []));
        const all = Object.values(kinds).flat();
        expect(
          rehearse({ incidentType: 'run' })
            .plan.incidentTypes.map(({ id }) => id)
            .toSorted(),
        ).toEqual(all.toSorted());
        expect(opened('run')).toEqual(
          expect.arrayContaining(['guide-customers', 'calm-customers', 'head-on-scene', 'send-security', 'move-funds']),
        );
        expect(opened('business-system-failure')).toEqual(
          expect.arrayContaining(['tell-customers', 'check-outlet', 'help-outlet', 'restore-system']),
        );
        expect(opened('run').filter((task) => task !== 'report-up' && opened('business-system-failure').includes(task))).toEqual([
          'report-to-superior-office',
          'decide-activation',
        ]);
        for (const incidentType of all.filter((one) => one !== 'run' && one !== 'business-system-failure'))
          expect([incidentType, opened(incidentType)]).toEqual([incidentType, ['report-up']]);
      },
    },
    {
      id: 'PLN-06',
      guarantee: 'each step of the two procedures starts with whoever is told of it and has the deadline of its urgency word',
      run: ({ rehearse }) => {
        const times = (incidentType: string, steps: readonly string[], facts = {}) => {
          const played = play({ rehearse }, incidentType, {}, ...climb, { after: 'PT10M', facts });
          return Object.fromEntries(steps.map((step) => [step, [played.opened(step), played.due(step)]]));
        };
        const run = {
          'guide-customers': [0, 5],
          'calm-customers': [0, 15],
          'head-on-scene': [1, 6],
          'report-to-superior-office': [1, 3],
          'decide-activation': [3, 8],
          'decide-authorities': [3, 8],
          'send-security': [3, 5],
          'ask-police': [3, 5],
          'move-funds': [3, 8],
          'judge-funds': [3, null],
          'urgent-cash': [10, 15],
          'tell-regulator': [10, 25],
          'tell-government': [10, 25],
          'tell-association': [10, 25],
          disclose: [10, 25],
        };
        const decided = { tellAuthorities: true, disclosureNeeded: true, fundsSufficient: false };
        expect(times('run', Object.keys(run), decided)).toEqual(run);
        const failure = {
          'tell-customers': [0, 15],
          'check-outlet': [0, 15],
          'report-to-superior-office': [1, 3],
          'decide-activation': [3, 5],
          'help-outlet': [3, null],
          'judge-cause': [3, null],
          'restore-system': [3, 63],
          'counter-attack': [10, null],
        };
        expect(times('business-system-failure', Object.keys(failure), { suspectedAttack: true })).toEqual(failure);
      },
    },
    {
      id: 'PLN-09',
      guarantee:
        'the bank makes its own plan of the template: it remembers where it comes from, waits for the number that only the bank knows, and is adapted',
      run: async ({ organization }) => {
        const one = await organization();
        const { world, key } = one;
        const holders = Object.fromEntries(
          (one.plan['seats'] as { id: string; holders: string[] }[]).map((seat) => [seat.id, seat.holders]),
        );
        const adopt = (body: object) =>
          world.ask('POST', `/v1/templates/${slug}/plans`, { key, body: { slug: 'west-street', holders, ...body } });
        const wrong = await adopt({ parameters: { 'short-time': 30 }, holders: { 'outlet-heads': ['outlet-head-a'] } });
        expect(wrong.body.errors.map(({ pointer }: Finding) => pointer)).toEqual(['/parameters/short-time', '/holders/outlet-heads']);

        const { status, body: draft } = await adopt({});
        expect([status, draft.state, draft.plan.origin]).toEqual([201, 'draft', { template: slug, version: 2 }]);
        expect(draft.template).toEqual({ slug, version: 2, latest: 2, movedOn: false });
        expect((await declare(one, 'west-street', { incidentType: 'run' })).status).toBe(422);

        const { plan } = draft;
        const adapted = {
          ...plan,
          parameters: [{ ...plan.parameters[0], value: 'PT45M' }],
          serviceLevels: { ...plan.serviceLevels, promptly: 'PT10M' },
        };
        const { body: own } = await world.ask('PUT', '/v1/plans/west-street', { key, body: adapted });
        expect([own.state, own.version, own.plan.origin]).toEqual(['published', 2, { template: slug, version: 2 }]);
        expect((await declare(one, 'west-street', { incidentType: 'run' })).status).toBe(201);
        expect((await adopt({})).body.errors).toMatchObject([{ pointer: '/slug', code: 'plan-exists' }]);
      },
    },
    {
      id: 'PLN-09',
      guarantee:
        'a bank that runs by the first version of the template is told that there is a second one, until it says that it has taken it over',
      run: async ({ organization }) => {
        const one = await organization({ parameters });
        const { world, key, plan } = one;
        const put = async (version: number) => {
          await world.ask('PUT', `/v1/plans/${slug}`, { key, body: { ...plan, origin: { template: slug, version } } });
          const { body: read } = await world.ask('GET', `/v1/plans/${slug}`, { key });
          const { body: list } = await world.ask('GET', '/v1/plans', { key });
          const listed = list.items.find((item: { slug: string }) => item.slug === slug);
          expect(listed.template).toEqual(read.template);
          return read.template;
        };
        expect(await put(1)).toEqual({ slug, version: 1, latest: 2, movedOn: true });
        expect(await put(2)).toEqual({ slug, version: 2, latest: 2, movedOn: false });
      },
    },
    {
      id: 'PLN-18',
      guarantee: 'the check names the length of “a short time” as missing at its place, and nothing once the bank has filled it in',
      run: async ({ organization }) => {
        const one = await organization();
        await one.world.ask('PUT', '/v1/components/outlet-service', { key: one.key, body: { name: { en: 'Outlet service' } } });
        const missing = 'error parameter-missing /parameters/0/value';
        const found = await findings(one, one.plan);
        expect(found[0]).toBe(missing);
        expect(found.slice(1).map((line) => line.split(' ')[1])).toEqual(['deadline-missing', 'deadline-missing']);
        const filled = structuredClone(one.plan) as {
          parameters: { value?: string }[];
          incidentTypes: { rules?: unknown[] }[];
          bodies: { members?: string[] }[];
        };
        for (const parameter of filled.parameters) parameter.value = 'PT30M';
        expect((await findings(one, filled)).filter((line) => line.startsWith('error'))).toEqual([]);
        // A rule for two outlets and more beside one for a single outlet leaves no gap; one for three and more does.
        for (const { rules = [] } of filled.incidentTypes)
          for (const rule of rules as { id: string; when: unknown }[])
            if (rule.id === 'several-outlets') rule.when = { fact: 'outletsAffected', over: 2 };
        const holes = (await findings(one, filled)).filter((line) => line.includes(' gap '));
        expect(holes).toHaveLength(2);
      },
    },
    {
      id: 'GRD-01',
      guarantee: 'the plan has three levels of its own, with a colour each, the worst first',
      run: ({ rehearse }) => {
        const { levels } = rehearse({ incidentType: 'run' }).plan;
        expect(levels.map(({ id, title, colour }) => [id, title['zh-CN'], colour])).toEqual([
          ['level-1', '特大（Ⅰ级）', 'red'],
          ['level-2', '重大（Ⅱ级）', 'orange'],
          ['level-3', '较大（Ⅲ级）', 'yellow'],
        ]);
      },
    },
    {
      id: 'GRD-03',
      guarantee: 'a sudden illness is level III, a robbery level II, a run level I, by their kind alone and whatever the numbers are',
      run: ({ rehearse }) => {
        for (const [level, types] of Object.entries(kinds))
          for (const incidentType of types) expect([incidentType, rehearse({ incidentType }).level]).toEqual([incidentType, level]);
        const many = { outletsAffected: 9, peopleInvolved: 500 };
        expect(['sudden-illness', 'robbery', 'run'].map((incidentType) => rehearse({ incidentType, facts: many }).level)).toEqual([
          'level-3',
          'level-2',
          'level-1',
        ]);
      },
    },
    {
      id: 'GRD-04',
      guarantee:
        'systems that fail, or a disaster that strikes, at one outlet are level II and at several level I; what is not known counts as several',
      run: ({ rehearse }) => {
        for (const incidentType of ['business-system-failure', 'natural-disaster']) {
          const level = (outletsAffected: unknown) => rehearse({ incidentType, facts: { outletsAffected } }).level;
          expect([level(1), level(2), level(9), level({ value: 2, estimated: true }), level({ unknown: true })]).toEqual([
            'level-2',
            'level-1',
            'level-1',
            'level-1',
            'level-1',
          ]);
          const reasons = (outlets: number) =>
            rehearse({ incidentType, facts: { outletsAffected: outlets } }).rehearsal.state.reasons.map(({ rule }) => rule);
          expect([reasons(1), reasons(3)]).toEqual([['one-outlet'], ['several-outlets']]);
        }
      },
    },
    {
      id: 'GRD-06',
      guarantee:
        'what people judge opens its branch and nothing else: the funds, the spread of the run, what the authorities and the public are told',
      run: ({ rehearse }) => {
        const branches = ['urgent-cash', 'joint-action', 'tell-regulator', 'tell-government', 'tell-association', 'disclose'];
        const opened = (facts: object) => {
          const played = play({ rehearse }, 'run', {}, ...climb, { after: 'PT10M', facts });
          return branches.filter((step) => played.opened(step) === 10);
        };
        expect(opened({ fundsSufficient: false })).toEqual(['urgent-cash']);
        expect(opened({ fundsSufficient: true })).toEqual([]);
        expect(opened({ fundsSufficient: true, urgentCashNeeded: true })).toEqual(['urgent-cash']);
        expect(opened({ scopeWidening: true })).toEqual(['joint-action']);
        expect(opened({ tellAuthorities: true })).toEqual(['tell-regulator', 'tell-government', 'tell-association']);
        expect(opened({ disclosureNeeded: true })).toEqual(['disclose']);
        expect(opened({ scopeWidening: false, tellAuthorities: false, disclosureNeeded: false })).toEqual([]);
        const suspected = (suspectedAttack: boolean) => {
          const played = play({ rehearse }, 'business-system-failure', {}, { after: 'PT10M', facts: { suspectedAttack } });
          return ['counter-attack', 'judge-attack'].map(played.opened);
        };
        expect([suspected(true), suspected(false)]).toEqual([
          [10, 10],
          [null, null],
        ]);
      },
    },
    {
      id: 'GRD-10',
      guarantee:
        'a second outlet that fails makes level II level I, and the reports upward are sent again in that minute; one fewer, and it is said too',
      run: ({ rehearse }) => {
        const spread = play(
          { rehearse },
          'business-system-failure',
          { outletsAffected: 1 },
          ...climb,
          { after: 'PT20M', facts: { outletsAffected: 2 } },
          answer('PT21M', 'outlet-head'),
          { after: 'PT40M', facts: { outletsAffected: 1 } },
        );
        expect(spread.items.flatMap(({ kind, minute, level }) => (kind === 'graded' ? [`${minute} ${level}`] : []))).toEqual([
          '0 level-2',
          '20 level-1',
          '40 level-2',
        ]);
        expect([spread.rung('raised'), spread.opened('report-again'), spread.due('report-again'), spread.rung('lowered')]).toEqual([
          20, 20, 22, 40,
        ]);
        const again = spread.items.flatMap((item) =>
          item.kind === 'alert' && item.rung === 'raised' && item.minute === 20 ? [item.person] : [],
        );
        expect(again).toEqual(['outlet-head-a', 'superior-office-staff-a', 'superior-leader-a']);
        expect(spread.notice('several-outlets')).toBe(20);
        const { state } = spread.rehearsal;
        expect([state.level, state.previousLevel]).toEqual(['level-2', 'level-1']);
      },
    },
    {
      id: 'GRD-10',
      guarantee:
        'with a disaster it is the same; facts that leave the level as it is repeat no report, and after the end nothing is graded again',
      run: ({ rehearse }) => {
        const spread = play(
          { rehearse },
          'natural-disaster',
          { outletsAffected: 1 },
          { after: 'PT20M', facts: { outletsAffected: 2 } },
          { after: 'PT40M', facts: { outletsAffected: 1 } },
        );
        expect([spread.rung('raised'), spread.opened('report-again'), spread.due('report-again'), spread.rung('lowered')]).toEqual([
          20, 20, 22, 40,
        ]);
        const same = play({ rehearse }, 'natural-disaster', { outletsAffected: 2 }, { after: 'PT20M', facts: { outletsAffected: 5 } });
        expect([same.rung('raised'), same.opened('report-again')]).toEqual([null, null]);
        const over = play(
          { rehearse },
          'natural-disaster',
          { outletsAffected: 1 },
          { after: 'PT10M', restored: true },
          { after: 'PT20M', facts: { outletsAffected: 2 } },
        );
        expect([over.level, over.rung('raised'), over.opened('report-again')]).toEqual(['level-2', null, null]);
      },
    },
    {
      id: 'GRD-13',
      guarantee:
        'the ten points of the report are facts with types of their own: a sum, a number, a time, words; what nobody knows may be said to be unknown',
      run: async ({ rehearse, organization }) => {
        const done = { after: 'PT1M', done: 'report-up', facts: report };
        expect(play({ rehearse }, 'robbery', {}, done).done('report-up')).toBe(1);
        const { trend: _, ...nine } = report;
        const incomplete = play({ rehearse }, 'robbery', {}, { ...done, facts: nine });
        expect([incomplete.done('report-up'), incomplete.breached('report-up'), incomplete.refused]).toEqual([
          null,
          2,
          ['0 facts-missing'],
        ]);

        const { incident, does } = await declared(organization);
        const facts = { amountInvolved: 5, peopleInvolved: 'many', occurredAt: 'noon', place: 7, outlets: 2 };
        const refused = await does('facts', { facts });
        expect(refused.body.errors.map(({ pointer, code }: Finding) => `${pointer} ${code}`).toSorted()).toEqual([
          '/facts/amountInvolved fact-type',
          '/facts/occurredAt fact-type',
          '/facts/outlets unknown-fact',
          '/facts/peopleInvolved fact-type',
          '/facts/place fact-type',
        ]);
        expect(incident.tasks.find(({ id }: { id: string }) => id === 'report-up').form).toMatchObject({ id: 'upward-report' });
        const { body: told } = await does('tasks/report-up/complete', { facts: report, person: 'outlet-team-member-a' });
        expect(told.facts.peopleInvolved.value).toEqual({ value: 120, estimated: true });
        expect(told.facts.mainHarm.value).toEqual({ unknown: true });
      },
    },
    {
      id: 'ACT-01',
      guarantee:
        'only the superior leadership body activates the plan; whoever else tries is refused, and asks for it instead, in any kind of incident',
      run: async ({ organization }) => {
        for (const incidentType of ['run', 'robbery']) {
          const { one, does } = await declared(organization, incidentType);
          const activate = (person: string) => does('facts', { facts: { activated: true, activationReason: 'It spreads' }, person });
          const refused = await activate('outlet-head-a');
          expect([problemOf(refused), refused.body.by]).toEqual(['403 authority-missing', ['superior-leadership-body']]);
          const question = 'Two hundred people at the doors. Is the plan activated?';
          const { body: asked } = await does('ask', { fact: 'activated', question, person: 'outlet-head-a' });
          expect(asked.asked).toMatchObject([{ fact: 'activated', question, person: { id: 'outlet-head-a' }, decidedAt: null }]);
          const alerts = asked.alerts as { rung: string; person: { id: string } }[];
          expect(alerts.filter(({ rung }) => rung === 'activation-requested').map(({ person }) => person.id)).toEqual([
            'superior-leader-a',
          ]);
          const { body: decided } = await activate('superior-leader-b');
          expect(decided.asked).toMatchObject([{ decidedAt: one.world.api.clock() }]);
        }
      },
    },
    {
      id: 'ACT-03',
      guarantee: 'yes and no are both recorded with reason, decider and time, and the step waits until both decision and reason are there',
      run: async ({ rehearse, organization }) => {
        for (const activated of [true, false]) {
          const { one, incident, does } = await declared(organization);
          await does('ask', { fact: 'activated', person: 'outlet-head-a' });
          const decide = { facts: { activated, activationReason: 'Cash is on its way' }, person: 'superior-leader-a' };
          const { body: after } = await does('tasks/decide-activation/complete', decide);
          expect(after.tasks.find(({ id }: { id: string }) => id === 'decide-activation')).toMatchObject({ status: 'done' });
          const { body: timeline } = await one.world.ask('GET', `/v1/incidents/${incident.id}/timeline`, { key: one.key });
          const reports = timeline.items.filter(({ type }: { type: string }) => type === 'incident.facts-reported');
          expect(reports).toMatchObject([{ at: one.world.api.clock(), data: { facts: decide.facts, person: 'superior-leader-a' } }]);
          const summoned = (after.alerts as { rung: string }[]).some(({ rung }) => rung === 'plan-activated');
          expect(summoned).toBe(activated);
        }
        const silent = play({ rehearse }, 'run', {}, ...climb, { after: 'PT5M', facts: { activated: true } });
        expect([silent.opened('decide-activation'), silent.done('decide-activation'), silent.breached('decide-activation')]).toEqual([
          3,
          null,
          8,
        ]);
      },
    },
    {
      id: 'ACT-09',
      guarantee:
        'when the plan is activated the team, the head, the office and the superior institution are all alerted at once; when it is not, nobody is',
      run: ({ rehearse }) => {
        const decided = (incidentType: string, activated: boolean) => {
          const facts = { activated, activationReason: 'It spreads' };
          const played = play({ rehearse }, incidentType, {}, ...climb, { after: 'PT5M', facts });
          expect(played.done('decide-activation')).toBe(5);
          return played.items.flatMap(({ kind, minute, rung, person }) =>
            kind === 'alert' && ['plan-activated', 'institution-summoned', 'it-summoned'].includes(rung ?? '')
              ? [`${minute} ${person}`]
              : [],
          );
        };
        const everybody = (...seats: string[]) =>
          ['outlet-team-member', 'outlet-head', 'superior-office-staff', ...seats]
            .flatMap((seat) => [`5 ${seat}-a`, `5 ${seat}-b`])
            .toSorted();
        expect(decided('run', true).toSorted()).toEqual(everybody('superior-institution'));
        expect(decided('business-system-failure', true).toSorted()).toEqual(everybody('superior-it'));
        expect([decided('run', false), decided('business-system-failure', false)]).toEqual([[], []]);
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'who was told and who acknowledged is there with the minute, person by person',
      run: async ({ rehearse, organization }) => {
        const robbery = play({ rehearse }, 'robbery', {}, ...climb);
        expect(told(robbery)).toEqual(['0 outlet-team-member-a', '1 outlet-head-a', '2 superior-office-staff-a']);
        expect(acknowledged(robbery)).toEqual(['1 outlet-team-member-a', '2 outlet-head-a', '3 superior-office-staff-a']);
        const { one, incident, does } = await declared(organization, 'robbery');
        one.world.time.millis += 60_000;
        const { body: after } = await does('acknowledge', { person: 'outlet-team-member-a' });
        const at = one.world.api.clock();
        const alerts = after.alerts as { person: { id: string }; requestedAt: string; acknowledgedAt: string | null }[];
        expect(alerts.map(({ person, requestedAt, acknowledgedAt }) => [person.id, requestedAt, acknowledgedAt])).toEqual([
          ['outlet-team-member-a', incident.declaredAt, at],
          ['outlet-head-a', at, null],
        ]);
      },
    },
    {
      id: 'ESC-07',
      guarantee:
        'the report climbs hop by hop: each hop is told when the one below has answered, and the chain stops where nobody is left to tell',
      run: ({ rehearse }) => {
        const run = play({ rehearse }, 'run', {}, ...climb);
        expect([...hops, 'superior-institution'].map(run.rung)).toEqual([0, 1, 2, 3, 3]);
        expect(hops.map((rung) => run.rung(rung))).toEqual([0, 1, 2, 3]);
        // What is no run and no system failure ends at the superior office.
        expect(hops.map(play({ rehearse }, 'sudden-illness', {}, ...climb).rung)).toEqual([0, 1, 2, null]);
        const over = play({ rehearse }, 'run', {}, answer('PT1M', 'outlet-team-member'), { after: 'PT1M', restored: true });
        expect(hops.map(over.rung)).toEqual([0, 1, null, null]);
      },
    },
    {
      id: 'ESC-07',
      guarantee: 'each hop has its own limit: two minutes a person, everybody twice, and then the next hop is told all the same',
      run: ({ rehearse }) => {
        const silent = play({ rehearse }, 'run', {});
        expect(hops.map(silent.rung)).toEqual([0, 8, 16, 24]);
        for (const rung of [...hops, 'superior-institution']) {
          const tries = silent.items.flatMap((item) =>
            item.kind === 'alert' && item.rung === rung ? [item.minute - (silent.rung(rung) ?? 0)] : [],
          );
          expect(tries).toEqual([0, 2, 4, 6]);
        }
        expect(silent.alerted.slice(0, 5)).toEqual([
          '0 outlet-team-member-a',
          '2 outlet-team-member-b',
          '4 outlet-team-member-a',
          '6 outlet-team-member-b',
          '8 outlet-head-a',
        ]);
        const second = play({ rehearse }, 'run', {}, { after: 'PT3M', person: 'outlet-team-member-b' });
        expect(hops.map(second.rung)).toEqual([0, 3, 11, 19]);
        // Somebody whom nobody asked answers for nobody.
        const stranger = play({ rehearse }, 'run', {}, answer('PT1M', 'superior-it'));
        expect(hops.map(stranger.rung)).toEqual([0, 8, 16, 24]);
      },
    },
    {
      id: 'ESC-08',
      guarantee:
        'the police are told of an attack only when it is confirmed and takes longer than the bank calls a short time, and the report is a task to confirm',
      run: ({ rehearse }) => {
        const attack = (attackConfirmed: unknown, predictedRecovery: unknown, short: object = parameters, ...answers: Answer[]) =>
          rehearse({
            incidentType: 'business-system-failure',
            parameters: { ...short },
            answers: [...climb, { after: 'PT10M', facts: { suspectedAttack: true, attackConfirmed, predictedRecovery } }, ...answers],
          });
        const police = attack(true, 'PT45M', parameters, { after: 'PT12M', done: 'tell-police' });
        expect([police.opened('tell-police'), police.due('tell-police'), police.done('tell-police')]).toEqual([10, 25, 12]);
        expect(police.items.find(({ task }) => task === 'tell-police')?.to?.en).toBe('Police');
        expect(police.opened('help-police')).toBe(12);
        expect(attack(true, 'PT45M').opened('help-police')).toBeNull();
        expect(attack(true, 'PT30M').opened('tell-police')).toBeNull();
        expect(attack(false, 'PT45M').opened('tell-police')).toBeNull();
        expect(attack(true, 'PT45M', { 'short-time': 'PT1H' }).opened('tell-police')).toBeNull();
        const sooner = attack(true, 'PT45M', parameters, { after: 'PT11M', facts: { predictedRecovery: 'PT20M' } });
        expect([sooner.opened('tell-police'), sooner.lapsed('tell-police')]).toEqual([10, 11]);
      },
    },
    {
      id: 'ESC-08',
      guarantee: 'at a run the police, the central bank and the authorities are called each under its own condition',
      run: ({ rehearse }) => {
        const outside = ({ items }: ReturnType<Stage['rehearse']>) =>
          items.flatMap(({ kind, minute, to }) => (kind === 'task' && to ? [`${minute} ${to.en}`] : []));
        expect(outside(play({ rehearse }, 'run', {}, ...climb))).toEqual(['3 Police']);
        const worse = play({ rehearse }, 'run', {}, ...climb, {
          after: 'PT9M',
          facts: { fundsSufficient: false, scopeWidening: true, tellAuthorities: true },
        });
        expect(outside(worse).toSorted()).toEqual([
          '3 Police',
          '9 Banking association',
          '9 Government departments',
          '9 Local central bank',
          '9 Local regulator',
          '9 Regulator and government departments',
        ]);
        const refused = play({ rehearse }, 'run', {}, ...climb, { after: 'PT9M', by: 'outlet-head-a', facts: { tellAuthorities: true } });
        expect([refused.refused, outside(refused)]).toEqual([['3 authority-missing'], ['3 Police']]);
      },
    },
    {
      id: 'ESC-22',
      guarantee: 'whoever gives “immediately” two minutes sees the report of minute 4 as late; whoever gives it five does not',
      run: ({ rehearse }) => {
        const late = (immediately: string) => {
          const played = rehearse({
            incidentType: 'robbery',
            answers: [{ after: 'PT4M', done: 'report-up', facts: report }],
            change: (document) => Object.assign(document['serviceLevels'] as object, { immediately }),
          });
          return [played.due('report-up'), played.breached('report-up'), played.done('report-up')];
        };
        expect([late('PT2M'), late('PT5M')]).toEqual([
          [2, 2, 4],
          [5, null, 4],
        ]);
        const { serviceLevels } = rehearse({ incidentType: 'run' }).plan;
        expect(Object.keys(serviceLevels)).toEqual(['immediately', 'first-moment', 'rapidly', 'promptly', 'as-soon-as-possible']);
      },
    },
  ],
  notYet: [
    {
      id: 'GRD-10',
      why: 'a level that is reached a second time is graded and recorded, and not reported upward again: each rung starts once',
    },
  ],
};
