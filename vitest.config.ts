import { defineConfig } from 'vitest/config';
import { filesAtOnce } from './test/environment/side-by-side.ts';
import { SlowestFirst } from './test/environment/slowest-first.ts';

const patient = { testTimeout: 120_000, hookTimeout: 120_000 };

const rules = {
  name: 'rules',
  include: ['test/{domain,architecture,docs,deploy,dev}/**/*.test.ts'],
  ...patient,
  sequence: { groupOrder: 0 },
};

const system = {
  name: 'system',
  include: ['test/{activities,api,db,environment,simulator,system,worker,workflows}/**/*.test.ts'],
  globalSetup: ['test/environment/global-setup.ts'],
  setupFiles: ['test/environment/quiet.ts'],
  maxWorkers: filesAtOnce,
  ...patient,
  sequence: { groupOrder: 1 },
};

/** In a browser, one file after the other: beside others it would wait for a busy machine, not for the page. */
const inBrowser = {
  name: 'console',
  include: ['test/console/**/*.test.ts'],
  globalSetup: ['test/environment/global-setup.ts'],
  setupFiles: ['test/environment/quiet.ts'],
  maxWorkers: 1,
  ...patient,
  sequence: { groupOrder: 2 },
};

/**
 * Kinds of tests. `rules` need nothing but themselves. `system` enters by the public doors and needs servers, which the
 * global setup starts once. Its files run side by side: each has a database of its own, or a product lent to it alone.
 * `console` runs when it is asked for (`npm run test:console`).
 */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: (process.env.TEST_CONSOLE ? [inBrowser] : [rules, system]).map((test) => ({ test })),
  },
});
