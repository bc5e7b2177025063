import { expect } from 'vitest';
import { act, declare, problemOf, store } from '../act.ts';
import type { Given, PlanCases, Stage } from '../case.ts';
import { acknowledged, told } from '../look.ts';
import { type Rehearsed, start } from '../rehearse.ts';

const slug = 'crowd-flow-warning';
const commander = 'commander-a';

type Answer = Readonly<Record<string, unknown>>;

const groups = ['coordination', 'monitoring', 'on-site', 'security', 'logistics'];
const everybody = groups.flatMap((group) => ['leader-a', 'leader-b', 'members-a', 'members-b'].map((end) => `${group}-${end}`)).toSorted();

const at = (minutes: number, from = start) => new Date(Date.parse(from) + minutes * 60_000).toISOString();
/** Answers every alert, so that only the plan itself moves on. */
const heard: readonly Answer[] = [{ after: 'PT1M', person: null }];

/** A crowd that is expected so many hours after the start. */
const crowd = ({ rehearse }: Stage, hours: number, answers: readonly Answer[] = heard, given: Given = {}) =>
  rehearse({
    facts: { place: 'The old town', expectedAt: at(hours * 60) },
    parameters: { 'warning-lasts': 'PT2H' },
    answers,
    ...given,
  });

/** `minute colour` of every change of the level. */
const climb = ({ items }: Rehearsed) =>
  items.flatMap(({ kind, minute, level, previous }) => (kind === 'graded' && level !== previous ? [`${minute} ${level}`] : []));
const alertedBy = ({ items }: Rehearsed, rung: string) =>
  items.flatMap((item) => (item.kind === 'alert' && item.rung === rung ? [`${item.minute} ${item.person}`] : []));

const measures = [
  'strengthen-monitoring',
  'strengthen-prevention',
  'take-preventive-measures',
  'decide-activation',
  'activate-at-red',
  'make-on-site-plan',
  'strengthen-order',
  'tell-visitors',
];

const orders = (after: string, facts: Answer, by = commander): Answer => ({ after, by, facts });

