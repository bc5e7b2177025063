import { handles } from '../call.ts';
import { notFound } from '../http/answer.ts';

export const openLink = handles('openLink', async () => notFound);
