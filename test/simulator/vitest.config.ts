import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/simulator/**/*.test.ts'],
    root: new URL('../..', import.meta.url).pathname,
    globalSetup: ['test/simulator/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
