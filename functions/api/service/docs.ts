import { handles } from '../call.ts';
import { notFound } from '../http/answer.ts';

export const getOpenApi = handles('getOpenApi', async () => notFound);
export const getDocs = handles('getDocs', async () => notFound);
export const getProblemDocs = handles('getProblemDocs', async () => notFound);
