import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failures } from '../failpoint.ts';
import { journeyNames } from './failpoints/journeys.ts';
import { playMatrix } from './failpoints/matrix.ts';
import { places } from './failpoints/places.ts';
import { countsOf, tableOf } from './failpoints/table.ts';
import { exitCodeOf, verdictOf } from './failpoints/verdict.ts';
import { openProvingGround, type ProvingGround } from './prove/proving-ground.ts';
import { watchOfCommand } from './prove/watch-of-command.ts';
import { temporaryDataDir } from './temporary-data-dir.ts';

/**
 * Makes API and worker fail at each failpoint in each way on each journey, and judges what comes of it:
 * `npm run prove:failpoints -- --failures kill --points settle --journeys payment,return`. All of them unless named; a
 * point is named by its beginning. Exit codes: 0 green, 1 red, 2 it could not run, 3 void: a cell on the way was not reached, so it proved nothing.
 */
const { values } = parseArgs({
  options: {
    failures: { type: 'string', default: failures.join() },
    points: { type: 'string', default: '' },
    journeys: { type: 'string', default: journeyNames.join() },
    keep: { type: 'string', default: '.data/prove/failpoints' },
  },
});
const watch = watchOfCommand();
const begins = values.points.split(',');
const matrix = {
  failures: failures.filter((each) => values.failures.split(',').includes(each)),
  places: places.filter(({ name }) => begins.some((begin) => name.startsWith(begin))),
  journeys: journeyNames.filter((each) => values.journeys.split(',').includes(each)),
};

const dataDir = temporaryDataDir('failpoints');
const folder = join(dataDir, 'orders');
mkdirSync(folder);
let ground: ProvingGround | undefined;
let exitCode = 2;
try {
  const own = { FAILPOINTS: folder, WEBHOOK_CHECK_INTERVAL: '1h' };
  ground = await openProvingGround(dataDir, watch.say, watch.signal, { own });
  exitCode = await judge(ground);
} catch (error) {
  console.error(watch.signal.aborted ? 'Stopped.' : error);
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
  if (watch.signal.aborted) watch.say('It was stopped: a cell that is not in the tables was not played.');
  const verdict = verdictOf(results, audited);
  watch.say(verdict);
  return exitCodeOf(verdict, watch.signal.aborted);
}
