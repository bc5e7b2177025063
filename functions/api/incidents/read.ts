import { handles } from '../call.ts';
import { notFound } from '../http/answer.ts';
import { answerIncident } from './answer.ts';

export const getIncident = handles(
  'getIncident',
  async ({ api, caller, params }) => (await answerIncident(api, caller.organizationId, params.id)) ?? notFound,
);
