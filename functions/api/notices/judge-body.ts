import * as z from 'zod';
import type { OperationId, Routes } from '../../../shared/access/routes.ts';
import { FollowUpInput, NoticeInput, NoticeTextInput, NoticeUpdateInput, ScheduleInput, StateInput } from '../../../shared/notice/input.ts';
import { DomainInput, SettingsInput } from '../../../shared/organization/settings.ts';
import { type Judged, judge } from '../../../shared/problems/judge.ts';

type Lazy = { [K in OperationId]: Routes[K] extends { readonly lazy: 'page' } ? K : never }[OperationId];

const nothing = z.strictObject({});

/** The schema of every route that is declared `lazy: 'page'`. */
const schemas: { readonly [K in Lazy]: z.ZodType } = {
  postNotice: NoticeInput,
  updateNotice: NoticeUpdateInput,
  scheduleNotice: ScheduleInput,
  followUpNotice: FollowUpInput,
  approveNotice: nothing,
  withdrawNotice: nothing,
  putNoticeText: NoticeTextInput,
  setState: StateInput,
  putOrganization: SettingsInput,
  putDomain: DomainInput,
  verifyDomain: nothing,
};

/** What such a route makes of its body. */
export const judgeBody = (id: OperationId, document: unknown): Judged => {
  if (!(id in schemas)) throw new Error(`${id} keeps its schema itself`);
  return judge(schemas[id as Lazy], document, 'body');
};
