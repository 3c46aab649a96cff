import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failures } from '../failpoint.ts';
import { Progress } from './demo/progress.ts';
import { journeyNames } from './failpoints/journeys.ts';
import { playMatrix } from './failpoints/matrix.ts';
import { places } from './failpoints/places.ts';
import { countsOf, tableOf } from './failpoints/table.ts';
import { openProvingGround, type ProvingGround } from './prove/proving-ground.ts';

/**
 * Makes API and worker fail at each failpoint in each way on each journey, and judges what comes of it:
 * `npm run prove:failpoints -- --failures kill --points settle --journeys payment,return`. All of them unless named; a
 * point is named by its beginning. Exit codes: 0 green, 1 red, 2 it could not run, 3 void (no cell was reached).
 */
const { values } = parseArgs({
  options: {
    failures: { type: 'string', default: failures.join() },
    points: { type: 'string', default: '' },
    journeys: { type: 'string', default: journeyNames.join() },
    keep: { type: 'string', default: '.data/prove/failpoints' },
  },
});
const progress = new Progress();
const stopRequest = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());
const watch = {
  signal: stopRequest.signal,
  say: (line: string) => progress.print(line),
  show: (state: string) => progress.show(state),
};
const begins = values.points.split(',');
const matrix = {
  failures: failures.filter((each) => values.failures.split(',').includes(each)),
  places: places.filter(({ name }) => begins.some((begin) => name.startsWith(begin))),
  journeys: journeyNames.filter((each) => values.journeys.split(',').includes(each)),
};

const dataDir = mkdtempSync(join(tmpdir(), 'remessa-failpoints-'));
// Root's Postgres runs as another user, who must be able to pass through.
chmodSync(dataDir, 0o711);
const folder = join(dataDir, 'orders');
mkdirSync(folder);
let ground: ProvingGround | undefined;
let exitCode = 2;
try {
  const own = { FAILPOINTS: folder, WEBHOOK_CHECK_INTERVAL: '1h' };
  ground = await openProvingGround(dataDir, watch.say, watch.signal, own);
  exitCode = await judge(ground);
} catch (error) {
  console.error(stopRequest.signal.aborted ? 'Stopped.' : error);
} finally {
  await ground?.stop();
  if (exitCode !== 0) cpSync(join(dataDir, 'logs'), join(values.keep, 'logs'), { recursive: true });
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(exitCode);

async function judge(on: ProvingGround): Promise<number> {
  const { results, audited } = await playMatrix(on, folder, matrix, watch);
  for (const failure of matrix.failures)
    for (const line of ['', ...tableOf(failure, results)]) watch.say(line);
  for (const line of ['', ...audited, countsOf(results)]) watch.say(line);
  if (audited.length > 0 || results.some(({ outcome }) => outcome.verdict === 'red')) return 1;
  return results.some(({ outcome }) => outcome.verdict === 'green') ? 0 : 3;
}
