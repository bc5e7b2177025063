import * as z from 'zod';
import { modes } from '../incident/events.ts';
import { FactValue } from '../plan/values.ts';
import { Slug } from '../plan/slug.ts';
import { componentStates, noticePhases } from '../status-page/page.ts';
import { textOf } from '../text.ts';
import { IncidentAnswer, IncidentList, TimelineAnswer } from './answers.ts';
import { route } from './route.ts';

const factId = z.string().min(1).max(64);
const facts = z.record(factId, FactValue);
/** Whose word it is, where the key is nobody's own. */
const person = Slug.optional();
const speaker = z.strictObject({ person });

export const DeclareInput = z.strictObject({
  plan: Slug,
  /** May be left out where the plan knows one type only. */
  incidentType: Slug.optional(),
  facts: facts.default({}),
  components: z.array(Slug).max(100).optional(),
  /** For the people who work on it; never shown to customers. */
  summary: z.string().min(1).max(5000).optional(),
  person,
  mode: z.enum(modes).default('real'),
});

const params = z.strictObject({ id: z.string() });
const incident = { description: { en: 'The incident', 'zh-CN': '事件' }, body: IncidentAnswer, headers: ['etag'] } as const;

const act = {
  method: 'POST',
  area: 'Incidents',
  access: 'respond',
  params,
  edits: true,
  once: 'plain',
  answers: { 200: incident },
} as const;

