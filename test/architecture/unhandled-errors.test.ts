import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../dev/project.ts';
import { sourceFiles } from './source-file.ts';

const run = promisify(execFile);
const person = '24971563792';

/** Runs these lines in a process that has the handler and the log of API or worker, and an error as Postgres makes them. */
async function endOf(part: string, lines: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = `
    import { createLog } from './${part}/log.ts';
    import { endOnUnhandledErrors } from './unhandled-errors.ts';
    endOnUnhandledErrors(createLog('info'));
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (tax_id)=(${person})' });
    ${lines}
    setTimeout(() => {}, 60_000);`;
  try {
    const args = ['--import', 'tsx', '--input-type', 'module', '--eval', program];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: projectRoot });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('an error that nobody handled', () => {
  it.each([
    ['api', 'a rejected promise', 'void Promise.reject(error);'],
    ['worker', 'an error in a timer', 'setTimeout(() => { throw error; }, 1);'],
  ])('ends the process and is logged with an id and without people: %s, %s', async (part, _, lines) => {
    const { code, stdout, stderr } = await endOf(part, lines);
    expect(code).toBe(1);
    const logged = JSON.parse(stdout) as Record<string, unknown>;
    expect(logged).toMatchObject({
      level: 60,
      errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      err: { type: 'Error', message: 'duplicate key', code: '23505' },
    });
    expect(stdout + stderr).not.toContain(person);
  });

  it.each(['api', 'worker'])('is none where a line of the log of %s cannot be written', async (part) => {
    const program = `
      import { createLog } from './${part}/log.ts';
      const log = createLog('info');
      for (let line = 0; line < 100; line++) log.info('nobody reads this');
      setTimeout(() => process.stderr.write('still there'), 200);`;
    const node = `exec "$0" --import tsx --input-type module --eval "$1" > /dev/full`;
    const { stderr } = await run('sh', ['-c', node, process.execPath, program], { cwd: projectRoot });
    expect(stderr).toBe('still there');
  });

  it.each(['api/main.ts', 'worker/main.ts'])('is taken care of in %s', (path) => {
    expect(sourceFiles(path)[0]?.imports).toContain('unhandled-errors.ts');
  });
});
