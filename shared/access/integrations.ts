import * as z from 'zod';
import { IntegrationInput } from '../organization/records.ts';
import { AlertsAccepted, EventAccepted, IntegrationCreated, IntegrationList } from './answers.ts';
import { bytesMax, route } from './route.ts';

export const integrationRoutes = {
  createIntegration: route({
    method: 'POST',
    path: '/v1/integrations',
    area: 'Integrations',
    summary: { en: 'Let a monitoring system open incidents', 'zh-CN': '接入监控系统' },
    description: {
      en: 'The routing key is shown this once. With “publish” false, which is the default, customers see nothing of its incidents until somebody approves.',
      'zh-CN': '路由密钥仅显示这一次。publish 为 false（默认）时，须经批准才会对客户公布。',
    },
    access: 'configure',
    body: IntegrationInput,
    once: 'sealed',
    example: { name: 'Prometheus', plan: 'call-centre', incidentType: 'application-outage' },
    answers: { 201: { description: { en: 'Created', 'zh-CN': '已创建' }, body: IntegrationCreated } },
  }),
  listIntegrations: route({
    method: 'GET',
    path: '/v1/integrations',
    area: 'Integrations',
    summary: { en: 'All integrations, without their keys', 'zh-CN': '所有集成（不含密钥）' },
    access: 'read',
    answers: { 200: { description: { en: 'Oldest first', 'zh-CN': '按创建时间升序' }, body: IntegrationList } },
  }),
  deleteIntegration: route({
    method: 'DELETE',
    path: '/v1/integrations/{id}',
    area: 'Integrations',
    summary: { en: 'Revoke an integration', 'zh-CN': '吊销集成' },
    access: 'configure',
    params: z.strictObject({ id: z.string() }),
    answers: { 204: { description: { en: 'Its key is refused from now on', 'zh-CN': '其密钥立即失效' } } },
    problems: ['not-found'],
  }),
} as const;

export const senderRoutes = {
  enqueueEvent: route({
    method: 'POST',
    path: '/v2/enqueue',
    area: 'Senders',
    summary: { en: 'PagerDuty Events API v2', 'zh-CN': 'PagerDuty Events API v2' },
    description: {
      en: 'For existing senders, unchanged: trigger opens, acknowledge answers, resolve closes. Answers in that API’s own shape.',
      'zh-CN': '供现有发送方直接使用：trigger 打开、acknowledge 确认、resolve 关闭。以该 API 自身的格式应答。',
    },
    access: 'integration',
    body: z.looseObject({
      routing_key: z.string(),
      event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
      dedup_key: z.string().max(255).optional(),
      payload: z
        .looseObject({ summary: z.string(), source: z.string(), severity: z.enum(['critical', 'error', 'warning', 'info']) })
        .optional(),
    }),
    bytesMax: bytesMax.events,
    reads: 'own',
    example: {
      routing_key: 'R0UT1NGKEY',
      event_action: 'trigger',
      dedup_key: 'disk-db1',
      payload: { summary: 'Disk full on db1', source: 'db1', severity: 'critical' },
    },
    answers: { 202: { description: { en: 'Taken', 'zh-CN': '已接收' }, body: EventAccepted } },
  }),
  receiveAlertmanager: route({
    method: 'POST',
    path: '/v1/integrations/{key}/alertmanager',
    area: 'Senders',
    summary: { en: 'Alertmanager webhook, version 4', 'zh-CN': 'Alertmanager Webhook（版本 4）' },
    description: {
      en: 'One incident per group. The routing key stands in the path, because the sender can send no other. Duplicates do no harm.',
      'zh-CN': '每个告警组对应一个事件。路由密钥位于路径中。重复通知不会产生影响。',
    },
    access: 'integration',
    params: z.strictObject({ key: z.string() }),
    body: z.looseObject({
      version: z.literal('4'),
      groupKey: z.string(),
      status: z.enum(['firing', 'resolved']),
      alerts: z.array(z.looseObject({})),
    }),
    bytesMax: bytesMax.events,
    reads: 'own',
    answers: { 200: { description: { en: 'Taken', 'zh-CN': '已接收' }, body: AlertsAccepted } },
    problems: ['not-found', 'malformed-json', 'body-too-large', 'invalid'],
  }),
} as const;
