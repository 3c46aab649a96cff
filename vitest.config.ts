import { defineConfig } from 'vitest/config';

/**
 * Three kinds of tests. `rules` are pure and need nothing. `system` enters by the public doors of the whole stack, which
 * the global setup starts once; its files run one after the other, since they share that stack and its clock. `console`
 * does the same in a browser, after them: it would wait for a busy machine rather than for the page.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          include: ['test/{domain,architecture,docs,deploy,dev/demo}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'system',
          include: [
            'test/{activities,api,db,dev/{programs,stack},environment,simulator,system,worker,workflows}/**/*.test.ts',
          ],
          globalSetup: ['test/environment/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
