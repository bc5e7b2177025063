import { expect } from 'vitest';
import { latest } from '../../../functions/api/generated/template-versions.ts';
import { act, declare, problemOf, store } from '../act.ts';
import type { Organization, PlanCases, Stage } from '../case.ts';
import { acknowledged, told } from '../look.ts';

const slug = 'delivery-and-quality';
type Answer = Readonly<Record<string, unknown>>;

const limit = { 'complaint-limit': 'P3D' };
const heard: Answer = { after: 'PT1M', person: null };
const office = 'office-supervisor-a';

const breakdown = (accident: boolean, casualties: unknown, vehicleUsable: boolean) => ({
  location: 'Ring road, km 7',
  accident,
  casualties,
  vehicleUsable,
});
const pause = {
  serviceDecision: 'pause',
  serviceFrom: '2026-03-14T02:00:00.000Z',
  servicePlace: 'the coast',
  serviceReason: 'Typhoon',
};
const resume = { serviceDecision: 'resume', serviceFrom: '2026-03-16T00:00:00.000Z', servicePlace: 'the coast' };
const storm = { weather: 'typhoon', localMajorDisaster: true, partialArea: false };

const play = ({ rehearse }: Pick<Stage, 'rehearse'>, incidentType: string, facts: Answer, answers: readonly Answer[] = []) =>
  rehearse({ incidentType, facts, answers: [heard, ...answers], parameters: limit });

const ask = ({ world, key }: Organization, method: string, path: string, body?: unknown) => world.ask(method, `/v1/${path}`, { key, body });
/** Places and kinds of the faults of a refusal. */
const faultsIn = ({ body }: { readonly body: ReturnType<typeof JSON.parse> }): string[] =>
  body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);

/** An urgent order up to the moment at which management is asked. */
const order = (customerEligible: unknown): readonly Answer[] => [
  { after: 'PT5M', by: office, facts: { customerEligible } },
  { after: 'PT10M', done: 'report-to-management', by: office },
];

