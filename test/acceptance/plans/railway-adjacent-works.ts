import { expect } from 'vitest';
import { act, declare, problemOf, store } from '../act.ts';
import type { PlanCases } from '../case.ts';
import { acknowledged, told } from '../look.ts';
import type { Rehearsed } from '../rehearse.ts';

const slug = 'railway-adjacent-works';
const collapse = 'pit-collapse';
const manager = 'project-manager-a';
const engineer = 'deputy-chief-engineer-a';

type Answer = Readonly<Record<string, unknown>>;

const block = {
  lineBlocked: true,
  lineSection: 'km 12 to km 14',
  lineBlockedFrom: '2026-03-14T01:20:00.000Z',
  lineReason: 'The subgrade has caved in',
};
const release = { lineReleased: true, lineReleasedFrom: '2026-03-14T09:00:00.000Z' };

/** Severe collapse, and the line blocked after 20 minutes. */
const blocked: readonly Answer[] = [
  { after: 'PT5M', facts: { subgradeAffected: true, subgradeSevere: true, backfillNeeded: false } },
  { after: 'PT20M', done: 'block-line', by: manager, facts: block },
];
const repaired: Answer = { after: 'PT5H', facts: { reinforced: true } };
const safe: Answer = { after: 'PT6H', by: manager, facts: { safeConfirmed: true } };
const released: Answer = { after: 'PT8H', done: 'release-line', by: manager, facts: release };

const forbiddenAt = ({ items }: Rehearsed, task: string) => {
  const at = (kind: 'task' | 'lapsed') => items.find((item) => item.kind === kind && item.task === task)?.minute ?? null;
  return [items.find((item) => item.task === task)?.forbidden, at('task'), at('lapsed')];
};

