import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { exitCodes, readSchedule } from './prove/artefact.ts';
import { buildIn } from './prove/builds.ts';
import { runAnew } from './prove/run-anew.ts';
import { type Schedule, scheduleOf } from './prove/schedule.ts';
import { shrink } from './prove/shrink.ts';
import { watchOfCommand } from './prove/watch-of-command.ts';

/**
 * Proves that nothing is lost, nothing happens twice, and everything finishes by itself, whatever is killed, cut or forged
 * meanwhile: `npm run prove -- --documents 500 --seed 7`. `--replay FILE` plays a kept run again, `--shrink FILE --tries 8`
 * looks for fewer strikes that make it red. `--from CHECKOUT` begins with the API and worker that `npm run build` left in an
 * earlier checkout, and deploys this one in the middle of the storm; with `--back` every second deploy goes back to the earlier build. `--skew 90` sets the clocks of the second API and worker 90 seconds
 * ahead, where there is libfaketime. `--small-disk FOLDER`, an empty folder on a small file system of its own, is where Postgres and
 * Temporal write, and is filled again and again. Exit codes: 0 green, 1 red, 2 it could not run, 3 void (too little met).
 */
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '500' },
    seed: { type: 'string' },
    replay: { type: 'string' },
    shrink: { type: 'string' },
    tries: { type: 'string', default: '8' },
    from: { type: 'string' },
    back: { type: 'boolean', default: false },
    skew: { type: 'string', default: '0' },
    'small-disk': { type: 'string' },
    keep: { type: 'string', default: '.data/prove' },
  },
});
const watch = watchOfCommand();
const { say } = watch;
const circumstances = {
  earlier: values.from ? buildIn(values.from) : null,
  goesBack: values.back,
  skewSeconds: Number(values.skew),
  smallDisk: values['small-disk'] ?? null,
};

let exitCode = 2;
try {
  if (values.back && !values.from) throw new Error('--back needs --from: the build to go back to');
  exitCode = values.shrink ? await shrinkRun(readSchedule(values.shrink)) : await run(wantedSchedule());
} catch (error) {
  console.error(watch.signal.aborted ? 'Stopped.' : error);
}
process.exit(exitCode);

function wantedSchedule(): Schedule {
  if (values.replay) return readSchedule(values.replay);
  const documents = Number(values.documents);
  if (!Number.isInteger(documents) || documents < 1 || documents > 20_000)
    throw new Error('--documents must be a whole number from 1 to 20000');
  return scheduleOf({
    seed: Number(values.seed ?? randomInt(1_000_000)),
    documents,
    fillsDisk: circumstances.smallDisk !== null,
  });
}

async function run(schedule: Schedule): Promise<number> {
  const { artefact, file } = await runAnew(schedule, values.keep, watch, circumstances);
  for (const line of ['', ...artefact.report]) say(line);
  say(`\n${artefact.verdict}. Kept in ${file}; play it again: npm run prove -- --replay ${file}`);
  return exitCodes[artefact.verdict];
}

/** Ends well once it has said what is left: that the run is red was known before. */
async function shrinkRun(schedule: Schedule): Promise<number> {
  const isRed = async (smaller: Schedule) => {
    const { artefact, file } = await runAnew(
      smaller,
      `${values.keep}/shrunk-${smaller.strikes.length}`,
      watch,
      circumstances,
    );
    say(`${smaller.strikes.length} strikes: ${artefact.verdict}. Kept in ${file}`);
    return artefact.verdict === 'red';
  };
  const smallest = await shrink(schedule, isRed, Number(values.tries));
  say(`\nStill red with ${smallest.strikes.length} of ${schedule.strikes.length} strikes:`);
  for (const strike of smallest.strikes) say(`  ${JSON.stringify(strike)}`);
  return exitCodes.green;
}
