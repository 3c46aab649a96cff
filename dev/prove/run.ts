import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { holds } from '../../audit/audit.ts';
import { describeVerdicts } from '../../audit/report.ts';
import { auditStack } from '../audit/audit-stack.ts';
import { allDocuments } from '../demo/registered-documents.ts';
import type { Artefact, Verdict } from './artefact.ts';
import { type Cast, openCast } from './cast.ts';
import { ChaosClock } from './chaos-clock.ts';
import { countEventsMet } from './events-met.ts';
import {
  type Floor,
  floors,
  fullDiskFloor,
  missedFloors,
  skewFloor,
  upgradeFloor,
  wayBackFloor,
} from './floors.ts';
import { Nemesis } from './nemesis.ts';
import { missing, strayCharges } from './outcome.ts';
import { ownFalls } from './own-falls.ts';
import type { Circumstances, ProvingGround } from './proving-ground.ts';
import { describeRun } from './report.ts';
import { NeverAtRest, untilAtRest } from './rest.ts';
import type { Schedule } from './schedule.ts';
import { Weather } from './weather.ts';
import { Work } from './work.ts';

/** How long everything may take to finish once the last fault is over (goal G-02). */
const restWithinMs = 10 * 60_000;

/** At rest nothing is on its way, so what should have happened is late at once. */
const patience = { lateAfterMs: 2_000, secondLookMs: 5_000 };

/** Who looks on: `show` is a state that changes, `say` a line that stays. */
export interface Watch {
  signal: AbortSignal;
  show: (state: string) => void;
  say: (line: string) => void;
}

/** Plays a schedule on the ground, waits until everything has finished by itself, and audits. Returns what is kept. */
export async function prove(ground: ProvingGround, schedule: Schedule, watch: Watch): Promise<Artefact> {
  const cast = await openCast(ground);
  const weather = new Weather(cast, schedule.seed);
  const nemesis = new Nemesis(cast, weather, schedule);
  const work = new Work(cast, schedule);
  watch.say(`Chaos for ${Math.round(schedule.chaosMs / 1_000)} s, or longer where the work is slow ...`);
  const { working, chaosMs, recoveredMs, stuck } = await playToRest(
    schedule,
    { cast, weather, nemesis, work },
    watch,
  );
  const verdicts = await auditStack(ground.addresses, ground.secretsKey, patience);
  const hits = new Map([...weather.hits, ...nemesis.hits, ...(await countEventsMet(cast))]);
  hits.set('delivery to the ERP repeated', cast.erp.repeated);
  if (ground.circumstances.skewSeconds) hits.set(skewFloor.name, await ground.fleet.countOtherClocks());
  const listed = await allDocuments(cast.company.api);
  const left = [...stuck, ...working, ...missing(work.documents.values(), listed)];
  const { charges } = await cast.payers.book(cast.company.asaas.id);
  const violations = [
    ...nemesis.violations,
    ...strayCharges(charges, listed),
    ...cast.erp.overtaken.map((id) => `the ERP heard of ${id} out of order`),
    ...ownFalls(ground.logsDir),
  ];
  const isRed = !holds(verdicts) || left.length > 0 || violations.length > 0;
  const floorsMissed = missedFloors(schedule.documents, hits, [...floors, ...floorsOf(ground.circumstances)]);
  const verdict: Verdict = isRed
    ? 'red'
    : floorsMissed.length > 0 || nemesis.troubles.length > 0
      ? 'void'
      : 'green';
  await cast.erp.goAway();
  const artefact = {
    verdict,
    schedule,
    hits: Object.fromEntries(hits),
    missing: [...new Set(left)],
    violations,
    troubles: nemesis.troubles,
  };
  const report = describeRun({ ...artefact, floorsMissed, chaosMs, recoveredMs, events: cast.erp.heard });
  return { ...artefact, report: [...report, '', ...describeVerdicts(verdicts)] };
}

function floorsOf({ earlier, goesBack, skewSeconds, smallDisk }: Circumstances): Floor[] {
  return [
    ...(earlier ? [upgradeFloor] : []),
    ...(goesBack ? [wayBackFloor] : []),
    ...(skewSeconds ? [skewFloor] : []),
    ...(smallDisk ? [fullDiskFloor] : []),
  ];
}

interface Players {
  cast: Cast;
  weather: Weather;
  nemesis: Nemesis;
  work: Work;
}

/** Chaos and work side by side; then the faults stop, and nobody does anything any more. */
async function playToRest(
  schedule: Schedule,
  { cast, weather, nemesis, work }: Players,
  { signal, show, say }: Watch,
) {
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  // Every strike and every deed waits under one of them: that many listeners are no leak.
  setMaxListeners(0, signal, until);
  const failures: string[] = [];
  const failed = (error: Error) => {
    if (until.aborted) return;
    failures.push(`the work failed: ${error.message}`);
    say(`The work failed, so this run is red: ${error.message}`);
  };
  await weather.begin();
  const clock = new ChaosClock(schedule.chaosMs, () => work.shareDone);
  const ticking = clock.run(until);
  const working = Promise.all([work.enterAll(clock, until), work.doAllDeeds(until)]).catch(failed);
  const showing = showState(cast, work, until, show);
  const chaosSinceMs = Date.now();
  await nemesis.play(clock, signal);
  await weather.end();
  const calmSinceMs = Date.now();
  const chaosMs = calmSinceMs - chaosSinceMs;
  say('The faults are over. Nobody does anything now.');
  const inTime = await Promise.race([working.then(() => true), pause(restWithinMs, false, { signal })]);
  if (!inTime) failures.push(`${work.deedsDone} deeds were done in time, the others had no charge`);
  // What nobody asked for will not come: then there is nothing to wait for.
  const deadlineMs = failures.length > 0 ? Date.now() : calmSinceMs + restWithinMs;
  const stuck = await untilAtRest(cast, work, { deadlineMs, signal, show }).then(
    () => [],
    (error: Error) => (error instanceof NeverAtRest ? error.missing : Promise.reject(error)),
  );
  const recoveredMs = Date.now() - calmSinceMs;
  stop.abort();
  await Promise.all([showing, ticking]);
  return { working: failures, chaosMs, recoveredMs, stuck };
}

async function showState(
  { erp }: Cast,
  work: Work,
  signal: AbortSignal,
  show: (state: string) => void,
): Promise<void> {
  while (!signal.aborted) {
    show(
      `${work.documents.size} documents entered, ${work.deedsDone} deeds done; the ERP heard ${erp.heard} events`,
    );
    await pause(5_000, undefined, { signal }).catch(() => {});
  }
}
