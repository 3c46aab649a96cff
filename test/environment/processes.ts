import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './conditions.ts';
import { product } from './leased-product.ts';

/** Kills a process in the middle of whatever it does, and waits until another has taken its place. */
export async function kill(part: 'api' | 'worker'): Promise<void> {
  const pid = pidOf(part);
  process.kill(pid, 'SIGKILL');
  await until(`the ${part} to be started again`, async () => pidOf(part) !== pid);
}

function pidOf(part: 'api' | 'worker'): number {
  const record = JSON.parse(readFileSync(join(product.dataDir, 'run.json'), 'utf8'));
  return record.parts[part].identity.pid;
}
