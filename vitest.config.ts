import { defineConfig } from 'vitest/config';
import { filesAtOnce } from './test/environment/side-by-side.ts';
import { SlowestFirst } from './test/environment/slowest-first.ts';

/**
 * Three kinds of tests. `rules` need nothing but themselves. `system` enters by the public doors and needs servers, which
 * the global setup starts once. Its files run side by side: each has a database of its own, or a product lent to it
 * alone. `console` enters by a browser, after them: beside them it would wait for a busy machine, not for the page.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: 'rules',
          include: ['test/{domain,architecture,docs,deploy,dev}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{activities,api,db,environment,simulator,system,worker,workflows}/**/*.test.ts'],
          globalSetup: ['test/environment/global-setup.ts'],
          setupFiles: ['test/environment/quiet.ts'],
          maxWorkers: filesAtOnce,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'console',
          include: ['test/console/**/*.test.ts'],
          globalSetup: ['test/environment/global-setup.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
