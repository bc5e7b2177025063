import type { MiddlewareHandler } from 'astro';

/** Hands the real error to the adapter; under `astro dev` it also supplies a page, chosen by `?fixture=`. */
export const onRequest: MiddlewareHandler = async (context, next) => {
  if (import.meta.env.DEV && !context.locals.page) {
    const { fixtures } = await import('./fixtures.ts');
    context.locals.page = fixtures[context.url.searchParams.get('fixture') ?? 'busy'] ?? fixtures['busy']!;
  }
  try {
    return await next();
  } catch (error) {
    context.locals.error = error;
    throw error;
  }
};