export const deliveryAndQuality: PlanCases = {
  plan: slug,
  works: [
    {
      id: 'PLN-01',
      guarantee: 'the plan says what it is: standard, scope, principles in order, and what the adopter fills in: number, unit, date',
      run: async (stage) => {
        const { plan } = stage.rehearse({ incidentType: 'sudden-demand' });
        expect(plan.about).toMatchObject({ kind: 'response-plan', basis: [{ en: 'GB/T 1.1-2009' }] });
        expect(plan.about?.scope?.en).toContain('emergency orders of customers');
        expect(plan.principles.map(({ en }) => en)).toEqual([
          'Quality comes first and the user above all.',
          'React fast and serve efficiently.',
          'Act honestly, lawfully and by the rules.',
        ]);
        const own = { number: 'Q/000000 ABC002—2018', unit: { en: 'Sales' }, dated: '2018-06-01', interpretedBy: 'sales' };
        const change = (document: Record<string, unknown>) => Object.assign(document['about'] as object, own);
        const one = await stage.organization({ parameters: limit, change });
        // Sales compiles it, and nobody else does.
        expect(problemOf(await ask(one, 'PUT', `plans/${slug}?person=${office}`, one.plan))).toBe('403 authority-missing');
        expect((await ask(one, 'PUT', `plans/${slug}?person=sales-head-a`, one.plan)).status).toBe(201);
        const { body: stored } = await ask(one, 'GET', `plans/${slug}`);
        expect(stored.plan.about).toMatchObject(own);
        // In force from its publication on, until the next one takes its place at the same instant.
        const renamed = { ...one.plan, title: { en: 'Delivery, quality and urgent orders' } };
        one.world.time.millis += 60_000;
        await ask(one, 'PUT', `plans/${slug}?person=sales-staff-b&reason=Renamed`, renamed);
        const [second, first] = (await ask(one, 'GET', `plans/${slug}/versions`)).body.items;
        expect(first).toMatchObject({
          state: 'repealed',
          repealedAt: second.publishedAt,
          signatures: [{ role: 'compiles', by: { id: 'sales-head-a' } }],
        });
        expect(second).toMatchObject({ state: 'published', reason: 'Renamed', signatures: [{ by: { id: 'sales-staff-b' } }] });
        const wrong = { ...one.plan, about: { ...(one.plan['about'] as object), kind: 'novel', dated: 'last June' } };
        expect(faultsIn(await ask(one, 'PUT', `plans/${slug}`, wrong)).map((fault) => fault.split(' ')[0])).toEqual([
          '/about/kind',
          '/about/dated',
        ]);
      },
    },
    {
      id: 'PLN-08',
      guarantee: 'without a limit for complaints the plan stays a draft that nobody can declare an incident on; with it, the limit runs',
      run: async (stage) => {
        const one = await stage.organization();
        const put = (query = '', plan: unknown = one.plan) => ask(one, 'PUT', `plans/${slug}${query}`, plan);
        expect(faultsIn(await put())).toEqual(['/parameters/0/value parameter-missing']);
        expect((await ask(one, 'GET', `plans/${slug}`)).status).toBe(404);
        expect((await put('?draft=true')).body).toMatchObject({ version: 1, state: 'draft' });
        expect(faultsIn(await ask(one, 'POST', `plans/${slug}/versions/1/publish`))).toEqual(['/parameters/0/value parameter-missing']);
        const report = { incidentType: 'major-quality-problem' };
        expect(faultsIn(await declare(one, slug, report))).toEqual(['/plan plan-unpublished']);
        // It is rehearsed all the same, with the limit open.
        const { body: rehearsed } = await ask(one, 'POST', 'plans/dry-run', { planId: slug, ...report });
        expect(rehearsed.parameters.map(({ id }: { id: string }) => id)).toEqual(['complaint-limit']);
        const open = stage.rehearse({ ...report, answers: [heard] });
        expect([open.opened('handle-complaint'), open.due('handle-complaint')]).toEqual([0, null]);

        const parameter = (one.plan['parameters'] as object[])[0];
        const filled = { ...one.plan, parameters: [{ ...parameter, value: 'P3D' }] };
        expect((await put('', filled)).body).toMatchObject({ version: 2, state: 'published' });
        const { status, body } = await declare(one, slug, report);
        const task = body.tasks.find(({ id }: { id: string }) => id === 'handle-complaint');
        expect([status, Date.parse(task.dueAt) - Date.parse(task.openedAt)]).toEqual([201, 3 * 86_400_000]);
      },
    },
    {
      id: 'PLN-09',
      guarantee: 'a company makes the plan its own from the template, changes what is different, and is told when the template moves on',
      run: async (stage) => {
        const version = latest.get(slug) ?? 0;
        const one = await stage.organization();
        const seats = one.plan['seats'] as { id: string; holders: string[] }[];
        const holders = Object.fromEntries(seats.map((seat) => [seat.id, seat.holders]));
        const adopt = (body: object) => ask(one, 'POST', `templates/${slug}/plans`, { slug: 'our-delivery', ...body });
        expect(faultsIn(await adopt({ parameters: { 'complaint-limt': 'P3D' }, holders: { leaders: ['nobody'] } }))).toEqual([
          '/parameters/complaint-limt unknown-reference',
          '/holders/leaders/0 unknown-person',
        ]);
        const made = await adopt({ parameters: limit, holders });
        expect([made.status, made.body.state]).toEqual([201, 'published']);
        expect(made.body.plan.origin).toEqual({ template: slug, version });
        expect(faultsIn(await adopt({ parameters: limit, holders }))).toEqual(['/slug plan-exists']);

        // Their own number runs, and what is not theirs stays the template's.
        const own = { ...made.body.plan, serviceLevels: { ...made.body.plan.serviceLevels, immediately: 'PT5M' } };
        expect((await ask(one, 'PUT', 'plans/our-delivery', own)).body).toMatchObject({
          version: 2,
          template: { slug, version, movedOn: false },
        });
        const { body: difference } = await ask(one, 'GET', 'plans/our-delivery/versions/1/difference/2');
        expect(difference.items.map(({ pointer, before, after }: Record<string, unknown>) => [pointer, before, after])).toEqual([
          ['/serviceLevels/immediately', 'PT2M', 'PT5M'],
        ]);
        const { body: incident } = await declare(one, 'our-delivery', { incidentType: 'vehicle-breakdown' });
        const task = incident.tasks.find(({ id }: { id: string }) => id === 'tell-head');
        expect(Date.parse(task.dueAt) - Date.parse(task.openedAt)).toBe(300_000);

        const library = latest as Map<string, number>;
        library.set(slug, version + 1);
        try {
          expect((await ask(one, 'GET', 'plans/our-delivery')).body.template).toEqual({
            slug,
            version,
            latest: version + 1,
            movedOn: true,
          });
        } finally {
          library.set(slug, version);
        }
      },
    },
    {
      id: 'PLN-10',
      guarantee: 'the four departments and the workstations have to read it; who has and who has not is known, of each version anew',
      run: async (stage) => {
        const one = await stage.organization({ parameters: limit });
        await store(one, slug);
        const departments = ['sales', 'office', 'production', 'purchasing'];
        const readers = one.plan['seats'] as { id: string; holders: string[] }[];
        const audience = readers.flatMap(({ id, holders }) =>
          id === 'workstations' || departments.some((name) => id.startsWith(`${name}-`)) ? holders : [],
        );
        expect(audience).toHaveLength(18);
        const missing = async (version: number): Promise<string[]> => {
          const { body } = await ask(one, 'GET', `plans/${slug}/versions/${version}/acknowledgements`);
          return body.missing.map(({ id }: { id: string }) => id).toSorted();
        };
        expect(await missing(1)).toEqual(audience.toSorted());
        const read = (version: number, person?: string) =>
          ask(one, 'POST', `plans/${slug}/versions/${version}/acknowledgements`, person === undefined ? {} : { person });
        expect((await read(1, 'workstations-a')).status).toBe(200);
        expect((await read(1, 'leaders-a')).status).toBe(200);
        expect(await missing(1)).toEqual(audience.filter((id) => id !== 'workstations-a').toSorted());
        expect(faultsIn(await read(1))).toEqual(['/person required']);
        expect(faultsIn(await read(1, 'passer-by'))).toEqual(['/person unknown-person']);

        const changed = { ...one.plan, title: { en: 'Delivery, quality and urgent orders' } };
        await ask(one, 'PUT', `plans/${slug}?draft=true`, changed);
        expect(problemOf(await read(2, 'workstations-a'))).toBe('409 out-of-turn');
        await ask(one, 'POST', `plans/${slug}/versions/2/publish`);
        expect(await missing(2)).toEqual(audience.toSorted());
        const { items } = (await ask(one, 'GET', `plans/${slug}/versions`)).body;
        expect(items.map(({ version, readBy }: { version: number; readBy: number }) => [version, readBy])).toEqual([
          [2, 0],
          [1, 2],
        ]);
      },
    },
    {
      id: 'PLN-06',
      guarantee: 'breakdown, weather, quality and urgent order each run a procedure of their own',
      run: (stage) => {
        const first = ['tell-head', 'decide-service', 'convene-meeting', 'check-eligibility'];
        const opened = (incidentType: string, facts: Answer = {}) => first.map(play(stage, incidentType, facts).opened);
        expect(opened('vehicle-breakdown')).toEqual([0, null, null, null]);
        expect(opened('severe-weather', storm)).toEqual([null, 0, null, null]);
        expect(opened('major-quality-problem')).toEqual([null, null, 0, null]);
        expect(opened('sudden-demand')).toEqual([null, null, null, 0]);
        expect(stage.rehearse({ incidentType: 'sudden-demand' }).plan.incidentTypes).toHaveLength(4);
        // The quality case from the report to the satisfied customer.
        const quality = play(stage, 'major-quality-problem', { complaint: 'quality', problem: 'Colour runs', productionInvolved: true }, [
          { after: 'PT1M', done: 'convene-meeting', facts: { responsible: 'Production' } },
          { after: 'PT20H', done: 'go-on-site' },
          { after: 'PT21H', facts: { customerConsent: true } },
          { after: 'PT22H', facts: { customerSatisfied: true } },
          { after: 'PT23H', facts: { guidanceUnderstood: true } },
          { after: 'PT24H', done: 'leave-site' },
          { after: 'PT25H', closed: true },
        ]);
        expect([quality.opened('start-solution'), quality.due('go-on-site'), quality.opened('supply-records')]).toEqual([1, 1440, 0]);
        expect(['agree-solution', 'provide-free', 'handle-complaint', 'leave-site'].map(quality.done)).toEqual([1260, 1380, 1320, 1440]);
        expect([quality.lapsed('no-leaving'), quality.refused, quality.rehearsal.state.status]).toEqual([1380, [], 'closed']);
      },
    },
    {
      id: 'PLN-06',
      guarantee: 'nobody leaves the customer before the guidance is understood and the customer satisfied, nor does the case end before',
      run: (stage) => {
        const facts = { complaint: 'quality', problem: 'Colour runs', productionInvolved: false };
        const steps: readonly Answer[] = [
          { after: 'PT20H', done: 'go-on-site' },
          { after: 'PT21H', facts: { customerConsent: true } },
          { after: 'PT22H', facts: { guidanceUnderstood: true } },
        ];
        const unhappy = play(stage, 'major-quality-problem', facts, [
          ...steps,
          { after: 'PT23H', facts: { customerSatisfied: false } },
          { after: 'PT24H', done: 'leave-site' },
          { after: 'PT25H', done: 'handle-complaint' },
          { after: 'PT26H', closed: true },
        ]);
        expect(unhappy.refused).toEqual(['5 task-unknown', '6 task-early', '7 closure-early']);
        expect([unhappy.opened('leave-site'), unhappy.lapsed('no-leaving'), unhappy.breached('handle-complaint')]).toEqual([
          null,
          null,
          4320,
        ]);
        const unconvinced = play(stage, 'major-quality-problem', facts, [
          { after: 'PT20H', done: 'go-on-site' },
          { after: 'PT21H', facts: { customerConsent: false } },
        ]);
        expect([unconvinced.done('agree-solution'), unconvinced.opened('provide-free')]).toEqual([null, null]);
      },
    },
    {
      id: 'GRD-14',
      guarantee:
        'nobody hurt and the vehicle unusable shows the substitute vehicle; somebody hurt shows the rescue and the question to the leaders',
      run: (stage) => {
        const steps = ['standby-vehicle', 'handle-accident', 'substitute-vehicle', 'resume-delivery', 'rescue', 'ask-leaders'];
        const opened = (facts: Answer) => {
          const played = play(stage, 'vehicle-breakdown', facts, [{ after: 'PT1M', done: 'tell-head' }]);
          expect(played.refused).toEqual([]);
          return steps.filter((step) => played.opened(step) !== null);
        };
        expect(opened(breakdown(false, 0, false))).toEqual(['standby-vehicle']);
        const repaired = play(stage, 'vehicle-breakdown', breakdown(false, 0, false), [{ after: 'PT1M', done: 'tell-head' }]);
        expect([repaired.due('standby-vehicle'), repaired.due('arrange-repair'), repaired.rung('office')]).toEqual([3, 16, 1]);
        expect(opened(breakdown(true, 0, true))).toEqual(['handle-accident', 'resume-delivery']);
        expect(opened(breakdown(true, 0, false))).toEqual(['handle-accident', 'substitute-vehicle', 'resume-delivery']);
        expect(opened(breakdown(true, 2, false))).toEqual(['rescue', 'ask-leaders']);
        // Unknown counts as hurt: help goes there.
        expect(opened(breakdown(true, { unknown: true }, false))).toEqual(expect.arrayContaining(['rescue', 'ask-leaders']));
        // What is learned later opens and closes what hangs on it.
        const later = play(stage, 'vehicle-breakdown', breakdown(true, 0, false), [{ after: 'PT6M', facts: { casualties: 1 } }]);
        expect([later.opened('substitute-vehicle'), later.lapsed('substitute-vehicle'), later.opened('rescue')]).toEqual([0, 6, 6]);
        expect([later.due('rescue'), later.rung('leaders')]).toEqual([8, 6]);
      },
    },
    {
      id: 'ACT-05',
      guarantee: 'nothing is supplied before management approves; rejected it is not supplied, and returned it waits for the next decision',
      run: (stage) => {
        const decided = (...values: readonly string[]) =>
          play(stage, 'sudden-demand', { demand: '200 quilts' }, [
            ...order(true),
            ...values.map((managementApproval, index) => ({
              after: `PT${20 + index * 10}M`,
              by: 'management-b',
              facts: { managementApproval },
            })),
          ]);
        const supply = ({ opened, rung }: { opened: (id: string) => number | null; rung: (id: string) => number | null }) => [
          opened('deliver'),
          opened('travel-along'),
          rung('supply'),
        ];
        const waiting = decided();
        expect([waiting.opened('approve'), waiting.rung('management'), waiting.done('approve'), ...supply(waiting)]).toEqual([
          10,
          10,
          null,
          null,
          null,
          null,
        ]);
        const approved = decided('approved');
        expect([approved.done('approve'), ...supply(approved), approved.due('deliver')]).toEqual([20, 20, 20, 20, 80]);
        const rejected = decided('rejected');
        expect([rejected.done('approve'), ...supply(rejected)]).toEqual([20, null, null, null]);
        const returned = decided('returned');
        expect([returned.done('approve'), ...supply(returned)]).toEqual([null, null, null, null]);
        const again = decided('returned', 'approved');
        expect([again.done('approve'), ...supply(again)]).toEqual([30, 30, 30, 30]);
        const wrong = play(stage, 'sudden-demand', {}, [
          ...order(true),
          { after: 'PT20M', by: office, facts: { managementApproval: 'approved' } },
        ]);
        expect([wrong.refused, ...supply(wrong)]).toEqual([['3 authority-missing'], null, null, null]);
        // An approval that is taken back stops what has not left yet.
        const revoked = decided('approved', 'rejected');
        expect(revoked.lapsed('deliver')).toBe(30);
      },
    },
    {
      id: 'ACT-06',
      guarantee:
        'the order of a customer who is not law-abiding and qualified is refused, with the reason on the record, whatever management says',
      run: async (stage) => {
        const refused = play(stage, 'sudden-demand', { demand: '200 quilts' }, [
          { after: 'PT5M', by: office, facts: { customerEligible: false } },
          { after: 'PT6M', done: 'refuse' },
          { after: 'PT7M', done: 'refuse', by: office, facts: { refusalReason: 'No licence' } },
          { after: 'PT8M', by: 'management-a', facts: { managementApproval: 'approved' } },
        ]);
        expect(refused.refused).toEqual(['2 facts-missing']);
        expect([refused.opened('refuse'), refused.done('refuse')]).toEqual([5, 7]);
        expect(['report-to-management', 'approve', 'deliver'].map(refused.opened)).toEqual([null, null, null]);
        expect([refused.rung('management'), refused.rung('supply')]).toEqual([null, null]);
        // Nobody has checked yet: nothing is passed on, and nothing refused.
        const unknown = play(stage, 'sudden-demand', {}, [{ after: 'PT5M', by: office, facts: { customerEligible: { unknown: true } } }]);
        expect([unknown.opened('report-to-management'), unknown.opened('refuse')]).toEqual([null, null]);
        expect(play(stage, 'sudden-demand', {}, order(true)).opened('report-to-management')).toBe(5);

        const one = await stage.organization({ parameters: limit });
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'sudden-demand', facts: { demand: '200 quilts' } });
        expect(problemOf(await act(one, incident.id, 'facts', { facts: { customerEligible: true }, person: 'sales-head-a' }))).toBe(
          '403 authority-missing',
        );
        await act(one, incident.id, 'facts', { facts: { customerEligible: false }, person: office });
        const { body } = await act(one, incident.id, 'tasks/refuse/complete', { facts: { refusalReason: 'No licence' }, person: office });
        expect(body.facts.refusalReason.value).toBe('No licence');
        expect(body.tasks.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`)).toEqual([
          'check-eligibility done',
          'refuse done',
        ]);
        const { body: timeline } = await one.world.ask('GET', `/v1/incidents/${incident.id}/timeline`, { key: one.key });
        expect(JSON.stringify(timeline)).toContain('No licence');
      },
    },
    {
      id: 'ACT-07',
      guarantee: 'with people hurt the leaders decide the delivery time; until they do it waits, and question, answer and times are kept',
      run: async (stage) => {
        const hurt = breakdown(true, 1, false);
        const asks = { after: 'PT3M', by: 'on-site-head-a', asked: 'deliveryTimeDecision' };
        const decides = (deliveryTimeDecision: string, by = 'leaders-a') => ({ after: 'PT9M', by, facts: { deliveryTimeDecision } });
        const news = { after: 'PT15M', by: 'leaders-a', facts: { newDeliveryAt: '2026-03-15T06:00:00.000Z' } };
        const state = (...answers: readonly Answer[]) => {
          const played = play(stage, 'vehicle-breakdown', hurt, [asks, ...answers]);
          return [played.done('decide-delivery-time'), played.opened('set-delivery-time'), played.notice('new-delivery-time')];
        };
        expect(state()).toEqual([null, null, null]);
        expect(state(decides('keep'))).toEqual([9, null, null]);
        expect(state(decides('change'), news)).toEqual([9, 9, 15]);
        expect(state(decides('change', 'sales-head-a'), news)).toEqual([null, null, null]);
        expect(play(stage, 'vehicle-breakdown', hurt).due('ask-leaders')).toBe(2);
        // Whoever wants to know without anybody hurt may ask as well.
        const asked = play(stage, 'vehicle-breakdown', breakdown(false, 0, true), [asks]);
        expect([asked.rung('leaders'), asked.alerted.includes('3 leaders-a')]).toEqual([3, true]);
        expect(play(stage, 'vehicle-breakdown', breakdown(false, 0, true)).rung('leaders')).toBeNull();

        const one = await stage.organization({ parameters: limit });
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'vehicle-breakdown', facts: hurt });
        const question = 'One lorry is lost. Shall we deliver tomorrow?';
        await act(one, incident.id, 'ask', { fact: 'deliveryTimeDecision', question, person: 'on-site-head-a' });
        one.world.time.millis += 240_000;
        const answer = (person: string) => act(one, incident.id, 'facts', { facts: { deliveryTimeDecision: 'change' }, person });
        expect(problemOf(await answer('on-site-head-a'))).toBe('403 authority-missing');
        const [kept] = (await answer('leaders-a')).body.asked;
        expect(kept).toMatchObject({ question, person: { id: 'on-site-head-a' }, decidedBy: ['leaders'] });
        expect(Date.parse(kept.decidedAt) - Date.parse(kept.at)).toBe(240_000);
      },
    },
    {
      id: 'ACT-08',
      guarantee:
        'the office and nobody else pauses, changes and resumes deliveries with time, place and reason, and customers read and hear of each',
      run: async (stage) => {
        const answers: readonly Answer[] = [
          { after: 'PT30M', by: office, facts: pause },
          { after: 'PT45H', facts: { hindranceGone: true } },
          { after: 'PT46H', by: 'office-staff-a', facts: resume },
          { after: 'PT47H', restored: true },
        ];
        const played = play(stage, 'severe-weather', storm, answers);
        expect(played.refused).toEqual([]);
        expect([played.rung('office'), played.opened('decide-service'), played.done('decide-service')]).toEqual([0, 0, 30]);
        expect(['decide-resumption', 'call-pause', 'call-resume', 'call-change'].map(played.opened)).toEqual([2700, 30, 2760, null]);
        expect(played.done('decide-resumption')).toBe(2760);
        expect(['paused', 'resumed', 'as-usual', 'changed'].map(played.notice)).toEqual([30, 2760, 2820, null]);
        const said = played.items.filter(({ kind }) => kind === 'notice').map(({ body }) => body?.en ?? '');
        expect(said[0]).toMatch(/^Because of the weather, deliveries pause from .*2:00.* at the coast\. Reason: Typhoon\./);
        expect(said[1]).toMatch(/^Deliveries resume from .*12:00.* at the coast\.$/);
        const changed = play(stage, 'severe-weather', storm, [
          { after: 'PT30M', by: office, facts: { ...pause, serviceDecision: 'change' } },
        ]);
        expect(['changed', 'paused'].map(changed.notice)).toEqual([30, null]);
        expect(['call-change', 'call-pause', 'raise-cooperation'].map(changed.opened)).toEqual([30, null, 30]);
        expect(changed.items.find(({ task }) => task === 'call-change')).toMatchObject({ by: 'phone', uses: ['customer-file'] });
        const noTime = play(stage, 'severe-weather', storm, [
          { after: 'PT30M', done: 'decide-service', by: office, facts: { serviceDecision: 'pause' } },
        ]);
        expect(noTime.refused).toEqual(['1 facts-missing']);

        const one = await stage.organization({ parameters: limit });
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'severe-weather', facts: storm });
        const decide = (person?: string) => act(one, incident.id, 'facts', { facts: pause, ...(person ? { person } : {}) });
        for (const person of ['sales-head-a', 'leaders-a', undefined])
          expect(problemOf(await decide(person))).toBe('403 authority-missing');
        expect((await decide('office-staff-b')).body.notice.published).toEqual(['paused']);
      },
    },
    {
      id: 'ACT-08',
      guarantee: 'where only part of the area is cut off, service goes on and the customers who went without get their goods afterwards',
      run: (stage) => {
        const part = { weather: 'rainstorm', localMajorDisaster: false, partialArea: true };
        const played = play(stage, 'severe-weather', part, [{ after: 'PT8H', facts: { hindranceGone: true } }]);
        expect(['decide-service', 'list-unserved', 'replenish'].map(played.opened)).toEqual([null, 0, 480]);
        expect(play(stage, 'severe-weather', part).opened('replenish')).toBeNull();
        expect(
          play(stage, 'severe-weather', { ...part, partialArea: false }, [{ after: 'PT8H', facts: { hindranceGone: true } }]).opened(
            'replenish',
          ),
        ).toBeNull();
      },
    },
    {
      id: 'ESC-03',
      guarantee: 'of each person it is shown when they were told and when they acknowledged',
      run: async ({ rehearse, organization }) => {
        const played = rehearse({
          incidentType: 'sudden-demand',
          answers: [
            { after: 'PT3M', person: 'office-supervisor-b' },
            { after: 'PT5M', restored: true },
          ],
        });
        expect(told(played)).toEqual(['0 office-supervisor-a', '2 office-supervisor-b']);
        expect(acknowledged(played)).toEqual(['3 office-supervisor-b']);

        const one = await organization({ parameters: limit });
        await store(one, slug);
        const { body: incident } = await declare(one, slug, { incidentType: 'vehicle-breakdown' });
        const { body } = await act(one, incident.id, 'acknowledge', { person: 'sales-head-a' });
        type Alert = { readonly person: { readonly id: string }; readonly acknowledgedAt: string | null };
        expect(body.alerts.map(({ person, acknowledgedAt }: Alert) => `${person.id} ${acknowledgedAt !== null}`)).toEqual([
          'delivery-department-head-a false',
          'purchasing-head-a false',
          'sales-head-a true',
        ]);
      },
    },
    {
      id: 'ESC-09',
      guarantee: 'when the office supervisor has not been told 30 minutes after sales learned of it, the head of sales is alerted',
      run: (stage) => {
        for (const incidentType of ['vehicle-breakdown', 'severe-weather', 'major-quality-problem']) {
          const late = play(stage, incidentType, {});
          const task = 'tell-office-supervisor';
          expect([late.due(task), late.breached(task), late.rung('sales-head')]).toEqual([30, 30, 30]);
          expect(late.alerted).toContain('30 sales-head-a');
          const inTime = play(stage, incidentType, {}, [{ after: 'PT29M', done: task }]);
          expect([inTime.breached(task), inTime.rung('sales-head')]).toEqual([null, null]);
        }
        expect(play(stage, 'sudden-demand', {}).rung('sales-head')).toBeNull();
      },
    },
    {
      id: 'ESC-12',
      guarantee: 'calling the customers is a task for people with the customer file at hand, and is done when somebody says so',
      run: (stage) => {
        const played = play(stage, 'vehicle-breakdown', breakdown(false, 0, false), [
          { after: 'PT40M', done: 'call-customers', by: office },
        ]);
        const call = played.items.find((item) => item.task === 'call-customers');
        expect(call).toMatchObject({ kind: 'task', seat: 'office', by: 'phone', evidence: ['log-entry'], uses: ['customer-file'] });
        expect(call?.to?.en).toBe('Affected customers, by the customer file');
        expect([played.opened('call-customers'), played.done('call-customers')]).toEqual([0, 40]);
        expect(play(stage, 'vehicle-breakdown', breakdown(false, 0, false)).done('call-customers')).toBeNull();
        expect(played.plan.resources.find(({ id }) => id === 'customer-file')?.custodian).toBe('office');
        const driver = played.items.find((item) => item.task === 'tell-head');
        expect([driver?.by, driver?.to?.en]).toEqual(['phone', 'Head of your department']);
      },
    },
    {
      id: 'ESC-19',
      guarantee: 'the technician says whether the guidance is from afar or on site and since when, and goes on until the user is satisfied',
      run: (stage) => {
        const helps = { after: 'PT10M', facts: { replacementHelp: true } };
        const guides = (after: string, guidance: string) => ({ after, facts: { guidance, guidanceFrom: '2026-03-14T01:12:00.000Z' } });
        const satisfied = { after: 'PT3H', facts: { customerSatisfied: true } };
        const played = play(stage, 'sudden-demand', {}, [helps, guides('PT15M', 'by-contact'), guides('PT2H', 'on-site'), satisfied]);
        expect([played.opened('guide-replacement'), played.due('guide-replacement'), played.rung('technician')]).toEqual([10, 25, 10]);
        expect(played.done('guide-replacement')).toBe(180);
        expect(played.rehearsal.state.facts).toMatchObject({
          guidance: { value: 'on-site', at: '2026-03-14T03:00:00.000Z' },
          guidanceFrom: { value: '2026-03-14T01:12:00.000Z' },
        });
        const silent = play(stage, 'sudden-demand', {}, [helps, satisfied, { after: 'PT4H', done: 'guide-replacement' }]);
        expect([silent.refused, silent.done('guide-replacement')]).toEqual([['3 facts-missing'], null]);
        const unhappy = play(stage, 'sudden-demand', {}, [
          helps,
          guides('PT15M', 'by-contact'),
          { after: 'PT1H', done: 'guide-replacement' },
        ]);
        expect([unhappy.refused, unhappy.done('guide-replacement')]).toEqual([['3 task-early'], null]);
        expect(play(stage, 'sudden-demand', { replacementHelp: false }).opened('guide-replacement')).toBeNull();
      },
    },
    {
      id: 'ESC-22',
      guarantee: '“at once” is 2 minutes: a driver who reports at minute 4 is late, and with 5 minutes in time',
      run: ({ rehearse }) => {
        const driver = (immediately?: string) =>
          rehearse({
            incidentType: 'vehicle-breakdown',
            answers: [{ after: 'PT4M', done: 'tell-head', facts: breakdown(false, 0, false) }],
            ...(immediately === undefined
              ? {}
              : { change: (document) => Object.assign(document['serviceLevels'] as object, { immediately }) }),
          });
        expect([driver().due('tell-head'), driver().breached('tell-head'), driver().done('tell-head')]).toEqual([2, 2, 4]);
        expect([driver('PT5M').due('tell-head'), driver('PT5M').breached('tell-head')]).toEqual([5, null]);
      },
    },
  ],
  notYet: [{ id: 'PLN-10', why: 'Who has to read it and who has is known, but no message goes out to them when a version is published.' }],
};
