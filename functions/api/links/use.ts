import { handles } from '../call.ts';
import { notFound } from '../http/answer.ts';

export const useLink = handles('useLink', async () => notFound);
