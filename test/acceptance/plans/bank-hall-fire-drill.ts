import { expect } from 'vitest';
import { linkFor } from '../../../functions/incidents/links.ts';
import { sealer } from '../../integration/api/support/world.ts';
import { act, declare, problemOf, store } from '../act.ts';
import type { PlanCases, Stage } from '../case.ts';
import { acknowledged, told } from '../look.ts';

const slug = 'bank-hall-fire-drill';
const found = (fireStage: string) => ({ after: 'PT1M', facts: { fireStage } });
const big = found('uncontrolled');
const done = (after: string, step: string) => ({ after, done: step });

const chain = ['tell-outlet-head', 'tell-sub-branch-security', 'tell-leaders', 'tell-branch-security', 'tell-video-centre'];

/** A fire that cannot be controlled, and what people do about it. */
const fire = ({ rehearse }: Pick<Stage, 'rehearse'>, ...answers: readonly Readonly<Record<string, unknown>>[]) =>
  rehearse({ answers: [big, ...answers] });

const principles = [
  'A small fire is put out with the extinguisher; for one that cannot be controlled 119 is called at once and the rest is left to professionals.',
  'Protect the employees and bring the customers out.',
  'Keep the loss as small as possible.',
  'Keep business going as far as possible.',
  'Leave the scene as it is.',
  'Keep public opinion under control.',
];

