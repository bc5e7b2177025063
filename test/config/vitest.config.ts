import { defineConfig } from 'vitest/config';

const root = new URL('../..', import.meta.url).pathname;

/** One configuration for all tests; `MUSTER_TEST_LONG` adds those that take longer than a coffee. */
export default defineConfig({
  root,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(process.env['MUSTER_TEST_LONG'] ? [] : ['test/**/*.long.test.ts'])],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Tests that start a whole stack share the machine with nobody.
    maxWorkers: 2,
    reporters: ['default'],
  },
});
