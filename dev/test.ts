import { startVitest } from 'vitest/node';

/** Runs every test, or those that the arguments name, and ends in the one line that says how it went. */
const vitest = await startVitest('test', process.argv.slice(2), { run: true, watch: false });
await vitest.close();

const modules = vitest.state.getTestModules();
const tests = modules.flatMap((module) => [...module.children.allTests()]);
const passed = tests.filter((test) => test.result().state === 'passed').length;
const failedTests = tests.filter((test) => test.result().state === 'failed').length;
// A file that could not even be read has no tests to fail; it counts as one.
const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
const failed = failedTests + brokenFiles + vitest.state.getUnhandledErrors().length;

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