export const incidentRoutes = {
  declareIncident: route({
    method: 'POST',
    path: '/v1/incidents',
    area: 'Incidents',
    summary: { en: 'Declare an incident', 'zh-CN': '宣布事件' },
    description: {
      en: 'The version of the plan that is in force grades it, opens tasks and alerts people at once, and stays with it to the end.',
      'zh-CN': '立即按预案的生效版本定级、下达任务并通知人员；该版本在事件期间保持不变。',
    },
    access: 'respond',
    body: DeclareInput,
    once: 'plain',
    example: {
      plan: 'call-centre',
      incidentType: 'application-outage',
      facts: { seatsAffected: 40 },
      summary: 'Nobody can log in since the update',
    },
    answers: { 201: { ...incident, headers: ['etag', 'location'] } },
    problems: ['authority-missing', 'procedure-unwritten'],
  }),
  listIncidents: route({
    method: 'GET',
    path: '/v1/incidents',
    area: 'Incidents',
    summary: { en: 'Incidents, newest first', 'zh-CN': '事件列表（最新在前）' },
    access: 'read',
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: z.string().max(500).optional(),
      status: z.enum(['open', 'restored', 'closed']).optional(),
    }),
    answers: {
      200: {
        description: { en: 'A page; “next” is the cursor of the following one', 'zh-CN': '一页结果；next 为下一页游标' },
        body: IncidentList,
      },
    },
  }),
  getIncident: route({
    method: 'GET',
    path: '/v1/incidents/{id}',
    area: 'Incidents',
    summary: { en: 'How an incident stands', 'zh-CN': '事件现状' },
    access: 'read',
    params,
    answers: { 200: incident },
    problems: ['not-found'],
  }),
  getTimeline: route({
    method: 'GET',
    path: '/v1/incidents/{id}/timeline',
    area: 'Incidents',
    summary: { en: 'Everything that happened, in order', 'zh-CN': '事件的完整经过' },
    description: {
      en: '“text” is a sentence in the language of Accept-Language.',
      'zh-CN': 'text 为按 Accept-Language 所选语言的说明。',
    },
    access: 'read',
    params,
    answers: { 200: { description: { en: 'The events', 'zh-CN': '事件记录' }, body: TimelineAnswer, headers: ['content-language'] } },
    problems: ['not-found'],
  }),
  acknowledgeIncident: route({
    ...act,
    path: '/v1/incidents/{id}/acknowledge',
    summary: { en: 'Somebody is on it', 'zh-CN': '确认接手' },
    description: {
      en: 'A key bound to a person answers for that person. Any other key names a person, or nobody and answers for the whole incident.',
      'zh-CN': '绑定人员的密钥代表该人员确认；其他密钥可指定人员，未指定则代表整个事件确认。',
    },
    example: { person: 'lead-a' },
    body: speaker,
    bodyOptional: true,
    problems: ['not-found', 'incident-closed'],
  }),
  reportFacts: route({
    ...act,
    path: '/v1/incidents/{id}/facts',
    summary: { en: 'Report what is known', 'zh-CN': '上报事实' },
    description: {
      en: 'Values by the plan’s names: plain, { "value": 3, "estimated": true }, or { "unknown": true }. The plan grades anew.',
      'zh-CN': '以预案中的名称上报：直接取值、{ "value": 3, "estimated": true } 或 { "unknown": true }。随后重新定级。',
    },
    example: { facts: { seatsAffected: { value: 60, estimated: true }, predictedRecovery: 'PT45M' } },
    body: z.strictObject({ facts: facts.refine((value) => Object.keys(value).length > 0, { params: { code: 'required' } }), person }),
    problems: ['not-found', 'incident-closed', 'authority-missing'],
  }),
  askForDecision: route({
    ...act,
    path: '/v1/incidents/{id}/ask',
    summary: { en: 'Ask for a decision', 'zh-CN': '请示' },
    description: {
      en: 'Asks those who decide a fact, as the plan has it (“decidedBy”); what it starts by { asked: fact } starts. The question can be erased.',
      'zh-CN': '向预案规定的决定人（decidedBy）请示；预案中以 { asked: fact } 触发的内容随之启动。请示内容可被删除。',
    },
    example: { fact: 'suspendService', question: 'Both lines are down. May we stop taking orders?' },
    body: z.strictObject({ fact: factId, question: z.string().min(1).max(2000).optional(), person }),
    problems: ['not-found', 'incident-closed'],
  }),
  setLevel: route({
    ...act,
    path: '/v1/incidents/{id}/level',
    summary: { en: 'Set the level', 'zh-CN': '确定级别' },
    description: {
      en: 'The rules’ own result is kept beside it. With null the level follows the rules again. The reason can be erased.',
      'zh-CN': '规则得出的级别同时保留。level 为 null 时恢复由规则确定。理由可被删除。',
    },
    example: { level: 'level-1', reason: 'The hospital is without gas' },
    body: z.strictObject({ level: Slug.nullable(), reason: z.string().min(1).max(2000), person }),
    problems: ['not-found', 'incident-closed', 'authority-missing'],
  }),
  restoreIncident: route({
    ...act,
    path: '/v1/incidents/{id}/restore',
    summary: { en: 'Service is back', 'zh-CN': '服务已恢复' },
    body: z.strictObject({}),
    bodyOptional: true,
    problems: ['not-found', 'incident-closed'],
  }),
  closeIncident: route({
    ...act,
    path: '/v1/incidents/{id}/close',
    summary: { en: 'The incident is over', 'zh-CN': '关闭事件' },
    description: {
      en: 'The plan may say who ends it (“closure.by”) and what has to be so before (“closure.when”).',
      'zh-CN': '预案可规定由谁结束（closure.by）以及结束条件（closure.when）。',
    },
    body: speaker,
    bodyOptional: true,
    problems: ['not-found', 'authority-missing', 'closure-early'],
  }),
  publishIncident: route({
    ...act,
    path: '/v1/incidents/{id}/publish',
    summary: { en: 'Approve it: let customers see it', 'zh-CN': '批准对客户公布' },
    description: {
      en: 'Approves the plan’s notices of an incident that monitoring opened.',
      'zh-CN': '批准公布由监控触发之事件的预案公告。',
    },
    body: z.strictObject({}),
    bodyOptional: true,
    problems: ['not-found', 'incident-closed'],
  }),
  updateIncident: route({
    ...act,
    path: '/v1/incidents/{id}/updates',
    summary: { en: 'Tell customers more of an incident', 'zh-CN': '向客户更新事件进展' },
    description: {
      en: 'An update by hand of the incident’s own notice, beside those of the plan. Markdown. “state” is claimed of the incident’s components from then on; “resolved” claims nothing more. Texts that are missing in a language of the organization stand in “warnings”.',
      'zh-CN':
        '在预案的公告之外，人工更新该事件的公告。正文使用 Markdown。state 为此后对事件相关组件声明的状态；resolved 之后不再声明。缺少组织所用语言的文本列于 warnings。',
    },
    example: { phase: 'identified', body: { en: 'A cable was cut. Crews are on site.', 'zh-CN': '电缆被挖断，抢修人员已到场。' } },
    body: z.strictObject({
      phase: z.enum(noticePhases),
      title: textOf(200).optional(),
      body: textOf(5000),
      state: z.enum(componentStates).optional(),
    }),
    problems: ['not-found', 'incident-closed', 'publication-missing', 'notice-over'],
  }),
  followUpIncident: route({
    method: 'PUT',
    area: 'Incidents',
    access: 'respond',
    params,
    edits: true,
    answers: { 200: incident },
    path: '/v1/incidents/{id}/follow-up',
    summary: { en: 'Tell customers what was learnt', 'zh-CN': '向客户公布后续说明' },
    description: {
      en: 'Once they were told that it is resolved, also after the incident is closed; it can be replaced.',
      'zh-CN': '对客户公布已解决之后填写，事件关闭后亦可；可以替换。',
    },
    example: { body: { en: 'We now keep a second line to the building.', 'zh-CN': '我们已为该楼增设备用线路。' } },
    body: z.strictObject({ body: textOf(5000) }),
    problems: ['not-found', 'follow-up-early'],
  }),
  completeTask: route({
    ...act,
    path: '/v1/incidents/{id}/tasks/{task}/complete',
    summary: { en: 'A task is done', 'zh-CN': '任务完成' },
    description: {
      en: 'With the facts that it asks for. A task that puts another plan into action declares its incident at the same moment, and names it in “incident”.',
      'zh-CN': '同时提交任务要求的事实。启动另一预案的任务会同时宣布该预案的事件，并记录在 incident 中。',
    },
    params: z.strictObject({ id: z.string(), task: z.string() }),
    body: z.strictObject({ facts: facts.default({}), person }),
    bodyOptional: true,
    problems: ['not-found', 'authority-missing', 'task-early', 'task-forbids', 'procedure-unwritten'],
  }),
} as const;
