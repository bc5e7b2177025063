import { expect } from 'vitest';
import { act, declare, problemOf, store } from '../act.ts';
import type { PlanCases, Stage } from '../case.ts';
import { acknowledged, told } from '../look.ts';

const slug = 'property-customer-service';
type Answer = Readonly<Record<string, unknown>>;

const fight = ({ rehearse }: Pick<Stage, 'rehearse'>, ...answers: readonly Answer[]) =>
  rehearse({ incidentType: 'quarrel-or-fight', answers });

const done = (after: string, step: string, facts?: object): Answer => ({ after, done: step, ...(facts ? { facts } : {}) });
const judged = (urgency: string, after = 'PT1M'): Answer => ({ after, facts: { urgency } });
const danger = (injuries: number, brawl: boolean, weapon: boolean, after = 'PT1M'): Answer => ({
  after,
  facts: { injuries, brawl, weapon },
});

const report = {
  occurredAt: '2026-03-14T00:55:00.000Z',
  place: 'Gate 2',
  whatHappened: 'Two residents quarrelled about a parking space.',
  unconfirmed: { unknown: true },
  conclusion: 'Settled; paint the lines again.',
  submittedAt: '2026-03-14T08:00:00.000Z',
};

const types = ['quarrel-or-fight', 'suspicious-person', 'flooding', 'lift-entrapment', 'injury-or-illness', 'other'];

/** `minute person` of the alerts of one rung. */
const alertsOf = (rung: string, { items }: ReturnType<Stage['rehearse']>) =>
  items.flatMap((item) => (item.kind === 'alert' && item.rung === rung ? [`${item.minute} ${item.person}`] : []));

