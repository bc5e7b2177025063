import { expect } from 'vitest';
import { act, declare, problemOf, store } from '../act.ts';
import type { PlanCases, Stage } from '../case.ts';
import { acknowledged, told } from '../look.ts';

const outage = { incidentType: 'application-outage', facts: { faultReach: 'all-seats', symptom: 'cannot-log-in' } };
const seat = { incidentType: 'seat-equipment', facts: { seatsAffected: 1, symptom: 'headset-broken' } };
const lead = { after: 'PT1M', person: 'duty-team-lead-a' };
const specialist = { after: 'PT1M', person: 'system-ops-specialist-a' };
const reported = { after: 'PT4M', done: 'tell-supervisor' };

const slug = 'call-center';

/** Alerts of an outage in which lead and specialist take up their work at once. */
const quiet = ({ rehearse }: Stage, ...answers: readonly Readonly<Record<string, unknown>>[]) =>
  rehearse({ ...outage, answers: [lead, specialist, ...answers] });

const growth = {
  title: { en: 'Warning of abnormal call growth' },
  seats: [{ id: 'staffing', title: { en: 'Staffing' }, holders: ['management-body-a'] }],
  incidentTypes: [
    { id: 'growth', title: { en: 'Calls grow' }, steps: [{ id: 'move', title: { en: 'Move staff' }, actor: 'staffing', within: 'PT30M' }] },
  ],
};

