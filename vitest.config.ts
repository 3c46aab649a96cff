import { defineConfig } from 'vitest/config';
import { ruleFolders } from './test/environment/rule-folders.ts';
import { filesAtOnce } from './test/environment/side-by-side.ts';
import { SlowestFirst } from './test/environment/slowest-first.ts';

const patient = { testTimeout: 120_000, hookTimeout: 120_000 };
const sideBySide = { ...patient, maxWorkers: filesAtOnce, sequence: { groupOrder: 0 } };
const setupFiles = ['test/environment/each-file.ts'];

const rules = {
  name: 'rules',
  include: [`test/{${ruleFolders}}/**/*.test.ts`],
  isolate: false,
  ...sideBySide,
};

const doors = {
  name: 'doors',
  include: ['test/{activities,api,audit,db,simulator}/**/*.test.ts'],
  // The files of one test process share what they have loaded, which takes longer than most of the tests.
  isolate: false,
  setupFiles,
  ...sideBySide,
};

const system = {
  name: 'system',
  include: ['test/{environment,system,worker}/**/*.test.ts'],
  setupFiles,
  ...sideBySide,
};

/**
 * After the others, one file after the other. Their server decides when time jumps by who answers, and beside others a test
 * may wait for ever.
 */
const workflows = {
  name: 'workflows',
  include: ['test/workflows/**/*.test.ts'],
  setupFiles,
  ...patient,
  maxWorkers: 1,
  sequence: { groupOrder: 1 },
};

/** In a browser, one file after the other: beside others it would wait for a busy machine, not for the page. */
const inBrowser = {
  name: 'console',
  include: ['test/console/**/*.test.ts'],
  setupFiles,
  ...patient,
  maxWorkers: 1,
};

/**
 * Kinds of tests. `rules` need nothing but themselves. The others enter by the public doors and need servers, which the
 * global setup starts once: `doors` have a database of their own, `system` has a product lent to it alone, or its own
 * worker, `workflows` a server that skips time. Files run side by side. `console` runs when it is asked for (`npm run test:console`).
 */
export default defineConfig({
  test: {
    globalSetup: ['test/environment/global-setup.ts'],
    sequence: { sequencer: SlowestFirst },
    projects: (process.env.TEST_CONSOLE ? [inBrowser] : [rules, doors, system, workflows]).map((test) => ({
      test,
    })),
  },
});
