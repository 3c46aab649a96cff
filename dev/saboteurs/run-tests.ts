import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';

export interface Verdict {
  passed: number;
  /** The title of the first test that failed; null when none did. */
  failedFirst: string | null;
}

interface Report {
  numPassedTests: number;
  testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** Runs some test files of a tree in a process of their own. Throws when no report came. */
export async function runTests(root: string, tests: readonly string[]): Promise<Verdict> {
  const output = join(root, 'saboteur-report.json');
  rmSync(output, { force: true });
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const reporting = ['--reporter=json', `--outputFile=${output}`, '--bail=1'];
  await new Promise((ended) => {
    const run = spawn(process.execPath, [vitest, 'run', ...tests, ...reporting], {
      cwd: root,
      stdio: 'ignore',
    });
    run.once('close', ended);
  });
  if (!existsSync(output)) throw new Error(`No report of ${tests.join(', ')}`);
  return verdictOf(JSON.parse(readFileSync(output, 'utf8')) as Report);
}

function verdictOf({ numPassedTests, testResults }: Report): Verdict {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = all.find(({ status }) => status === 'failed');
  const unreadable = testResults.find(
    ({ message, assertionResults }) => message && assertionResults.length === 0,
  );
  if (!failed && unreadable) throw new Error(`The tests could not run: ${unreadable.message.slice(0, 300)}`);
  return { passed: numPassedTests, failedFirst: failed?.fullName ?? null };
}