export const bankHallFireDrill: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'PLN-13',
      guarantee: 'the six principles, from the extinguisher first to public opinion last, stand in their order before whoever responds',
      run: async ({ rehearse, organization }) => {
        expect(rehearse().plan.principles.map(({ en }) => en)).toEqual(principles);
        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug);
        const { body: tenant } = await one.world.ask('GET', '/v1/organization', { key: one.key });
        const now = one.world.api.clock();
        const link = linkFor(sealer, 'https://api.example.com', tenant.id, incident.id, 'guard-a', now);
        const shown = async () => {
          const { text } = await one.world.ask('GET', new URL(link).pathname, { headers: { 'accept-language': 'en' } });
          return principles.map((principle) => text.indexOf(principle));
        };
        const places = await shown();
        expect(places).not.toContain(-1);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      },
    },
    {
      id: 'GRD-14',
      guarantee: 'a small fire shows the extinguisher and no alarm, one that cannot be controlled the alarm and no extinguisher',
      run: ({ rehearse }) => {
        const small = rehearse({ answers: [found('initial')] });
        expect(['use-extinguisher', 'call-119', 'press-110', 'report-to-supervisor'].map(small.opened)).toEqual([1, null, null, null]);
        const large = fire({ rehearse });
        expect(['use-extinguisher', 'call-119', 'press-110', 'report-to-supervisor'].map(large.opened)).toEqual([null, 1, 1, 1]);
        const nobodyLooked = rehearse();
        expect(['use-extinguisher', 'call-119', 'press-110'].map(nobodyLooked.opened)).toEqual([null, null, null]);
      },
    },
    {
      id: 'GRD-14',
      guarantee: 'when a small fire gets out of control the extinguisher is put down and the alarm raised in the same minute',
      run: ({ rehearse }) => {
        const grown = rehearse({ answers: [found('initial'), { after: 'PT4M', facts: { fireStage: 'uncontrolled' } }] });
        expect([grown.opened('use-extinguisher'), grown.lapsed('use-extinguisher')]).toEqual([1, 4]);
        expect(['call-119', 'press-110'].map(grown.opened)).toEqual([4, 4]);
      },
    },
    {
      id: 'GRD-14',
      guarantee: 'the power is cut only after all employees have logged off; as long as that is not known, or not so, the gate stays shut',
      run: ({ rehearse }) => {
        const logged = (...said: unknown[]) =>
          fire(
            { rehearse },
            done('PT2M', 'call-119'),
            done('PT3M', 'log-off'),
            ...said.map((allLoggedOff, index) => ({ after: `PT${5 + index}M`, facts: { allLoggedOff } })),
          );
        expect(logged().opened('cut-power')).toBeNull();
        expect(logged({ unknown: true }).opened('cut-power')).toBeNull();
        const waits = logged(false);
        expect([waits.opened('confirm-log-off'), waits.done('confirm-log-off'), waits.opened('cut-power')]).toEqual([3, null, null]);
        const goes = logged(false, true);
        expect([goes.done('confirm-log-off'), goes.opened('cut-power'), goes.due('cut-power')]).toEqual([6, 6, 11]);
        const hurried = fire({ rehearse }, done('PT3M', 'cut-power'));
        expect(hurried.refused).toEqual(['1 task-unknown']);
      },
    },
    {
      id: 'GRD-14',
      guarantee:
        'once a fire that cannot be controlled is reported, all that is worth something is locked away, and only then does the cash employee leave',
      run: ({ rehearse }) => {
        const secure = ['log-off', 'secure-cash', 'secure-seals', 'secure-vouchers'];
        expect([...secure, 'move-away'].map(rehearse({ answers: [found('initial')] }).opened)).toEqual([null, null, null, null, null]);
        const reported = fire(
          { rehearse },
          done('PT2M', 'report-to-supervisor'),
          ...secure.map((step, index) => done(`PT${index + 3}M`, step)),
        );
        expect([secure.map(reported.opened), secure.map(reported.due)]).toEqual([
          [2, 2, 2, 2],
          [7, 7, 7, 7],
        ]);
        expect([reported.opened('move-away'), reported.due('move-away')]).toEqual([6, 11]);
        for (const left of secure) {
          const most = secure.filter((step) => step !== left).map((step) => done('PT3M', step));
          expect(fire({ rehearse }, done('PT2M', 'call-119'), ...most).opened('move-away')).toBeNull();
        }
        const looked = fire({ rehearse });
        expect([looked.opened('inspect'), looked.done('inspect')]).toEqual([0, 1]);
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'who was told and who acknowledged is there with the minute, and the next holder is tried only where nobody did',
      run: async ({ rehearse, organization }) => {
        const answered = rehearse({ answers: [{ after: 'PT1M', person: 'operations-supervisor-a' }] });
        expect(told(answered).filter((line) => line.includes('supervisor'))).toEqual(['0 operations-supervisor-a']);
        expect(acknowledged(answered)).toEqual(['1 operations-supervisor-a']);
        const silent = rehearse();
        expect(told(silent).filter((line) => line.includes('supervisor'))).toEqual([
          '0 operations-supervisor-a',
          '2 operations-supervisor-b',
          '4 operations-supervisor-a',
          '6 operations-supervisor-b',
        ]);

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug);
        one.world.time.millis += 60_000;
        const { body: after } = await act(one, incident.id, 'acknowledge', { person: 'fire-fighter-b' });
        const at = one.world.api.clock();
        const alerts = after.alerts as { person: { id: string }; acknowledgedAt: string | null }[];
        expect(alerts).toHaveLength(13);
        expect(alerts.flatMap(({ person, acknowledgedAt }) => (acknowledgedAt === null ? [] : [[person.id, acknowledgedAt]]))).toEqual([
          ['fire-fighter-b', at],
        ]);
      },
    },
    {
      id: 'ESC-05',
      guarantee:
        '119 first, then the head, the sub-branch and the leaders, then the branch, then the video centre: each call opens when the ones before it are confirmed',
      run: ({ rehearse }) => {
        const calls = fire(
          { rehearse },
          done('PT2M', 'call-119'),
          done('PT3M', 'tell-outlet-head'),
          done('PT4M', 'tell-sub-branch-security'),
          done('PT6M', 'tell-leaders'),
          done('PT8M', 'tell-branch-security'),
          done('PT9M', 'tell-video-centre'),
        );
        expect(['call-119', ...chain].map(calls.opened)).toEqual([1, 2, 2, 2, 6, 8]);
        expect(['call-119', ...chain].map(calls.due)).toEqual([6, 7, 7, 7, 11, 13]);
        expect(calls.done('tell-video-centre')).toBe(9);
      },
    },
    {
      id: 'ESC-05',
      guarantee:
        'without a confirmed call nothing after it opens, nothing can be confirmed out of turn, and the end of the fire ends the chain',
      run: ({ rehearse }) => {
        expect(chain.map(fire({ rehearse }).opened)).toEqual([null, null, null, null, null]);
        const [head, , leaders, branch] = chain;
        const two = fire(
          { rehearse },
          done('PT2M', 'call-119'),
          done('PT3M', head ?? ''),
          done('PT4M', leaders ?? ''),
          done('PT5M', branch ?? ''),
        );
        expect(two.opened('tell-branch-security')).toBeNull();
        expect(two.refused).toEqual(['4 task-unknown']);
        const over = fire({ rehearse }, { after: 'PT2M', restored: true }, done('PT3M', 'call-119'));
        expect(chain.map(over.opened)).toEqual([null, null, null, null, null]);
      },
    },
    {
      id: 'ESC-06',
      guarantee: 'two people raise two alarms in the same minute, and each is confirmed or missed on its own',
      run: ({ rehearse }) => {
        const both = fire({ rehearse }, done('PT3M', 'press-110'));
        const alarms = both.items.filter(({ kind, task }) => kind === 'task' && (task === 'call-119' || task === 'press-110'));
        expect(alarms.map(({ minute, seat, persons }) => [minute, seat, persons?.[0]])).toEqual([
          [1, 'operations-supervisor', 'operations-supervisor-a'],
          [1, 'button-employee', 'button-employee-a'],
        ]);
        expect([both.done('press-110'), both.breached('press-110')]).toEqual([3, null]);
        expect([both.done('call-119'), both.breached('call-119')]).toEqual([null, 6]);
      },
    },
    {
      id: 'ESC-06',
      guarantee: 'the supervisor and all the groups are alerted at the moment of the declaration, nobody waiting for anybody',
      run: ({ rehearse }) => {
        const groups = ['commander-in-chief', 'deputy-commander', 'fire-fighter', 'liaison-member', 'handling-member', 'evacuation-member'];
        const first = rehearse().alerted.filter((line) => line.startsWith('0 '));
        expect(first.toSorted()).toEqual(
          ['0 operations-supervisor-a', ...groups.flatMap((seat) => [`0 ${seat}-a`, `0 ${seat}-b`])].toSorted(),
        );
      },
    },
    {
      id: 'ESC-08',
      guarantee: 'the fire brigade and the police are called only for a fire that cannot be controlled, and each call is a task to confirm',
      run: ({ rehearse }) => {
        const called = fire({ rehearse }, done('PT3M', 'call-119'), done('PT3M', 'press-110'));
        expect(['call-119', 'press-110'].map(called.done)).toEqual([3, 3]);
        const outside = called.items.filter(({ kind, to }) => kind === 'task' && (to?.en === '119' || to?.en === 'Local police (110)'));
        expect(outside.map(({ task }) => task)).toEqual(['call-119', 'press-110']);
        for (const answers of [
          [],
          [found('initial')],
          [
            { after: 'PT1M', restored: true },
            { ...big, after: 'PT2M' },
          ],
        ])
          expect(['call-119', 'press-110'].map(rehearse({ answers }).opened)).toEqual([null, null]);
      },
    },
    {
      id: 'ESC-11',
      guarantee: 'telephone, alarm button and intercom are named as the ways of the calls, and a way that nobody knows is refused',
      run: async ({ rehearse, organization }) => {
        const calls = fire({ rehearse }, ...['call-119', ...chain].map((step, index) => done(`PT${index + 2}M`, step))).items.filter(
          ({ kind, by }) => kind === 'task' && by !== undefined,
        );
        expect(Object.fromEntries(calls.map(({ task, by, to }) => [task, `${by}: ${to?.en}`]))).toEqual({
          'call-119': 'phone: 119',
          'press-110': 'alarm-button: Local police (110)',
          'tell-outlet-head': 'phone: Head of the outlet',
          'tell-sub-branch-security': 'phone: Security department of the sub-branch',
          'tell-leaders': 'phone: Leaders responsible',
          'tell-branch-security': 'phone: Security department of the branch',
          'tell-video-centre': 'intercom: Video-monitoring centre of the branch',
        });
        const one = await organization();
        const text = JSON.stringify(one.plan).replace('"alarm-button"', '"carrier-pigeon"');
        const refused = await one.world.ask('PUT', `/v1/plans/${slug}`, { key: one.key, body: JSON.parse(text) });
        expect(refused.status).toBe(422);
        expect(refused.body.errors).toMatchObject([{ pointer: expect.stringMatching(/\/by$/), code: 'choice' }]);
      },
    },
    {
      id: 'ESC-12',
      guarantee: 'pressing the button is a task of whoever sits beside it, open until that is confirmed, and overdue when it is not',
      run: async ({ rehearse, organization }) => {
        expect(fire({ rehearse }, done('PT2M', 'press-110')).done('press-110')).toBe(2);
        const missed = fire({ rehearse });
        expect([missed.due('press-110'), missed.breached('press-110'), missed.done('press-110')]).toEqual([6, 6, null]);

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug);
        const confirm = () => act(one, incident.id, 'tasks/press-110/complete', { person: 'button-employee-a' });
        expect(problemOf(await confirm())).toBe('404 not-found');
        const task = ({ tasks }: { tasks: { id: string }[] }) => tasks.find(({ id }) => id === 'press-110');
        const { body: burning } = await act(one, incident.id, 'facts', { facts: { fireStage: 'uncontrolled' }, person: 'guard-a' });
        expect(task(burning)).toMatchObject({
          status: 'open',
          by: 'alarm-button',
          persons: [{ id: 'button-employee-a' }, { id: 'button-employee-b' }],
        });
        const { body: pressed } = await confirm();
        expect(task(pressed)).toMatchObject({ status: 'done', completedAt: one.world.api.clock() });
      },
    },
    {
      id: 'ESC-22',
      guarantee: 'whoever gives “immediately” two minutes sees people led out at minute 4 as late; whoever gives it five does not',
      run: ({ rehearse }) => {
        const out = (immediately: string) =>
          rehearse({
            answers: [done('PT4M', 'evacuate')],
            change: (document) => Object.assign(document['serviceLevels'] as object, { immediately }),
          });
        expect([out('PT2M').due('evacuate'), out('PT2M').breached('evacuate'), out('PT2M').done('evacuate')]).toEqual([2, 2, 4]);
        expect([out('PT5M').due('evacuate'), out('PT5M').breached('evacuate')]).toEqual([5, null]);
      },
    },
  ],
  notYet: [],
};
