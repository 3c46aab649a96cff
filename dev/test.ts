import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from './project.ts';

/** `npm test`: vitest with its own output, any arguments passed on, and one closing line for machines. */
const reportDir = mkdtempSync(join(tmpdir(), 'remessa-report-'));
const report = join(reportDir, 'report.json');
const child = spawn(
  process.execPath,
  [
    vitestProgram(),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: projectRoot, stdio: 'inherit' },
);
// Whoever stops us stops vitest, and it is vitest that knows which servers to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
const [exitCode] = (await once(child, 'exit')) as [number | null];

const { passed, failed } = countTests(report);
rmSync(reportDir, { recursive: true });
// A run can fail without a failed test: an error outside of any, or nothing found to run.
const shownFailed = exitCode !== 0 && failed === 0 ? 1 : failed;
console.log(`${passed} passed, ${shownFailed} failed`);
process.exit(shownFailed > 0 ? exitCode || 1 : 0);

/** Sums over all tests; a file that could not be run at all counts as one failed test. */
function countTests(path: string): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      testResults: { status: string; assertionResults: { status: string }[] }[];
    };
    const brokenFiles = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
    );
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function vitestProgram(): string {
  const manifest = createRequire(import.meta.url).resolve('vitest/package.json');
  return join(dirname(manifest), 'vitest.mjs');
}
