import type { AstroIntegration } from 'astro';

/**
 * Turns the site into a module that renders pages from data, instead of a server: no socket, no request objects of Node's.
 * `server.ts` is what remains of the site after the build.
 */
export const renderAdapter = (): AstroIntegration => ({
  name: 'muster-render',
  hooks: {
    'astro:config:done': ({ setAdapter }) => {
      setAdapter({
        name: 'muster-render',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('./server.ts', import.meta.url),
        adapterFeatures: { buildOutput: 'server' },
        supportedAstroFeatures: { serverOutput: 'stable' },
      });
    },
  },
});