export const propertyCustomerService: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'GRD-01',
      guarantee: 'there are two levels, urgent above general, and every kind of incident is general until somebody judges it urgent',
      run: ({ rehearse }) => {
        expect(rehearse({ incidentType: 'other' }).plan.levels.map(({ id, colour }) => [id, colour])).toEqual([
          ['urgent', 'red'],
          ['general', 'blue'],
        ]);
        for (const incidentType of types) {
          expect(rehearse({ incidentType }).level).toBe('general');
          expect(rehearse({ incidentType, answers: [judged('general')] }).level).toBe('general');
          expect(rehearse({ incidentType, answers: [judged('urgent-and-above')] }).level).toBe('urgent');
        }
      },
    },
    {
      id: 'GRD-09',
      guarantee: 'the employee on duty sets the level with a reason, what the rules say stays beside it, and nobody else may',
      run: async ({ organization }) => {
        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'flooding', facts: { urgency: 'general' } });
        expect(incident).toMatchObject({ level: 'general', ruledLevel: 'general', levelSet: null });
        const set = (person: string, level: string | null) =>
          act(one, incident.id, 'level', { level, reason: 'Water runs into the lift', person });
        const refused = await set('superior-supervisor-a', 'urgent');
        expect([problemOf(refused), refused.body.by]).toEqual(['403 authority-missing', ['employee-on-duty']]);

        const { body: after } = await set('employee-on-duty-a', 'urgent');
        expect(after).toMatchObject({
          level: 'urgent',
          ruledLevel: 'general',
          levelSet: { level: 'urgent', person: { id: 'employee-on-duty-a' }, reason: 'Water runs into the lift' },
        });
        expect(after.alerts).toContainEqual(
          expect.objectContaining({ rung: 'superior', person: expect.objectContaining({ id: 'superior-supervisor-a' }) }),
        );
        const { body: back } = await set('employee-on-duty-a', null);
        expect(back).toMatchObject({ level: 'general', ruledLevel: 'general', levelSet: null });
      },
    },
    {
      id: 'ACT-11',
      guarantee: 'the employee on duty goes there and handles it before anybody is asked, and reports a general incident when it is over',
      run: ({ rehearse }) => {
        for (const incidentType of types) {
          const handled = rehearse({
            incidentType,
            answers: [
              judged('general'),
              done('PT1M', 'go-to-scene'),
              ...(incidentType === 'quarrel-or-fight' ? [done('PT3M', 'tell-security'), done('PT4M', 'stop-it')] : []),
              { after: 'PT20M', restored: true },
              done('PT3H', 'written-report', report),
            ],
          });
          expect([handled.opened('go-to-scene'), handled.done('go-to-scene')]).toEqual([0, 1]);
          expect([handled.opened('judge-urgency'), handled.done('judge-urgency')]).toEqual([0, 1]);
          expect(handled.alerted.filter((line) => line.includes('superior-supervisor'))).toEqual([]);
          expect(handled.refused).toEqual([]);
          expect([handled.opened('tell-superior'), handled.opened('tell-superior-afterwards')]).toEqual([null, 20]);
          const first = handled.items.find(({ task }) => task === 'go-to-scene');
          expect(first?.persons).toEqual(['employee-on-duty-a', 'employee-on-duty-b']);
        }
        const parted = fight({ rehearse }, done('PT1M', 'stop-it'), done('PT2M', 'separate'));
        expect(['stop-it', 'persuade', 'separate'].map(parted.opened)).toEqual([0, 0, 0]);
        expect([parted.done('stop-it'), parted.done('separate'), parted.refused]).toEqual([1, 2, []]);
      },
    },
    {
      id: 'ACT-11',
      guarantee:
        'a suspicious person is asked, shows papers only where that is necessary, and is kept out for want of a reason or of valid papers',
      run: ({ rehearse }) => {
        const met = (asked: object, papers?: object) => {
          const played = rehearse({
            incidentType: 'suspicious-person',
            answers: [{ after: 'PT1M', facts: asked }, ...(papers ? [{ after: 'PT2M', facts: papers }] : [])],
          });
          return ['ask-politely', 'check-papers', 'refuse-entry'].map((step) => [played.opened(step), played.done(step)].join());
        };
        expect(met({ properReason: true, papersNeeded: false })).toEqual(['0,1', ',', ',']);
        expect(met({ properReason: false, papersNeeded: false })).toEqual(['0,1', ',', '1,']);
        expect(met({ properReason: true, papersNeeded: true }, { documentValid: true })).toEqual(['0,1', '1,2', ',']);
        expect(met({ properReason: true, papersNeeded: true }, { documentValid: false })).toEqual(['0,1', '1,2', '2,']);
        expect(met({ papersNeeded: true })).toEqual(['0,', ',', ',']);
      },
    },
    {
      id: 'ACT-11',
      guarantee: 'an urgent incident is told to the superior at once and not only afterwards',
      run: ({ rehearse }) => {
        const urgent = rehearse({ incidentType: 'flooding', answers: [judged('urgent-and-above'), { after: 'PT20M', restored: true }] });
        expect([urgent.opened('tell-superior'), urgent.due('tell-superior')]).toEqual([1, 3]);
        expect(urgent.alerted).toContain('1 superior-supervisor-a');
        expect(urgent.opened('tell-superior-afterwards')).toBeNull();
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'who was told and who acknowledged is there with the minute, and silence goes to the next holder',
      run: async ({ rehearse, organization }) => {
        const calm = rehearse({
          incidentType: 'other',
          answers: [{ after: 'PT1M', person: 'employee-on-duty-a' }, done('PT1M', 'go-to-scene'), done('PT3H', 'written-report', report)],
        });
        expect([told(calm), acknowledged(calm)]).toEqual([['0 employee-on-duty-a'], ['1 employee-on-duty-a']]);
        expect(alertsOf('employee', rehearse({ incidentType: 'other' }))).toEqual([
          '0 employee-on-duty-a',
          '2 employee-on-duty-b',
          '4 employee-on-duty-a',
          '6 employee-on-duty-b',
        ]);

        // Security mediates from the moment it is told, and is asked again until it answers.
        const quarrel = fight({ rehearse });
        expect(quarrel.opened('mediate')).toBe(0);
        expect(alertsOf('security', quarrel)).toEqual(
          [0, 5, 10, 15].map((minute, turn) => `${minute} security-department-${turn % 2 === 0 ? 'a' : 'b'}`),
        );
        expect(quarrel.items.find(({ task }) => task === 'no-rough-handling')).toMatchObject({
          forbidden: true,
          dueAt: null,
          persons: expect.arrayContaining(['employee-on-duty-a', 'security-department-a', 'superior-supervisor-a']),
        });

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'quarrel-or-fight' });
        one.world.time.millis += 30_000;
        const { body: after } = await act(one, incident.id, 'acknowledge', { person: 'security-department-a' });
        const at = one.world.api.clock();
        const alerts = after.alerts as { person: { id: string }; requestedAt: string; acknowledgedAt: string | null }[];
        expect(alerts.map(({ person, requestedAt, acknowledgedAt }) => [person.id, requestedAt, acknowledgedAt]).toSorted()).toEqual([
          ['employee-on-duty-a', incident.declaredAt, null],
          ['security-department-a', incident.declaredAt, at],
        ]);
      },
    },
    {
      id: 'ESC-08',
      guarantee: 'an injury, a brawl or a weapon, each by itself, opens the call to 110; none of them opens nothing',
      run: ({ rehearse }) => {
        for (const seen of [danger(1, false, false), danger(0, true, false), danger(0, false, true)]) {
          const serious = fight({ rehearse }, seen, done('PT2M', 'call-110'));
          expect([serious.opened('judge-danger'), serious.done('judge-danger')]).toEqual([0, 1]);
          expect([serious.opened('call-110'), serious.due('call-110'), serious.done('call-110')]).toEqual([1, 3, 2]);
          expect(serious.items.find(({ task }) => task === 'call-110')).toMatchObject({ by: 'phone', to: { en: '110' } });
        }
        const words = fight({ rehearse }, danger(0, false, false), done('PT2M', 'call-110'));
        expect([words.opened('call-110'), words.refused]).toEqual([null, ['1 task-unknown']]);
        expect(fight({ rehearse }).opened('call-110')).toBeNull();
        expect(fight({ rehearse }, { after: 'PT1M', restored: true }, danger(1, true, true, 'PT2M')).opened('call-110')).toBeNull();
        // What nobody knows for certain counts as so, and is taken back when it turns out not to be.
        const unsure = fight({ rehearse }, { after: 'PT1M', facts: { weapon: { unknown: true } } }, danger(0, false, false, 'PT2M'));
        expect([unsure.opened('call-110'), unsure.lapsed('call-110')]).toEqual([1, 2]);
      },
    },
    {
      id: 'ESC-08',
      guarantee: 'with a weapon the armed side is stopped first, with an injury the hospital comes first, and each only then',
      run: ({ rehearse }) => {
        const opened = (...seen: [number, boolean, boolean]) => {
          const played = fight({ rehearse }, danger(...seen));
          return [played.opened('stop-armed-side'), played.opened('hospital-first')];
        };
        expect([opened(0, false, true), opened(2, false, false), opened(0, true, false)]).toEqual([
          [1, null],
          [null, 1],
          [null, null],
        ]);
      },
    },
    {
      id: 'ESC-09',
      guarantee: 'whoever is not on the scene in two minutes is late on the record, and employee and superior are alerted that very minute',
      run: ({ rehearse }) => {
        const late = rehearse({ incidentType: 'lift-entrapment', answers: [done('PT4M', 'go-to-scene')] });
        expect([late.breached('go-to-scene'), late.done('go-to-scene'), late.rung('late-on-scene')]).toEqual([2, 4, 2]);
        expect(alertsOf('late-on-scene', late)).toEqual(['2 employee-on-duty-a', '2 superior-supervisor-a']);
        const inTime = rehearse({ incidentType: 'lift-entrapment', answers: [done('PT1M30S', 'go-to-scene')] });
        expect([inTime.breached('go-to-scene'), inTime.rung('late-on-scene')]).toEqual([null, null]);
        const over = rehearse({ incidentType: 'lift-entrapment', answers: [{ after: 'PT1M', restored: true }] });
        expect([over.breached('go-to-scene'), over.rung('late-on-scene')]).toEqual([null, null]);
      },
    },
    {
      id: 'ESC-09',
      guarantee: 'each missed deadline of a fight, and of telling the superior, is told to the superior in its own minute',
      run: ({ rehearse }) => {
        const missed = fight({ rehearse }, judged('urgent-and-above'), danger(1, true, false, 'PT4M'));
        const rungs = ['late-on-scene', 'superior-not-told', 'security-not-told', 'police-not-called', 'not-stopped'];
        expect(rungs.map(missed.rung)).toEqual([2, 3, 5, 6, 15]);
        for (const rung of rungs) expect(alertsOf(rung, missed)).toContain(`${missed.rung(rung)} superior-supervisor-a`);
        const handled = fight(
          { rehearse },
          ...['go-to-scene', 'stop-it', 'tell-security'].map((step) => done('PT1M', step)),
          judged('urgent-and-above'),
          done('PT2M', 'tell-superior'),
          danger(1, true, false, 'PT4M'),
          done('PT5M', 'call-110'),
        );
        expect(rungs.map(handled.rung)).toEqual([null, null, null, null, null]);
      },
    },
    {
      id: 'ESC-09',
      guarantee:
        'a written report that is overdue is told to employee and superior, also when the incident was over and closed long before',
      run: ({ rehearse }) => {
        // From one at night on, the report is due at noon.
        const owed = rehearse({
          incidentType: 'other',
          answers: [
            { after: 'PT20M', restored: true },
            { after: 'PT30M', closed: true },
          ],
        });
        expect([owed.due('written-report'), owed.breached('written-report')]).toEqual([660, 660]);
        expect(alertsOf('report-overdue', owed)).toEqual(['660 employee-on-duty-a', '660 superior-supervisor-a']);
        const written = rehearse({
          incidentType: 'other',
          answers: [{ after: 'PT20M', restored: true }, { after: 'PT30M', closed: true }, done('PT7H', 'written-report', report)],
        });
        expect([written.done('written-report'), written.breached('written-report'), written.rung('report-overdue')]).toEqual([
          420,
          null,
          null,
        ]);
        const { conclusion: _, ...unfinished } = report;
        const refused = rehearse({ incidentType: 'other', answers: [done('PT7H', 'written-report', unfinished)] });
        expect([refused.refused, refused.done('written-report')]).toEqual([['0 facts-missing'], null]);
      },
    },
    {
      id: 'ESC-12',
      guarantee: 'the call to the police is a task that somebody confirms with name and time, and stays open until then',
      run: async ({ organization }) => {
        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'quarrel-or-fight' });
        const confirm = () => act(one, incident.id, 'tasks/call-110/complete', { person: 'employee-on-duty-b' });
        const task = ({ tasks }: { tasks: { id: string }[] }) => tasks.find(({ id }) => id === 'call-110');
        expect(problemOf(await confirm())).toBe('404 not-found');
        const { body: armed } = await act(one, incident.id, 'facts', { facts: { weapon: true }, person: 'employee-on-duty-b' });
        expect(task(armed)).toMatchObject({ status: 'open', by: 'phone', to: { en: '110' }, completedAt: null });
        one.world.time.millis += 60_000;
        const { body: called } = await confirm();
        expect(task(called)).toMatchObject({ status: 'done', completedAt: one.world.api.clock() });
        const { body: timeline } = await one.world.ask('GET', `/v1/incidents/${incident.id}/timeline`, { key: one.key });
        const completed = timeline.items.find(({ type }: { type: string }) => type === 'task.completed');
        expect(completed.data).toEqual({ task: 'call-110', person: 'employee-on-duty-b' });
        // What must not be done is no task that anybody could confirm.
        expect(problemOf(await act(one, incident.id, 'tasks/no-rough-handling/complete'))).toBe('409 task-forbids');
      },
    },
    {
      id: 'ESC-14',
      guarantee: 'alone and too weak, the employee asks for more people; security or the superior grant it and say when they arrive',
      run: ({ rehearse }) => {
        const weak = fight(
          { rehearse },
          { after: 'PT3M', facts: { staffEnough: false } },
          done('PT4M', 'ask-for-reinforcement'),
          { after: 'PT6M', by: 'security-department-b', facts: { reinforcement: 'coming' } },
          { after: 'PT7M', facts: { reinforcementAt: '2026-03-14T01:20:00.000Z' } },
        );
        expect(alertsOf('reinforcement', weak).slice(0, 2)).toEqual(['3 security-department-a', '3 superior-supervisor-a']);
        const steps = ['ask-for-reinforcement', 'answer-reinforcement', 'say-arrival'];
        expect([steps.map(weak.opened), steps.map(weak.done), weak.refused]).toEqual([[3, 4, 6], [4, 6, 7], []]);
      },
    },
    {
      id: 'ESC-14',
      guarantee: 'it can be declined, then nobody says when they arrive; who asks cannot grant it; with enough people nobody is asked',
      run: async ({ rehearse, organization }) => {
        const declined = fight(
          { rehearse },
          { after: 'PT3M', by: 'employee-on-duty-a', asked: 'reinforcement' },
          { after: 'PT4M', by: 'employee-on-duty-a', facts: { reinforcement: 'coming' } },
          { after: 'PT5M', by: 'superior-supervisor-a', facts: { reinforcement: 'declined' } },
        );
        expect([declined.rung('reinforcement'), declined.opened('answer-reinforcement'), declined.done('answer-reinforcement')]).toEqual([
          3, 3, 5,
        ]);
        expect([declined.refused, declined.opened('say-arrival')]).toEqual([['1 authority-missing'], null]);
        const enough = fight({ rehearse }, { after: 'PT3M', facts: { staffEnough: true } });
        expect([enough.rung('reinforcement'), enough.opened('ask-for-reinforcement')]).toEqual([null, null]);

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'quarrel-or-fight' });
        const ask = { fact: 'reinforcement', question: 'Three against one. Who can come?', person: 'employee-on-duty-a' };
        const { body: asked } = await act(one, incident.id, 'ask', ask);
        expect(asked.asked).toMatchObject([
          { fact: 'reinforcement', question: ask.question, person: { id: 'employee-on-duty-a' }, decidedAt: null },
        ]);
        const grant = (person: string) => act(one, incident.id, 'facts', { facts: { reinforcement: 'coming' }, person });
        expect(problemOf(await grant('employee-on-duty-a'))).toBe('403 authority-missing');
        expect((await grant('security-department-a')).body.asked).toMatchObject([{ decidedAt: one.world.api.clock() }]);
      },
    },
    {
      id: 'ESC-20',
      guarantee:
        '9 to 13 is due at 18 the same day, 13 to 18 at 9 the next day, 18 to 9 at noon of the day on which the night ends, by the clock of the estate',
      run: ({ rehearse }) => {
        const due = (startAt: string, timeZone = 'Asia/Shanghai') => {
          const played = rehearse({ incidentType: 'other', startAt: `2026-03-${startAt}:00.000Z`, timeZone });
          return played.items.find(({ task }) => task === 'written-report')?.dueAt;
        };
        const at = (clock: string) => `2026-03-${clock}:00.000Z`;
        // Shanghai is eight hours ahead: 01:00 there is nine in the morning.
        expect(['14T01:00', '14T04:59'].map((start) => due(start))).toEqual([at('14T10:00'), at('14T10:00')]);
        expect(['14T05:00', '14T09:59'].map((start) => due(start))).toEqual([at('15T01:00'), at('15T01:00')]);
        expect(['14T10:00', '14T16:00', '15T00:59'].map((start) => due(start))).toEqual([at('15T04:00'), at('15T04:00'), at('15T04:00')]);
        expect(due('14T01:00', 'Etc/UTC')).toBe(at('14T12:00'));
      },
    },
    {
      id: 'ESC-20',
      guarantee: 'what is declared after the fact is due by the span in which it happened, and never before it is known',
      run: ({ rehearse }) => {
        const due = (occurredAt: string) =>
          rehearse({ incidentType: 'other', startAt: '2026-03-14T06:00:00.000Z', timeZone: 'Asia/Shanghai', facts: { occurredAt } }).due(
            'written-report',
          );
        // Declared at 14:00 in Shanghai: of one o'clock and of half past twelve, and of the day before.
        expect([due('2026-03-14T05:00:00.000Z'), due('2026-03-14T04:30:00.000Z'), due('2026-03-13T04:30:00.000Z')]).toEqual([
          19 * 60,
          4 * 60,
          0,
        ]);
      },
    },
    {
      id: 'ESC-20',
      guarantee: 'the report stays owed by its time when the incident is over before, whatever kind of incident it is',
      run: ({ rehearse }) => {
        for (const incidentType of types) {
          const owed = rehearse({ incidentType, answers: [{ after: 'PT20M', restored: true }, done('PT10H', 'written-report', report)] });
          expect(['written-report'].flatMap((step) => [owed.opened(step), owed.due(step), owed.done(step)])).toEqual([0, 660, 600]);
          const { tasks, restoredAt } = owed.rehearsal.state;
          expect([tasks['take-photos']?.lapsedAt, tasks['written-report']?.lapsedAt]).toEqual([restoredAt, null]);
        }
      },
    },
    {
      id: 'ESC-22',
      guarantee: 'whoever gives “immediately” two minutes sees the superior told after four as late; whoever gives it five does not',
      run: ({ rehearse }) => {
        const urgent = (immediately: string) =>
          rehearse({
            incidentType: 'flooding',
            facts: { urgency: 'urgent-and-above' },
            answers: [done('PT4M', 'tell-superior')],
            change: (document) => Object.assign(document['serviceLevels'] as object, { immediately }),
          });
        const [strict, mild] = [urgent('PT2M'), urgent('PT5M')];
        expect([strict.due('tell-superior'), strict.breached('tell-superior'), strict.done('tell-superior')]).toEqual([2, 2, 4]);
        expect([mild.due('tell-superior'), mild.breached('tell-superior')]).toEqual([5, null]);
        // The other words keep their own numbers.
        expect([strict, mild].map((one) => one.due('go-to-scene'))).toEqual([2, 2]);
      },
    },
  ],
  notYet: [],
};
