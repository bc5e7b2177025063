import { DryRunAnswer } from './rehearsal-answer.ts';
import { DryRunInput } from './rehearsal-input.ts';
import { bytesMax, route } from './route.ts';

export const dryRunRoutes = {
  rehearsePlan: route({
    method: 'POST',
    path: '/v1/plans/dry-run',
    area: 'Plans',
    summary: { en: 'Rehearse a plan', 'zh-CN': '演练预案' },
    description: {
      en: 'Computes the whole future of an incident without starting one: level, alerts, tasks, deadlines and notices, each with its minute. Send a plan, or name a stored one in “planId”. “answers” says what people do so long after the start: answer the alerts (“person”, null for everybody who was asked), ask for a decision (“asked”), report “facts”, have a step “done”, set the “level”, “restored”, “closed”; “by” names who. Without any, nobody answers. “drill” plays a drill of the plan. What is refused on the way is said in “notes”. Nothing is stored and nobody is told. With “Accept: text/html” it is a page to read and print.',
      'zh-CN':
        '在不触发事件的情况下推演全过程：级别、通知、任务、时限与公告，并注明发生的分钟。可直接提交预案，或用 planId 指定已保存的预案。answers 说明人员在开始后多久做什么：确认通知（person，null 表示所有被通知者）、请示决定 asked、上报 facts、完成步骤 done、确定级别 level、restored、closed，by 指明由谁执行；留空表示无人应答。drill 推演预案中的演练。途中被拒绝的操作见 notes。不保存任何内容，也不通知任何人。使用 Accept: text/html 时返回可阅读、可打印的页面。',
    },
    access: 'read',
    body: DryRunInput,
    lazy: 'plans',
    yaml: true,
    bytesMax: bytesMax.plan + bytesMax.ordinary,
    formats: ['text/html'],
    example: {
      planId: 'call-centre',
      incidentType: 'application-outage',
      facts: { seatsAffected: 40 },
      startAt: '2026-03-14T01:42:00Z',
      answers: [
        { after: 'PT2M', person: 'lead-a' },
        { after: 'PT3M', facts: { predictedRecovery: 'PT25M' } },
        { after: 'PT50M', restored: true },
      ],
    },
    answers: {
      200: {
        description: { en: 'The future, in order', 'zh-CN': '按时间排列的全过程' },
        body: DryRunAnswer,
        headers: ['content-language'],
      },
    },
    problems: ['not-found', 'procedure-unwritten'],
  }),
} as const;
