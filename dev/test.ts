import { relative } from 'node:path';
import { createVitest, type TestModule, type Vitest } from 'vitest/node';
import { projectRoot } from './project.ts';

const startedAtMs = Date.now();
const shownSlowFiles = 12;

/** `npm test`: runs every test, or those that the arguments name (`npm test -- test/domain`), and ends in the one line that says how it went. */
process.env.NODE_ENV ??= 'test';
const vitest = await createVitest('test', { run: true, watch: false });
endServersOnSignals(vitest);
try {
  await vitest.start(process.argv.slice(2));
} catch (error) {
  vitest.state.catchError(error, 'Start');
  console.error(error);
} finally {
  await vitest.close();
}

const modules = vitest.state.getTestModules();
const tests = modules.flatMap((module) => [...module.children.allTests()]);
const passed = tests.filter((test) => test.result().state === 'passed').length;
const failedTests = tests.filter((test) => test.result().state === 'failed').length;
// A file that could not even be read, or whose processes told of trouble, has no test to fail; it counts as one.
const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
const failed = failedTests + brokenFiles + vitest.state.getUnhandledErrors().length;

console.log(['', ...slowestFiles(modules), ''].join('\n'));
console.log(`Duration: ${inSeconds(Date.now() - startedAtMs)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** Vitest would leave at once, and leave the servers behind. Its own handlers go; the servers' end is waited for. */
function endServersOnSignals(running: Vitest): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      console.log(`\n${signal}: ending the test servers ...`);
      void running.close().then(() => process.exit(code));
    });
  }
}

function slowestFiles(files: readonly TestModule[]): string[] {
  const timed = files.map((file) => ({ file, ms: file.diagnostic().duration }));
  const slowest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, shownSlowFiles);
  const lines = slowest.map(
    ({ file, ms }) => `  ${inSeconds(ms).padStart(8)}  ${relative(projectRoot, file.moduleId)}`,
  );
  return ['Slowest files:', ...lines];
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