export const railwayAdjacentWorks: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'PLN-06',
      guarantee: 'collapse, cut pipeline and overturned machine each run their own procedure, with the same people told at once',
      run: ({ rehearse }) => {
        const played = ['pit-collapse', 'cut-pipeline', 'machine-overturn'].map((incidentType) =>
          rehearse({
            incidentType,
            answers: [
              { after: 'PT1M', person: null },
              { after: 'PT30M', restored: true },
            ],
          }),
        );
        const [pit, pipe, machine] = played as [Rehearsed, Rehearsed, Rehearsed];
        expect(played.map(({ plan }) => plan.incidentTypes.length)).toEqual([3, 3, 3]);
        expect([pit, pipe, machine].map(({ opened }) => ['check-collapse', 'evacuate-workers', 'judge-line'].map(opened))).toEqual([
          [0, null, null],
          [null, 0, null],
          [null, null, 0],
        ]);
        for (const one of played) {
          expect(one.alerted.filter((line) => line.startsWith('0 '))).toEqual([
            '0 project-manager-a',
            '0 safety-director-a',
            '0 deputy-chief-engineer-a',
            '0 general-office-head-a',
            '0 materials-manager-a',
            '0 on-site-head-a',
          ]);
          expect(one.opened('aftercare')).toBe(30);
        }
        // The pipeline's own order: away, isolate, call, repair.
        const steps = ['evacuate-workers', 'isolate', 'call-equipment-department', 'professional-repair'];
        const order = rehearse({
          incidentType: 'cut-pipeline',
          answers: steps.map((done, index) => ({
            after: `PT${index + 1}M`,
            done,
            ...(done === 'isolate' ? { facts: { pipelineKind: 'signal' } } : {}),
          })),
        });
        expect(steps.map(order.opened)).toEqual([0, 1, 2, 3]);
        expect([order.due('evacuate-workers'), order.due('call-equipment-department')]).toEqual([2, 7]);
        const early = rehearse({ incidentType: 'cut-pipeline', answers: [{ after: 'PT1M', done: 'call-equipment-department' }] });
        expect(early.refused).toEqual(['0 task-unknown']);
      },
    },
    {
      id: 'GRD-14',
      guarantee:
        'nobody goes to the rescue before the pit is judged safe; while it is not, control comes first and the rescue is forbidden',
      run: ({ rehearse }) => {
        const judged = (...answers: readonly Answer[]) => rehearse({ incidentType: collapse, answers });
        const says = (after: string, secondaryCollapseRisk: unknown) => ({ after, by: engineer, facts: { secondaryCollapseRisk } });
        const safeAtOnce = judged(says('PT4M', false));
        expect([safeAtOnce.opened('rescue'), safeAtOnce.opened('control-first')]).toEqual([4, null]);
        expect(forbiddenAt(safeAtOnce, 'no-rescue-yet')).toEqual([true, 0, 4]);
        const safeLater = judged(says('PT4M', true), says('PT40M', false));
        expect([safeLater.opened('control-first'), safeLater.done('control-first'), safeLater.opened('rescue')]).toEqual([4, 40, 40]);
        const unknown = judged(says('PT4M', { unknown: true }));
        expect([unknown.opened('control-first'), unknown.opened('rescue')]).toEqual([4, null]);
        const silent = judged();
        expect([silent.opened('rescue'), forbiddenAt(silent, 'no-rescue-yet')]).toEqual([null, [true, 0, null]]);
        expect(forbiddenAt(silent, 'no-machines')).toEqual([true, 0, null]);
        const dug = judged(says('PT4M', false), { after: 'PT5M', done: 'no-machines' });
        expect(dug.refused).toEqual(['1 task-forbids']);
        const asked = judged({ after: 'PT3M', by: 'workers-a', asked: 'secondaryCollapseRisk' });
        expect(asked.rung('judgement-asked')).toBe(3);
        const hasty = judged(says('PT4M', true), { after: 'PT5M', done: 'control-first' });
        expect(hasty.refused).toEqual(['1 task-early']);
        // It is not for everybody to say that the pit is safe.
        const wrong = judged({ after: 'PT4M', by: 'workers-a', facts: { secondaryCollapseRisk: false } });
        expect([wrong.refused, wrong.opened('rescue')]).toEqual([['0 authority-missing'], null]);
      },
    },
    {
      id: 'GRD-14',
      guarantee: 'first aid follows what is found on the injured; a tourniquet is loosened every 30 minutes for as long as it is on',
      run: ({ rehearse }) => {
        const aid = (facts: Answer) =>
          rehearse({
            incidentType: collapse,
            facts: { injured: 1 },
            answers: [
              { after: 'PT10M', facts },
              { after: 'PT2H', facts: { tourniquetApplied: false } },
              { after: 'PT6H', restored: true },
            ],
          });
        const none = {
          suspectedFracture: false,
          breathingTrouble: false,
          bleeding: false,
          arterialBleeding: false,
          tourniquetApplied: false,
        };
        const steps = ['move-level', 'no-quick-move', 'artificial-respiration', 'stop-bleeding', 'press-artery', 'loosen-tourniquet'];
        expect(steps.map(aid(none).opened)).toEqual([null, null, null, null, null, null]);
        expect(steps.map(aid({ ...none, suspectedFracture: true }).opened)).toEqual([10, 10, null, null, null, null]);
        expect(steps.map(aid({ ...none, bleeding: true, arterialBleeding: true }).opened)).toEqual([null, null, null, 10, 10, null]);
        const tied = aid({ ...none, bleeding: true, tourniquetApplied: true });
        const rounds = tied.items.flatMap((item) => (item.task === 'loosen-tourniquet' && item.kind === 'task' ? [item.minute] : []));
        expect(rounds).toEqual([10, 40, 70]);
        expect(tied.rehearsal.state.tasks['loosen-tourniquet']?.round).toBe(4);
        expect(tied.lapsed('loosen-tourniquet')).toBe(120);
        expect(rehearse({ incidentType: collapse, facts: { injured: 0 } }).opened('call-ambulance')).toBeNull();
        const call = tied.items.find((item) => item.task === 'call-ambulance');
        expect([call?.minute, call?.by, call?.to?.en]).toEqual([0, 'phone', '120']);
      },
    },
    {
      id: 'GRD-14',
      guarantee: 'the place is guarded by day and by night until it is reinforced, and not where the subgrade stands',
      run: ({ rehearse }) => {
        const affected = { after: 'PT5M', facts: { subgradeAffected: true, subgradeSevere: false, backfillNeeded: false } };
        const play = (...answers: readonly Answer[]) => rehearse({ incidentType: collapse, answers });
        const watches = ({ items }: Rehearsed) =>
          items.flatMap((item) => (item.task === 'guard' && item.kind === 'task' ? [item.minute] : []));
        const played = play(
          affected,
          { after: 'PT26H', done: 'guard' },
          { after: 'PT27H', facts: { reinforced: false } },
          { after: 'PT30H', facts: { reinforced: true } },
        );
        expect(watches(played)).toEqual([5, 725, 1445]);
        expect([played.refused, played.done('guard'), played.done('reinforce')]).toEqual([['1 task-early'], 1800, 1800]);
        expect([played.opened('find-cause'), played.due('find-cause'), played.opened('block-line')]).toEqual([5, 7, null]);
        const filled = play(
          { ...affected, facts: { subgradeAffected: true, subgradeSevere: false, backfillNeeded: true } },
          { after: 'PT3H', done: 'backfill' },
          { after: 'PT5H', done: 'redesign' },
          { after: 'PT6H', done: 'resume-works' },
        );
        expect(['backfill', 'redesign', 'resume-works'].map(filled.opened)).toEqual([5, 180, 300]);
        expect([played.opened('backfill'), played.opened('resume-works')]).toEqual([null, null]);
        const stands = play({ ...affected, facts: { subgradeAffected: false, subgradeSevere: false, backfillNeeded: false } });
        expect([watches(stands), stands.opened('reinforce')]).toEqual([[], null]);
      },
    },
    {
      id: 'GRD-14',
      guarantee:
        'the station and its liaison are told at once when the machine fell towards the line and running is affected, and else not',
      run: ({ rehearse }) => {
        const fell = (towardsLine: boolean, lineAffected: boolean) =>
          rehearse({ incidentType: 'machine-overturn', answers: [{ after: 'PT1M', facts: { towardsLine, lineAffected } }] });
        const towards = fell(true, true);
        expect([towards.opened('tell-liaison'), towards.due('tell-liaison'), towards.opened('tell-station')]).toEqual([1, 3, 1]);
        expect(towards.alerted).toContain('1 station-liaison-a');
        for (const other of [fell(true, false), fell(false, true), fell(false, false)])
          expect([other.opened('tell-liaison'), other.opened('tell-station'), other.rung('liaison')]).toEqual([null, null, null]);
      },
    },
    {
      id: 'ACT-07',
      guarantee:
        'who cannot decide asks the project manager; question, answer and both times are kept, and the release waits for the answer',
      run: async ({ rehearse, organization }) => {
        const asks = { after: 'PT5H30M', by: 'on-site-head-a', asked: 'safeConfirmed' };
        const waits = rehearse({ incidentType: collapse, answers: [...blocked, repaired, asks] });
        expect([waits.opened('confirm-safe'), waits.done('confirm-safe'), waits.opened('release-line')]).toEqual([300, null, null]);
        const answered = rehearse({ incidentType: collapse, answers: [...blocked, repaired, asks, safe] });
        expect([answered.done('confirm-safe'), answered.opened('release-line')]).toEqual([360, 360]);
        const no = { ...safe, facts: { safeConfirmed: false } };
        const refused = rehearse({ incidentType: collapse, answers: [...blocked, repaired, asks, no] });
        expect([refused.done('confirm-safe'), refused.opened('release-line')]).toEqual([null, null]);
        // The question alone brings the manager, where nothing else has yet.
        const question = rehearse({ incidentType: collapse, answers: [{ after: 'PT9M', by: 'workers-a', asked: 'lineBlocked' }] });
        expect([question.rung('line-in-danger'), question.alerted.includes('9 project-manager-a')]).toEqual([9, true]);

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: collapse });
        const asked = await act(one, incident.id, 'ask', {
          fact: 'lineBlocked',
          question: 'The embankment moves. Shall the line be blocked?',
          person: 'on-site-head-a',
        });
        const askedAt = asked.body.asked[0].at;
        expect(asked.body.asked[0]).toMatchObject({
          fact: 'lineBlocked',
          person: { id: 'on-site-head-a' },
          question: 'The embankment moves. Shall the line be blocked?',
          decidedBy: ['project-manager'],
          decidedAt: null,
        });
        one.world.time.millis += 60_000;
        const decided = await act(one, incident.id, 'facts', { facts: block, person: manager });
        expect(Date.parse(decided.body.asked[0].decidedAt) - Date.parse(askedAt)).toBe(60_000);
        expect(decided.body.facts.lineBlocked.value).toBe(true);
      },
    },
    {
      id: 'ACT-08',
      guarantee: 'only the project manager blocks and releases the line, with place, time and reason; customers read both',
      run: async ({ rehearse, organization }) => {
        const played = rehearse({ incidentType: collapse, answers: [...blocked, repaired, safe, released] });
        expect([played.opened('block-line'), played.due('block-line'), played.notice('trains-held')]).toEqual([5, 20, 20]);
        expect([played.done('release-line'), played.notice('trains-run'), played.refused]).toEqual([480, 480, []]);
        const said = played.items.filter(({ kind }) => kind === 'notice').map(({ body }) => body?.en ?? '');
        expect(said[0]).toMatch(/^No trains run on km 12 to km 14 from .*1:20.* on\. Reason: The subgrade has caved in\.$/);
        expect(said[1]).toMatch(/^Trains run on km 12 to km 14 again from .*9:00.* on\.$/);

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: collapse, facts: { subgradeSevere: true } });
        const report = (facts: Answer, person?: string) => act(one, incident.id, 'facts', { facts, ...(person ? { person } : {}) });
        for (const person of ['on-site-head-a', 'safety-director-a', undefined])
          for (const facts of [block, release, { safeConfirmed: true }])
            expect(problemOf(await report(facts, person))).toBe('403 authority-missing');
        expect((await report(block, 'project-manager-b')).body.notice).toMatchObject({ published: ['trains-held'] });
        // A blocked line has to be released before the incident may end.
        expect(problemOf(await act(one, incident.id, 'close', { person: manager }))).toBe('409 closure-early');
      },
    },
    {
      id: 'ACT-08',
      guarantee: 'no train is released before the repair is done and safe running is confirmed',
      run: ({ rehearse }) => {
        const play = (...answers: readonly Answer[]) => rehearse({ incidentType: collapse, answers: [...blocked, ...answers] });
        const whole = play(repaired, safe, released);
        expect(forbiddenAt(whole, 'no-trains-yet')).toEqual([true, 20, 360]);
        const unrepaired = play({ ...safe, after: 'PT1H' }, { ...released, after: 'PT2H' });
        expect([unrepaired.refused, unrepaired.opened('release-line'), unrepaired.notice('trains-run')]).toEqual([
          ['3 task-unknown'],
          null,
          null,
        ]);
        const unconfirmed = play(repaired, released);
        expect([unconfirmed.refused, unconfirmed.notice('trains-run')]).toEqual([['3 task-unknown'], null]);
        // Saying so before it is safe opens nothing, tells nobody, and does not end the incident.
        const hasty = play({ after: 'PT1H', by: manager, facts: release }, { after: 'PT2H', by: manager, closed: true });
        expect([hasty.refused, hasty.notice('trains-run'), hasty.rehearsal.state.status]).toEqual([['3 closure-early'], null, 'open']);
        expect(forbiddenAt(hasty, 'no-trains-yet')).toEqual([true, 20, null]);
        // Doubt that comes back locks the release again.
        const doubt = play(repaired, safe, { after: 'PT7H', by: manager, facts: { safeConfirmed: false } }, released);
        expect([doubt.opened('release-line'), doubt.lapsed('release-line'), doubt.notice('trains-run')]).toEqual([360, 420, null]);
        expect([doubt.refused, forbiddenAt(doubt, 'no-trains-yet')]).toEqual([['5 task-early'], [true, 20, 360]]);
        const ended = play(repaired, safe, released, { after: 'PT9H', by: manager, closed: true });
        expect([ended.refused, ended.rehearsal.state.status]).toEqual([[], 'closed']);
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'of each person it is shown when they were told and when they acknowledged',
      run: async ({ rehearse, organization }) => {
        const played = rehearse({
          incidentType: 'machine-overturn',
          answers: [
            { after: 'PT1M', person: manager },
            { after: 'PT1M', person: engineer },
            { after: 'PT1M', person: 'general-office-head-a' },
            { after: 'PT1M', person: 'materials-manager-a' },
            { after: 'PT1M', person: 'on-site-head-a' },
            { after: 'PT3M', person: 'safety-director-b' },
            { after: 'PT4M', restored: true },
          ],
        });
        expect(told(played).filter((line) => /manager|director/.test(line))).toEqual([
          '0 project-manager-a',
          '0 safety-director-a',
          '0 materials-manager-a',
          '2 safety-director-b',
        ]);
        expect(acknowledged(played)).toContain('1 project-manager-a');
        expect(acknowledged(played)).toContain('3 safety-director-b');

        const one = await organization();
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: collapse });
        const { body } = await act(one, incident.id, 'acknowledge', { person: engineer });
        type Alert = { readonly person: { readonly id: string }; readonly acknowledgedAt: string | null };
        const seen = body.alerts.map(({ person, acknowledgedAt }: Alert) => `${person.id} ${acknowledgedAt !== null}`);
        expect(seen).toContain('deputy-chief-engineer-a true');
        expect(seen).toContain('project-manager-a false');
      },
    },
    {
      id: 'ESC-22',
      guarantee: '“at once” is 2 minutes: workers who are led away at minute 4 are late, and with 5 minutes they are in time',
      run: ({ rehearse }) => {
        const away = (immediately?: string) =>
          rehearse({
            incidentType: 'cut-pipeline',
            answers: [{ after: 'PT4M', done: 'evacuate-workers' }],
            ...(immediately === undefined
              ? {}
              : { change: (document) => Object.assign(document['serviceLevels'] as object, { immediately }) }),
          });
        expect([away().due('evacuate-workers'), away().breached('evacuate-workers')]).toEqual([2, 2]);
        expect([away('PT5M').due('evacuate-workers'), away('PT5M').breached('evacuate-workers')]).toEqual([5, null]);
      },
    },
  ],
  notYet: [],
};
