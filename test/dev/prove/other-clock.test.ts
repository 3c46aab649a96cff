import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { otherClock } from '../../../dev/prove/other-clock.ts';

it('A process with another clock is ahead by the wall and not in its durations, where there is libfaketime', async ({
  skip,
}) => {
  const env = environment();
  if (!env) return skip();
  const program =
    'const from = performance.now(); setTimeout(() => console.log(Date.now(), performance.now() - from), 50)';
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env });
  const [wallMs = 0, tookMs = 0] = stdout.split(' ').map(Number);
  expect(wallMs - Date.now()).toBeGreaterThan(3_500_000);
  expect(tookMs).toBeLessThan(3_500_000);
});

function environment(): NodeJS.ProcessEnv | null {
  try {
    return otherClock(3_600);
  } catch (error) {
    expect((error as Error).message).toContain('apt-get install faketime');
    return null;
  }
}
