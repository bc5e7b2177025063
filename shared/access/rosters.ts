import * as z from 'zod';
import { Instant } from '../instant.ts';
import { RosterInput } from '../organization/roster.ts';
import { Slug } from '../plan/slug.ts';
import { DutyAnswer, RosterAnswer, RosterList } from './answers.ts';
import { route } from './route.ts';

const params = z.strictObject({ id: z.string() });
const roster = { description: { en: 'The roster', 'zh-CN': '值班表' }, body: RosterAnswer, headers: ['etag'] } as const;
/** Far enough in both directions, and what follows it can still be written down. */
const at = Instant.refine((instant) => /^[12]\d{3}-/.test(instant), { params: { code: 'instant' } }).optional();

export const rosterRoutes = {
  listRosters: route({
    method: 'GET',
    path: '/v1/rosters',
    area: 'Rosters',
    summary: { en: 'Every roster', 'zh-CN': '所有值班表' },
    access: 'read',
    answers: { 200: { description: { en: 'By id', 'zh-CN': '按标识排序' }, body: RosterList } },
  }),
  getRoster: route({
    method: 'GET',
    path: '/v1/rosters/{id}',
    area: 'Rosters',
    summary: { en: 'One roster', 'zh-CN': '某一值班表' },
    access: 'read',
    params,
    answers: { 200: roster },
    problems: ['not-found'],
  }),
  getDuty: route({
    method: 'GET',
    path: '/v1/rosters/{id}/duty',
    area: 'Rosters',
    summary: { en: 'Who is on duty', 'zh-CN': '谁在值班' },
    description: {
      en: 'Who is on duty at an instant (“at”, by default now), and the next five changes within 90 days.',
      'zh-CN': '某一时刻（at，默认为当前）的值班人员，以及 90 天内的后五次变动。',
    },
    access: 'read',
    params,
    query: z.strictObject({ at }),
    answers: {
      200: { description: { en: 'Those on duty, in the order of the shifts', 'zh-CN': '值班人员，按班次顺序' }, body: DutyAnswer },
    },
    problems: ['not-found'],
  }),
  putRoster: route({
    method: 'PUT',
    path: '/v1/rosters/{id}',
    area: 'Rosters',
    summary: { en: 'Create or replace a roster', 'zh-CN': '创建或替换值班表' },
    description: {
      en: 'Shifts go by the clock of the organization’s time zone; one whose end is not after its beginning ends on the next day. “days” are those on which it begins, “first” and “last” the first and last date.',
      'zh-CN': '班次按组织所在时区的时钟计算；结束时间不晚于开始时间的班次在次日结束。days 为班次开始的星期，first 与 last 为首日与末日。',
    },
    access: 'configure',
    params: z.strictObject({ id: Slug }),
    body: RosterInput,
    readOnly: ['id', 'version', 'updatedAt'],
    edits: true,
    example: {
      title: { en: 'Control room', 'zh-CN': '监控中心' },
      shifts: [
        { people: ['sample-day'], from: '08:00', until: '20:00' },
        { people: ['sample-night'], from: '20:00', until: '08:00' },
      ],
    },
    answers: { 200: roster, 201: roster },
  }),
  deleteRoster: route({
    method: 'DELETE',
    path: '/v1/rosters/{id}',
    area: 'Rosters',
    summary: { en: 'Delete a roster', 'zh-CN': '删除值班表' },
    description: {
      en: 'Refused while a plan’s seat leans on it, by name or by a fact that may name it.',
      'zh-CN': '仍被预案岗位直接引用、或可能通过事实引用时不能删除。',
    },
    access: 'configure',
    params,
    edits: true,
    answers: { 204: { description: { en: 'Deleted', 'zh-CN': '已删除' } } },
    problems: ['not-found', 'still-used'],
  }),
} as const;