export const crowdFlowWarning: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'GRD-01',
      guarantee: 'the scale is blue, yellow, orange and red with its colours, and a tenant may write another one',
      run: (stage) => {
        const played = crowd(stage, 30);
        expect(played.plan.levels.map(({ id, colour }) => `${id} ${colour}`)).toEqual([
          'red red',
          'orange orange',
          'yellow yellow',
          'blue blue',
        ]);
        expect(climb(played)).toEqual(['360 blue', '1080 yellow', '1440 orange', '1620 red']);
        const change = (document: Record<string, unknown>) => {
          (document['levels'] as object[]).push({ id: 'heads-up', title: { en: 'Heads-up' } });
          const [type] = document['incidentTypes'] as { rules: object[] }[];
          type?.rules.push({ id: 'within-28-hours', level: 'heads-up', when: { fact: 'expectedAt', within: 'PT28H' } });
        };
        expect(climb(crowd(stage, 30, heard, { change })).slice(0, 2)).toEqual(['120 heads-up', '360 blue']);
      },
    },
    {
      id: 'GRD-02',
      guarantee: '24, 12, 6 and 3 hours ahead are the bounds themselves: to the minute, and the shortest that applies gives the colour',
      run: (stage) => {
        const first = (hours: number) => climb(crowd(stage, hours))[0];
        expect([24, 12, 6, 3, 1, 0].map(first)).toEqual(['0 blue', '0 yellow', '0 orange', '0 red', '0 red', '0 red']);
        expect([24, 12, 6, 3].map((hours) => first(hours + 1 / 60))).toEqual(['1 blue', '0 blue', '0 yellow', '0 orange']);
        expect(first(40)).toBe('960 blue');
        // Nobody has to do anything for the colour to climb, and a later forecast takes it back.
        const later = crowd(stage, 5, [...heard, { after: 'PT1H', facts: { expectedAt: at(20 * 60) } }]);
        expect(climb(later).slice(0, 3)).toEqual(['0 orange', '60 blue', '480 yellow']);
        expect(crowd(stage, 40, heard, { facts: { place: 'The old town' } }).level).toBeNull();
      },
    },
    {
      id: 'GRD-08',
      guarantee: 'each colour brings its own work: watching at blue, prevention at yellow, a decision at orange, action at red',
      run: (stage) => {
        const opened = (hours: number) => {
          const played = crowd(stage, hours, [...heard, { after: 'PT30M', facts: { warningWithdrawn: true } }]);
          return [...measures.filter((step) => played.opened(step) === 0), played.notice('crowd-expected')];
        };
        expect(opened(20)).toEqual(['strengthen-monitoring', 'strengthen-prevention', null]);
        expect(opened(10)).toEqual(['take-preventive-measures', null]);
        expect(opened(5)).toEqual(['decide-activation', null]);
        expect(opened(2)).toEqual(['activate-at-red', 'make-on-site-plan', 'strengthen-order', 'tell-visitors', 0]);
        const whole = crowd(stage, 30);
        expect(['blue-signal', 'yellow-signal', 'orange-signal', 'red-signal'].map(whole.rung)).toEqual([360, 1080, 1440, 1620]);
        expect([whole.due('decide-activation'), whole.due('activate-at-red')]).toEqual([null, 1622]);
      },
    },
    {
      id: 'ACT-01',
      guarantee: 'only the command puts the plan into action; whoever else wants it asks, and the command is alerted with the question',
      run: async (stage) => {
        const wrong = crowd(stage, 5, [...heard, orders('PT10M', { warningActivated: true }, 'monitoring-leader-a')]);
        expect([wrong.refused, wrong.opened('strengthen-order')]).toEqual([['1 authority-missing'], 120]);
        const asked = crowd(stage, 5, [...heard, { after: 'PT10M', by: 'monitoring-leader-a', asked: 'warningActivated' }]);
        expect(alertedBy(asked, 'activation-asked')[0]).toBe('10 commander-a');
        expect(crowd(stage, 5).rung('activation-asked')).toBeNull();

        const one = await stage.organization({ parameters: { 'warning-lasts': 'PT2H' } });
        await store(one, slug);
        const expectedAt = new Date(one.world.time.millis + 5 * 3_600_000).toISOString();
        const { body: incident } = await declare(one, slug, { facts: { place: 'The old town', expectedAt } });
        const order = (person?: string) =>
          act(one, incident.id, 'facts', { facts: { warningActivated: true }, ...(person ? { person } : {}) });
        for (const person of ['monitoring-leader-a', 'on-site-leader-a', undefined])
          expect(problemOf(await order(person))).toBe('403 authority-missing');
        expect((await order()).body).toMatchObject({ name: 'warningActivated', by: ['command'] });
        const question = 'The metro runs full since noon. Shall we start?';
        const { body } = await act(one, incident.id, 'ask', { fact: 'warningActivated', question, person: 'monitoring-leader-a' });
        expect(body.asked).toMatchObject([{ question, person: { id: 'monitoring-leader-a' }, decidedBy: ['command'], decidedAt: null }]);
        const after = await order('command-members-b');
        expect(after.body.facts.warningActivated.value).toBe(true);
        expect(after.body.asked[0].decidedAt).not.toBeNull();
        expect(after.body.tasks.map(({ id }: { id: string }) => id)).toContain('strengthen-order');
        // Nor does anybody else end it.
        const done = { flowControlled: true, orderNormal: true };
        expect(problemOf(await act(one, incident.id, 'close', { person: commander }))).toBe('409 closure-early');
        await act(one, incident.id, 'facts', { facts: done });
        expect(problemOf(await act(one, incident.id, 'close', { person: 'on-site-leader-a' }))).toBe('403 authority-missing');
        expect((await act(one, incident.id, 'close', { person: commander })).body.status).toBe('closed');
      },
    },
    {
      id: 'ACT-04',
      guarantee: 'action ahead of the crowd and the response when it is there are two orders, each with its own work and its own notice',
      run: (stage) => {
        const warned = orders('PT10M', { warningActivated: true });
        const came = { after: 'PT5H10M', facts: { crowdArrived: true } };
        const both = crowd(stage, 5, [...heard, warned, came, orders('PT5H20M', { responseActivated: true })]);
        expect(['activation-order', 'response-to-decide', 'response-order'].map(both.rung)).toEqual([10, 310, 320]);
        expect(['make-on-site-plan', 'say-whether-it-came', 'decide-response', 'guide-visitors'].map(both.opened)).toEqual([
          10, 300, 310, 320,
        ]);
        expect([both.notice('crowd-expected'), both.notice('crowd-there')]).toEqual([10, 320]);
        expect(alertedBy(both, 'response-order').toSorted()).toEqual(everybody.map((person) => `320 ${person}`));
        // The end is the command's, when the flow is under control and order is normal.
        const ended = crowd(stage, 5, [
          ...heard,
          warned,
          came,
          orders('PT5H20M', { responseActivated: true }),
          { after: 'PT7H', facts: { flowControlled: true, orderNormal: false } },
          { after: 'PT7H30M', by: commander, closed: true },
          { after: 'PT8H', facts: { orderNormal: true } },
          { after: 'PT8H10M', by: 'security-leader-a', closed: true },
          { after: 'PT8H20M', by: commander, closed: true },
        ]);
        expect(ended.refused).toEqual(['5 closure-early', '7 authority-missing']);
        expect([ended.done('report-control'), ended.opened('decide-end'), ended.notice('crowd-over')]).toEqual([480, 480, 500]);
        expect([both.done('decide-activation'), both.done('decide-response')]).toEqual([10, 320]);

        // A warning alone never becomes a response, and ends by itself two hours after the expected time.
        const only = crowd(stage, 5, [...heard, warned]);
        expect([only.rung('response-order'), only.opened('guide-visitors'), only.notice('crowd-there')]).toEqual([null, null, null]);
        expect(only.items.findLast(({ kind }) => kind === 'closed')?.minute).toBe(420);
        // The response without the warning, because the crowd came unforeseen.
        const response = crowd(stage, 30, [...heard, orders('PT20M', { responseActivated: true })]);
        expect([response.rung('activation-order'), response.rung('response-order'), response.opened('strengthen-order')]).toEqual([
          null,
          20,
          20,
        ]);
        expect(response.rehearsal.state.status).toBe('open');
      },
    },
    {
      id: 'ACT-09',
      guarantee: 'with the order all five groups are alerted in the same minute and their work is opened; without it nobody is',
      run: (stage) => {
        const opens = ['make-on-site-plan', 'strengthen-order', 'tell-visitors'];
        const ordered = crowd(stage, 5, [...heard, orders('PT10M', { warningActivated: true }, 'command-members-a')]);
        expect(alertedBy(ordered, 'activation-order').toSorted()).toEqual(everybody.map((person) => `10 ${person}`));
        expect(opens.map(ordered.opened)).toEqual([10, 10, 10]);
        // The signal before has set the groups on emergency footing, due at once, and asked the command.
        const footing = ['coordination-ready', 'monitoring-ready', 'on-site-ready', 'security-ready', 'logistics-ready'];
        for (const hours of [20, 10, 5, 2]) {
          const signalled = crowd(stage, hours);
          expect(footing.map(signalled.opened)).toEqual([0, 0, 0, 0, 0]);
          expect(footing.map(signalled.due)).toEqual([2, 2, 2, 2, 2]);
          expect([signalled.due('allocate-materials'), signalled.rung('command-told')]).toEqual([15, 0]);
        }
        const whole = crowd(stage, 30);
        expect([whole.rung('command-at-orange'), whole.rung('command-at-red')]).toEqual([1440, 1620]);
        const declined = crowd(stage, 5, [...heard, orders('PT10M', { warningActivated: false })]);
        expect([declined.done('decide-activation'), declined.rung('activation-order')]).toEqual([10, null]);
        // At red the plan is in action at once, whatever was decided before, and whether the command answers or not.
        expect([declined.rung('red-signal'), ...opens.map(declined.opened)]).toEqual([120, 120, 120, 120]);
        expect([declined.done('activate-at-red'), declined.breached('activate-at-red')]).toEqual([null, 122]);
        const silent = crowd(stage, 2, []);
        expect(alertedBy(silent, 'red-signal').toSorted()).toEqual(everybody.map((person) => `0 ${person}`));
        expect([...opens.map(silent.opened), silent.done('activate-at-red')]).toEqual([0, 0, 0, 2]);
        expect(silent.rehearsal.state.facts['warningActivated']).toEqual({ value: true, at: at(2) });
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'of each person it is shown when they were told and when they acknowledged',
      run: async (stage) => {
        const played = crowd(stage, 2, [
          { after: 'PT1M', person: commander },
          { after: 'PT4M', person: 'security-members-b' },
        ]);
        expect(told(played)).toContain('0 security-members-b');
        expect(acknowledged(played)).toEqual(['1 commander-a', '4 security-members-b']);

        const one = await stage.organization({ parameters: { 'warning-lasts': 'PT2H' } });
        await store(one, slug);
        const expectedAt = new Date(one.world.time.millis + 2 * 3_600_000).toISOString();
        const { body: incident } = await declare(one, slug, { facts: { expectedAt } });
        const { body } = await act(one, incident.id, 'acknowledge', { person: 'security-leader-a' });
        type Alert = { readonly person: { readonly id: string }; readonly rung: string; readonly acknowledgedAt: string | null };
        const signal = body.alerts.filter(({ rung }: Alert) => rung === 'red-signal');
        expect(signal).toHaveLength(20);
        expect(signal.flatMap(({ person, acknowledgedAt }: Alert) => (acknowledgedAt === null ? [] : [person.id]))).toEqual([
          'security-leader-a',
        ]);
      },
    },
    {
      id: 'ESC-04',
      guarantee: 'every signal reaches everybody in all five groups at once, and who joins a group gets the next one',
      run: (stage) => {
        const played = crowd(stage, 30);
        for (const [rung, minute] of Object.entries({
          'blue-signal': 360,
          'yellow-signal': 1080,
          'orange-signal': 1440,
          'red-signal': 1620,
        }))
          expect(alertedBy(played, rung).toSorted()).toEqual(everybody.map((person) => `${minute} ${person}`));
        const change = (document: Record<string, unknown>) => {
          for (const seat of document['seats'] as { id: string; holders: string[] }[])
            if (seat.id === 'logistics-members') seat.holders.push('newcomer');
        };
        expect(alertedBy(crowd(stage, 2, heard, { change }), 'red-signal')).toContain('0 newcomer');
      },
    },
    {
      id: 'ESC-15',
      guarantee: 'the monitoring group owes the number of people every 15 minutes until the end, and a report that is missing is marked',
      run: (stage) => {
        const flow = (minute: number, people: number) => ({ after: `PT${minute}M`, facts: { flow: people } });
        const end = [
          { after: 'PT70M', facts: { flowControlled: true, orderNormal: true } },
          { after: 'PT75M', by: commander, closed: true },
        ];
        const played = crowd(stage, 2, [...heard, flow(5, 400), flow(20, 900), ...end]);
        const opened = played.rehearsal.events.flatMap(({ type, data, occurredAt }) =>
          type === 'task.opened' && data.task === 'report-flow' ? [(Date.parse(occurredAt) - Date.parse(start)) / 60_000] : [],
        );
        expect(opened).toEqual([0, 15, 30, 45, 60, 75]);
        const missed = played.rehearsal.events.flatMap(({ type, data, occurredAt }) =>
          type === 'task.breached' && data.task === 'report-flow' ? [(Date.parse(occurredAt) - Date.parse(start)) / 60_000] : [],
        );
        expect(missed).toEqual([45, 60, 75]);
        expect(played.done('report-flow')).toBe(5);
        expect(played.rehearsal.state.facts['flow']).toEqual({ value: 900, at: at(20) });
        expect(played.plan.seats.filter(({ id }) => id.startsWith('monitoring')).map(({ id }) => id)).toEqual([
          'monitoring-leader',
          'monitoring-members',
        ]);
      },
    },
    {
      id: 'ESC-22',
      guarantee: '“at once” is 2 minutes: a group that is ready at minute 4 is late, and with 5 minutes it is in time',
      run: (stage) => {
        const ready = (immediately?: string) =>
          crowd(
            stage,
            20,
            [...heard, { after: 'PT4M', done: 'security-ready' }],
            immediately === undefined ? {} : { change: (document) => Object.assign(document['serviceLevels'] as object, { immediately }) },
          );
        expect([ready().due('security-ready'), ready().breached('security-ready'), ready().done('security-ready')]).toEqual([2, 2, 4]);
        expect([ready('PT5M').due('security-ready'), ready('PT5M').breached('security-ready')]).toEqual([5, null]);
      },
    },
  ],
  notYet: [],
};