export const callCenter: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'PLN-06',
      guarantee:
        'twelve kinds of incident are named; the three that are written run by a procedure of their own, and the others are refused',
      run: async ({ rehearse, organization }) => {
        const { plan } = rehearse(seat);
        expect(plan.incidentTypes).toHaveLength(12);
        const opened = (incidentType: string, facts = {}) =>
          rehearse({ incidentType, facts, answers: [] }).items.flatMap(({ kind, task }) => (kind === 'task' ? [task] : []));
        expect(opened('seat-equipment')).toEqual(['give-spare-seat', 'repair-seat']);
        expect(opened('application-outage', { symptom: 'queries-slow' })).toContain('answer-from-documents');
        expect(opened('application-outage', { symptom: 'queries-slow' })).not.toContain('record-calls');
        // Where nobody can log in, calls are written down by hand.
        expect(opened('application-outage', { symptom: 'cannot-log-in' })).toContain('record-calls');
        const prohibited = rehearse(outage).items.filter(({ forbidden }) => forbidden);
        expect(prohibited.map(({ kind, minute, task }) => [kind, minute, task])).toEqual([['task', 0, 'stay-logged-in']]);
        expect(opened('power-failure', { powerCause: 'mains' })).toEqual(['describe-situation', 'air-conditioning-off']);
        expect(opened('power-failure', { powerCause: 'centre-line' })).toEqual(['describe-situation']);

        const one = await organization();
        await store(one, slug);
        const unwritten = plan.incidentTypes.filter(({ notYetWritten, steps }) => notYetWritten.length > 0 && steps.length === 0);
        expect(unwritten).toHaveLength(9);
        for (const { id } of unwritten) {
          const refused = await declare(one, slug, { incidentType: id });
          expect([problemOf(refused), refused.body.incidentType]).toEqual(['409 procedure-unwritten', id]);
        }
        expect((await declare(one, slug, seat)).status).toBe(201);
      },
    },
    {
      id: 'PLN-06',
      guarantee: 'a kind without a procedure runs by the least one once the tenant says so',
      run: ({ rehearse }) => {
        const change = (document: Record<string, unknown>) => {
          const types = document['incidentTypes'] as { id: string; procedure?: string }[];
          for (const type of types) if (type.id === 'media-interview') type.procedure = 'minimal';
        };
        expect(() => rehearse({ incidentType: 'media-interview' })).toThrow('procedure-unwritten');
        const played = rehearse({
          incidentType: 'media-interview',
          change,
          answers: ['report', 'assess', 'assign', 'notify', 'end', 'review'].map((done, index) => ({ after: `PT${index + 1}M`, done })),
        });
        expect(['report', 'assess', 'assign', 'notify', 'end', 'review'].map(played.opened)).toEqual([0, 1, 2, 3, 4, 5]);
        expect(played.done('review')).toBe(6);
      },
    },
    {
      id: 'PLN-07',
      guarantee: 'moving staff puts the plan for call growth into action, and each of the two incidents names the other',
      run: async ({ rehearse, organization }) => {
        const task = quiet({ rehearse } as Stage).items.find((item) => item.task === 'reallocate-staff');
        expect(task?.starts).toEqual({ plan: 'call-growth-warning' });

        const one = await organization();
        const { world, key } = one;
        await store(one, slug);
        const { body: incident } = await declare(one, slug, outage);
        const complete = () => act(one, incident.id, 'tasks/reallocate-staff/complete');
        // Without the other plan nothing is started, and nothing is ticked off.
        expect((await complete()).status).toBe(422);
        await store(one, 'call-growth-warning', growth);
        const { body: after } = await complete();
        const { status, incident: other } = after.tasks.find(({ id }: { id: string }) => id === 'reallocate-staff');
        expect(status).toBe('done');
        const { body: linked } = await world.ask('GET', `/v1/incidents/${other}`, { key });
        expect(linked.plan).toEqual({ slug: 'call-growth-warning', version: 1 });
        expect(linked.cause).toEqual({ incident: incident.id, task: 'reallocate-staff' });
        expect(linked.tasks.map(({ id }: { id: string }) => id)).toEqual(['move']);
      },
    },
    {
      id: 'GRD-04',
      guarantee: 'one seat is the class of the single seat, all seats are the class of the outage, and neither plan part covers the other',
      run: async ({ organization }) => {
        const one = await organization();
        await store(one, slug);
        const scope = async (incidentType: string, facts: object) => {
          const { body: rehearsed } = await one.world.ask('POST', '/v1/plans/dry-run', {
            key: one.key,
            body: { planId: slug, incidentType, facts },
          });
          const { body: real } = await declare(one, slug, { incidentType, facts });
          expect(real.scope).toBe(rehearsed.scope);
          return real.scope;
        };
        const symptom = 'cannot-log-in';
        expect(await scope('seat-equipment', { symptom, seatsAffected: 1 })).toBe('inside');
        expect(await scope('application-outage', { symptom, seatsAffected: 1 })).toBe('outside');
        expect(await scope('application-outage', { symptom, seatsAffected: 40, faultReach: 'all-seats' })).toBe('inside');
        expect(await scope('seat-equipment', { symptom, seatsAffected: 40, faultReach: 'all-seats' })).toBe('outside');
        // The word of those who are there goes before what follows from the number.
        expect(await scope('seat-equipment', { symptom, seatsAffected: 1, faultReach: 'several-seats' })).toBe('outside');
      },
    },
    {
      id: 'GRD-13',
      guarantee: 'seats are counted, times are instants, the expected repair is a duration, and what has another type is refused',
      run: async ({ rehearse, organization }) => {
        const types = Object.fromEntries(rehearse(outage).plan.facts.map(({ id, type }) => [id, type]));
        expect(types).toMatchObject({
          seatsAffected: 'integer',
          predictedRecovery: 'duration',
          faultStartedAt: 'instant',
          faultRestoredAt: 'instant',
          symptom: 'choice',
          upsOnBattery: 'boolean',
        });
        const one = await organization();
        await store(one, slug);
        const { status, body } = await declare(one, slug, {
          incidentType: 'application-outage',
          facts: { seatsAffected: 'all', predictedRecovery: 25, symptom: 'smells-odd', faultStartedAt: '09:00', upsOnBattery: 'yes' },
        });
        expect(status).toBe(422);
        expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
          '/facts/faultStartedAt',
          '/facts/predictedRecovery',
          '/facts/seatsAffected',
          '/facts/symptom',
          '/facts/upsOnBattery',
        ]);
      },
    },
    {
      id: 'GRD-15',
      guarantee: 'ten minutes and sixty count from the declaration, and a repair expected after more than ten minutes counts at once',
      run: (stage) => {
        const at = ({ rung }: { rung: (id: string) => number | null }) => [rung('management'), rung('leadership')];
        expect(at(quiet(stage, reported))).toEqual([10, 60]);
        const predicted = (predictedRecovery: string) => quiet(stage, reported, { after: 'PT7M', facts: { predictedRecovery } });
        expect(at(predicted('PT10M'))).toEqual([10, 60]);
        expect(at(predicted('PT11M'))).toEqual([7, 60]);
        expect(at(quiet(stage, reported, { after: 'PT9M', restored: true }))).toEqual([null, null]);
      },
    },
    {
      id: 'ACT-11',
      guarantee: 'the agent is put on a spare seat before anybody calls the specialist, and nobody has to put the plan into action first',
      run: ({ rehearse }) => {
        const played = rehearse({
          ...seat,
          answers: [lead, { after: 'PT1M30S', done: 'give-spare-seat', by: 'duty-team-lead-a' }, { after: 'PT20M', restored: true }],
        });
        expect(played.opened('give-spare-seat')).toBe(0);
        expect(played.done('give-spare-seat')).toBe(1.5);
        expect(played.rung('specialist')).toBe(1.5);
        expect(played.opened('log-times')).toBe(20);
        expect(played.plan.facts.filter(({ decidedBy }) => decidedBy).map(({ id }) => id)).toEqual(['callVendor']);
        // A lead who does not get round to it does not keep the specialist away, nor comes the specialist before.
        expect(rehearse({ ...seat, answers: [lead] }).rung('specialist')).toBe(2);
      },
    },
    {
      id: 'ESC-01',
      guarantee: 'the ladder is lead and specialist at once, supervisor at 5 minutes, managers at 10, leadership at 60',
      run: (stage) => {
        const people = ['call-centre-supervisor-a', 'operations-supervisor-a', 'centre-manager-a', 'leadership-a', 'leadership-b'];
        const answers = people.map((person) => ({ after: 'PT1H1M', person }));
        const played = quiet(
          stage,
          { after: 'PT6M', person: people[0] },
          { after: 'PT11M', person: people[1] },
          { after: 'PT11M', person: people[2] },
          ...answers,
        );
        expect(played.alerted).toEqual([
          '0 duty-team-lead-a',
          '0 system-ops-specialist-a',
          '5 call-centre-supervisor-a',
          '10 operations-supervisor-a',
          '10 centre-manager-a',
          '60 leadership-a',
          '60 leadership-b',
        ]);
        expect(quiet(stage, reported).rung('supervisor')).toBeNull();
        const early = quiet(stage, reported, { after: 'PT9M', restored: true });
        expect(early.alerted).toEqual(['0 duty-team-lead-a', '0 system-ops-specialist-a']);
      },
    },
    {
      id: 'ESC-02',
      guarantee:
        'the specialist who says at minute 3 that ten minutes will not do brings the managers at minute 3, and not again at minute 10',
      run: (stage) => {
        const managers = (...answers: readonly object[]) =>
          quiet(stage, reported, ...(answers as Readonly<Record<string, unknown>>[]), {
            after: 'PT4M',
            person: 'operations-supervisor-a',
          }).alerted.filter((line) => line.endsWith('operations-supervisor-a'));
        const says = (predictedRecovery: unknown) => ({
          after: 'PT3M',
          done: 'judge-fault',
          by: 'system-ops-specialist-a',
          facts: { predictedRecovery },
        });
        expect(managers(says('PT25M'))).toEqual(['3 operations-supervisor-a']);
        expect(managers(says({ value: 'PT25M', estimated: true }))).toEqual(['3 operations-supervisor-a']);
        expect(managers(says('PT10M'))).toEqual(['10 operations-supervisor-a']);
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'of each person it is shown when they were told and when they acknowledged',
      run: async ({ rehearse, organization }) => {
        const played = rehearse({ ...outage, answers: [lead, { ...specialist, after: 'PT3M' }, { after: 'PT4M', restored: true }] });
        expect(told(played)).toEqual(['0 duty-team-lead-a', '0 system-ops-specialist-a', '2 system-ops-specialist-b']);
        expect(acknowledged(played)).toEqual(['1 duty-team-lead-a', '3 system-ops-specialist-a']);

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, outage);
        const { body } = await act(one, incident.id, 'acknowledge', { person: 'duty-team-lead-a' });
        const alerts = body.alerts.map(({ person, acknowledgedAt }: { person: { id: string }; acknowledgedAt: string | null }) => [
          person.id,
          acknowledgedAt !== null,
        ]);
        expect(alerts).toEqual([
          ['duty-team-lead-a', true],
          ['system-ops-specialist-a', false],
        ]);
      },
    },
    {
      id: 'ESC-06',
      guarantee: 'lead and specialist are alerted in the same minute, and the answer of one does not stop the other’s alert',
      run: ({ rehearse }) => {
        const until = { after: 'PT3M', restored: true };
        const silent = ['0 duty-team-lead-a', '0 system-ops-specialist-a', '2 duty-team-lead-b', '2 system-ops-specialist-b'];
        expect(rehearse({ ...outage, answers: [until] }).alerted).toEqual(silent);
        expect(rehearse({ ...outage, answers: [lead, until] }).alerted).toEqual(silent.filter((line) => line !== '2 duty-team-lead-b'));
        expect(rehearse({ ...outage, answers: [specialist, until] }).alerted).toEqual(
          silent.filter((line) => line !== '2 system-ops-specialist-b'),
        );
        const power = rehearse({
          incidentType: 'power-failure',
          facts: { powerCause: 'mains' },
          answers: [{ after: 'PT1M', person: null }],
        });
        expect(power.alerted).toEqual(['0 system-ops-specialist-a', '0 leadership-a', '0 leadership-b']);
      },
    },
    {
      id: 'ESC-09',
      guarantee: 'a lead who has not told the supervisor after 5 minutes is marked as late, and the supervisor is alerted',
      run: (stage) => {
        const late = quiet(stage);
        expect([late.due('tell-supervisor'), late.breached('tell-supervisor'), late.rung('supervisor')]).toEqual([5, 5, 5]);
        expect(late.alerted).toContain('5 call-centre-supervisor-a');
        const inTime = quiet(stage, reported);
        expect([inTime.done('tell-supervisor'), inTime.breached('tell-supervisor'), inTime.rung('supervisor')]).toEqual([4, null, null]);
      },
    },
    {
      id: 'ESC-10',
      guarantee: 'whoever was alerted, and nobody else, is told that service is back, and the lead owes the phone calls',
      run: (stage) => {
        const ended = (after: string) => {
          const played = quiet(stage, { after, restored: true });
          const people = (purpose: 'rung' | 'restore') => [
            ...new Set(played.items.flatMap((one) => (one.kind === 'told' && one.purpose === purpose ? [one.person] : []))),
          ];
          expect(people('restore').toSorted()).toEqual(people('rung').toSorted());
          return { played, people: people('restore') };
        };
        expect(ended('PT3M').people).toEqual(['duty-team-lead-a', 'system-ops-specialist-a']);
        const { played, people } = ended('PT12M');
        expect(people).toEqual([
          'duty-team-lead-a',
          'system-ops-specialist-a',
          'call-centre-supervisor-a',
          'call-centre-supervisor-b',
          'operations-supervisor-a',
          'centre-manager-a',
        ]);
        const call = played.items.find((item) => item.task === 'phone-leaders');
        expect([call?.minute, call?.seat, call?.by, played.due('phone-leaders')]).toEqual([12, 'duty-team-lead', 'phone', 14]);
        expect(played.breached('phone-leaders')).toBe(14);
      },
    },
    {
      id: 'ESC-17',
      guarantee: 'when the lead does not answer within 2 minutes the next lead is alerted, twice through the list, until somebody answers',
      run: ({ rehearse }) => {
        const leads = (...answers: Readonly<Record<string, unknown>>[]) =>
          rehearse({ ...seat, answers }).alerted.filter((line) => line.includes('duty-team-lead'));
        expect(leads()).toEqual(['0 duty-team-lead-a', '2 duty-team-lead-b', '4 duty-team-lead-a', '6 duty-team-lead-b']);
        expect(leads({ after: 'PT3M', person: 'duty-team-lead-b' })).toEqual(['0 duty-team-lead-a', '2 duty-team-lead-b']);
        expect(leads(lead)).toEqual(['0 duty-team-lead-a']);
        expect(rehearse(seat).items.find(({ kind, rung }) => kind === 'unanswered' && rung === 'team-lead')?.minute).toBe(8);
      },
    },
    {
      id: 'ESC-18',
      guarantee: 'the vendor is called in when leadership decides so, and nobody else can decide it',
      run: (stage) => {
        const says = (by: string, callVendor: boolean) =>
          quiet(stage, reported, { after: 'PT1H5M', by, facts: { callVendor } }, { after: 'PT2H', restored: true });
        const decided = says('leadership-b', true);
        expect(decided.opened('consider-vendor')).toBe(60);
        expect([decided.done('consider-vendor'), decided.rung('vendor')]).toEqual([65, 65]);
        expect(decided.alerted).toContain('65 system-vendor-a');
        const declined = says('leadership-a', false);
        expect([declined.done('consider-vendor'), declined.rung('vendor')]).toEqual([65, null]);
        const wrong = says('centre-manager-a', true);
        expect([wrong.refused, wrong.rung('vendor')]).toEqual([['3 authority-missing'], null]);
      },
    },
    {
      id: 'ESC-19',
      guarantee: 'the specialist says whether the work is done on site or by remote desktop, and since when',
      run: (stage) => {
        const since = { specialistMode: 'remote-desktop', specialistConnectedAt: '2026-03-14T01:04:00.000Z' };
        const task = { done: 'take-up-work', by: 'system-ops-specialist-a' };
        const played = quiet(stage, { after: 'PT5M', ...task, facts: since });
        expect(played.items.find((item) => item.task === 'take-up-work')?.asks).toEqual(['specialistMode', 'specialistConnectedAt']);
        expect([played.opened('take-up-work'), played.done('take-up-work')]).toEqual([0, 5]);
        expect(played.rehearsal.state.facts).toMatchObject(
          Object.fromEntries(Object.entries(since).map(([name, value]) => [name, { value, at: '2026-03-14T01:05:00.000Z' }])),
        );
        const half = quiet(stage, { after: 'PT5M', ...task, facts: { specialistMode: 'on-site' } });
        expect([half.refused, half.done('take-up-work')]).toEqual([['2 facts-missing'], null]);
      },
    },
    {
      id: 'ESC-21',
      guarantee:
        'the rung of the 60th minute is not sent when service came back at minute 50, and no work of the response is late after that',
      run: (stage) => {
        const back = quiet(stage, reported, { after: 'PT50M', restored: true });
        expect(back.rung('leadership')).toBeNull();
        expect(back.alerted.filter((line) => Number(line.split(' ')[0]) >= 50)).toEqual([]);
        expect(back.items.filter(({ kind, minute }) => kind === 'breach' && minute >= 50).map(({ task }) => task)).toEqual([
          'phone-leaders',
          'call-customers-back',
          'fill-fault-form',
        ]);
        // What is left of the response lapses; the line in the employee log is still owed.
        expect(back.rehearsal.state.tasks['answer-from-documents']?.lapsedAt).toBe('2026-03-14T01:50:00.000Z');
        expect(back.rehearsal.state.tasks['note-fault']?.lapsedAt).toBeNull();
        expect(quiet(stage, reported, { after: 'PT61M', restored: true }).alerted).toContain('60 leadership-a');
      },
    },
    {
      id: 'ESC-22',
      guarantee: '“at once” is 2 minutes: an agent who reports at minute 4 is late, and with 5 minutes the same agent is in time',
      run: ({ rehearse }) => {
        const power = (immediately?: string) =>
          rehearse({
            incidentType: 'power-failure',
            facts: { powerCause: 'mains' },
            answers: [{ after: 'PT4M', done: 'describe-situation', facts: { powerSituation: 'The whole street is dark' } }],
            ...(immediately === undefined
              ? {}
              : { change: (document) => Object.assign(document['serviceLevels'] as object, { immediately }) }),
          });
        const [late, inTime] = [power(), power('PT5M')];
        expect([late.due('describe-situation'), late.breached('describe-situation'), late.done('describe-situation')]).toEqual([2, 2, 4]);
        expect([inTime.due('describe-situation'), inTime.breached('describe-situation')]).toEqual([5, null]);
      },
    },
  ],
  notYet: [],
};
