import { holds } from '../../audit/audit.ts';
import { describeVerdicts } from '../../audit/report.ts';
import type { Failure } from '../../failpoint.ts';
import { auditStack } from '../audit/audit-stack.ts';
import { exchange } from '../demo/http-json.ts';
import type { ProvingGround } from '../prove/proving-ground.ts';
import type { Watch } from '../prove/run.ts';
import { type Cell, type CellResult, playCell } from './cell.ts';
import type { JourneyName } from './journeys.ts';
import { Lane } from './lane.ts';
import type { Place } from './places.ts';

export interface Matrix {
  failures: readonly Failure[];
  places: readonly Place[];
  journeys: readonly JourneyName[];
}

/** How many cells are played side by side. Who is killed or stands still holds up the others, too. */
const lanesOf: Record<Failure, number> = { throw: 6, delay: 6, kill: 4, stop: 3 };

/** At rest nothing is on its way, so what should have happened is late at once. */
const patience = { lateAfterMs: 2_000, secondLookMs: 5_000 };

export interface Played {
  results: CellResult[];
  /** What the audit found after each failure, in lines. Empty when everything holds. */
  audited: string[];
}

/** Plays all cells of one failure after the other, and audits all books after each failure. */
export async function playMatrix(
  ground: ProvingGround,
  folder: string,
  { failures, places, journeys }: Matrix,
  watch: Watch,
): Promise<Played> {
  // Asaas' own retries, a hundred times as fast: what waits for minutes there is not proved by waiting.
  const body = { retryDelayScale: 0.01 };
  await exchange({ method: 'PUT', url: `${ground.addresses.simulator}/control/settings`, body });
  const lanes = await Promise.all(
    Array.from({ length: Math.max(...failures.map((each) => lanesOf[each])) }, () => Lane.open(ground)),
  );
  const played: Played = { results: [], audited: [] };
  try {
    for (const failure of failures) {
      const cells = places.flatMap((place) => journeys.map((journey) => ({ failure, place, journey })));
      const results = await playAll(cells, lanes.slice(0, lanesOf[failure]), folder, watch);
      played.results.push(...results);
      const verdicts = await auditStack(ground.addresses, ground.secretsKey, patience);
      if (!holds(verdicts)) played.audited.push(`After ${failure}:`, ...describeVerdicts(verdicts));
    }
    return played;
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

async function playAll(
  cells: readonly Cell[],
  lanes: readonly Lane[],
  folder: string,
  watch: Watch,
): Promise<CellResult[]> {
  const left = [...cells];
  const results: CellResult[] = [];
  const playLane = async (lane: Lane) => {
    for (let cell = left.shift(); cell; cell = left.shift()) {
      watch.signal.throwIfAborted();
      const outcome = await playCell(cell, lane, folder);
      results.push({ cell, outcome });
      const name = `${cell.failure} at ${cell.place.name}, ${cell.journey}`;
      if (outcome.verdict === 'red') watch.say(`red: ${name}: ${outcome.why}`);
      watch.show(`${results.length} of ${cells.length} cells; ${name}: ${outcome.verdict}`);
    }
  };
  await Promise.all(lanes.map(playLane));
  return results;
}
