import { setTimeout as pause } from 'node:timers/promises';
import type { Failure, FailureOrder } from '../../failpoint.ts';
import { type Journey, type JourneyName, journeys } from './journeys.ts';
import type { Lane, LaneDocument } from './lane.ts';
import { type GivenOrder, giveOrder } from './orders.ts';
import type { Place } from './places.ts';

/** One failure at one place on one journey. */
export interface Cell {
  failure: Failure;
  place: Place;
  journey: JourneyName;
}

/**
 * `not reached`: the journey ended well and never came by, so the cell proves nothing and the run is void. `surplus` counts
 * charges that were created beside the document's own and removed again.
 */
export type Outcome =
  | { verdict: 'green'; recoveredMs: number; surplus: number }
  | { verdict: 'not reached' }
  | { verdict: 'red'; why: string };

export interface CellResult {
  cell: Cell;
  outcome: Outcome;
}

/** How long a journey may take, its failure included: a busy machine starts a process in a minute. */
const overWithinMs = 240_000;

/** How long what was struck may be on its way to the order for the transaction after it. */
const answerDelayMs = 1_500;

/** How long a process that woke up may take for what it was about to do. */
const awakeMs = 2_000;

const orders: Record<Failure, (place: Place) => FailureOrder> = {
  throw: () => ({ failure: 'throw' }),
  kill: () => ({ failure: 'kill' }),
  stop: (place) => ({ failure: 'stop', forMs: stopMs(place) }),
  // More than half of the time after which an attempt is looked up.
  delay: () => ({ failure: 'delay', forMs: 3_000 }),
};

/**
 * A worker stands still for longer than a heartbeat may be missed: its work goes to the other one, then it wakes up. At the last
 * moments before a create call it stands long enough for two looks that find nothing, and for another attempt.
 */
function stopMs({ point, program }: Place): number {
  if (point === 'attempt.after_check' || point === 'asaas.before_send') return 40_000;
  return program === 'worker' ? 20_000 : 8_000;
}

/** Plays a cell: the journey, its failure, and what comes of it without a person. */
export async function playCell(cell: Cell, lane: Lane, folder: string): Promise<Outcome> {
  const journey = journeys[cell.journey];
  const document = await prepare(lane, journey);
  if (!document) return { verdict: 'red', why: 'its document was not registered before it was struck' };
  lane.repeatedBefore = lane.erp.repeated;
  const chargesBefore = await lane.countCharges();
  const order = lieInWait(cell, lane, document, folder);
  const deadlineMs = Date.now() + overWithinMs;
  try {
    const refused = await journey.act(lane, document).catch((error: Error) => error.message);
    if (refused) return { verdict: 'red', why: refused };
    const isOver: Parameters<Lane['untilAtRest']>[1] = (standing) => journey.isOver(standing, lane);
    const notOver = async () => `not over: ${JSON.stringify(await lane.standing(document))}`;
    if (!(await lane.untilAtRest(document, isOver, deadlineMs)))
      return { verdict: 'red', why: await notOver() };
    const takenAtMs = order.takenAtMs();
    if (takenAtMs === null) return { verdict: 'not reached' };
    // Another process may have done the work meanwhile. What this one does when it wakes up must be over, too.
    await pause(Math.max(0, takenAtMs + order.forMs + awakeMs - Date.now()));
    if (!(await lane.untilAtRest(document, isOver, deadlineMs)))
      return { verdict: 'red', why: await notOver() };
    const violation = await lane.untilLawful(deadlineMs);
    if (violation) return { verdict: 'red', why: violation };
    const surplus = (await lane.countCharges()) - chargesBefore - (journey.beginsRegistered ? 0 : 1);
    return { verdict: 'green', recoveredMs: Date.now() - takenAtMs, surplus };
  } finally {
    order.withdraw();
    if (cell.journey === 'return') await lane.releaseWebhooks();
  }
}

async function prepare(lane: Lane, { beginsRegistered }: Journey): Promise<LaneDocument | null> {
  const entered = await lane.enter();
  if (!beginsRegistered) return entered;
  await lane.send(entered);
  const isRegistered = ({ status }: { status: string }) => status === 'registered';
  const registered = await lane.untilAtRest(entered, isRegistered, Date.now() + overWithinMs);
  return registered && { ...entered, chargeId: registered.chargeId };
}

/** Gives the order of a cell. `forMs` is how long who carries it out stands still or waits. */
function lieInWait(
  cell: Cell,
  lane: Lane,
  { chargeId }: LaneDocument,
  folder: string,
): GivenOrder & { forMs: number } {
  const { failure, place, journey } = cell;
  const { call, run } = journeys[journey];
  const { accountId, tenantId } = lane.company;
  const wanted = orders[failure](place);
  const forMs = wanted.forMs ?? 0;
  const asaas = [accountId, call?.(chargeId) ?? 'no call'];
  if (place.afterAnswer) {
    const answer = { program: 'worker', point: 'asaas.after_response' } as const;
    const first = giveOrder(folder, answer, asaas, { failure: 'delay', forMs: answerDelayMs });
    return { ...follow(first, () => giveOrder(folder, place, [tenantId], wanted)), forMs };
  }
  const noun = place.point.split('.')[0];
  const whose = noun === 'asaas' ? asaas : noun === 'wf' ? [tenantId, run] : [tenantId];
  return { ...giveOrder(folder, place, whose, wanted), forMs };
}

/** Gives the second order once the first was carried out. */
function follow(first: GivenOrder, give: () => GivenOrder): GivenOrder {
  let second: GivenOrder | undefined;
  let isWithdrawn = false;
  const watch = async () => {
    while (!isWithdrawn && first.takenAtMs() === null) await pause(20);
    if (!isWithdrawn) second = give();
  };
  void watch();
  return {
    takenAtMs: () => second?.takenAtMs() ?? null,
    withdraw: () => {
      isWithdrawn = true;
      first.withdraw();
      second?.withdraw();
    },
  };
}
