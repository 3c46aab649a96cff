import { setTimeout as pause } from 'node:timers/promises';
import type { Failure, FailureOrder, Program } from '../../failpoint.ts';
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

/** `not reached`: the journey ended well and never came by, so the cell proves nothing. */
export type Outcome =
  | { verdict: 'green'; recoveredMs: number }
  | { verdict: 'not reached' }
  | { verdict: 'red'; why: string };

export interface CellResult {
  cell: Cell;
  outcome: Outcome;
}

/** How long a journey may take, its failure included. */
const overWithinMs = 150_000;

/** How long what was struck may be on its way to the order for the transaction after it. */
const answerDelayMs = 1_500;

/** A worker stands still for longer than a heartbeat may be missed: its work goes to the other one, then it wakes up. */
const orders: Record<Failure, (program: Program) => FailureOrder> = {
  throw: () => ({ failure: 'throw' }),
  kill: () => ({ failure: 'kill' }),
  stop: (program) => ({ failure: 'stop', forMs: program === 'worker' ? 20_000 : 8_000 }),
  // More than half of the time after which an attempt is looked up.
  delay: () => ({ failure: 'delay', forMs: 3_000 }),
};

/** Plays a cell: the journey, its failure, and what comes of it without a person. */
export async function playCell(cell: Cell, lane: Lane, folder: string): Promise<Outcome> {
  const journey = journeys[cell.journey];
  const document = await prepare(lane, journey);
  lane.repeatedBefore = lane.erp.repeated;
  const order = lieInWait(cell, lane, document, folder);
  const deadlineMs = Date.now() + overWithinMs;
  try {
    await journey.act(lane, document);
    const isOver: Parameters<Lane['untilAtRest']>[1] = (standing) => journey.isOver(standing, lane);
    const end = await lane.untilAtRest(document, isOver, deadlineMs);
    const restedAtMs = Date.now();
    if (!end) return { verdict: 'red', why: `not over: ${JSON.stringify(await lane.standing(document))}` };
    const takenAtMs = order.takenAtMs();
    if (cell.journey === 'return') await lane.releaseWebhooks();
    const [violation] = await lane.violations();
    if (violation) return { verdict: 'red', why: violation };
    if (takenAtMs === null) return { verdict: 'not reached' };
    return { verdict: 'green', recoveredMs: restedAtMs - takenAtMs };
  } finally {
    order.withdraw();
  }
}

async function prepare(lane: Lane, { beginsRegistered }: Journey): Promise<LaneDocument> {
  const entered = await lane.enter();
  if (!beginsRegistered) return entered;
  await lane.send(entered);
  const isRegistered = ({ status }: { status: string }) => status === 'registered';
  const registered = await lane.untilAtRest(entered, isRegistered, Date.now() + overWithinMs);
  if (!registered) throw new Error(`${entered.id} was not registered before anything was struck`);
  return { ...entered, chargeId: registered.chargeId };
}

function lieInWait(cell: Cell, lane: Lane, { chargeId }: LaneDocument, folder: string): GivenOrder {
  const { failure, place, journey } = cell;
  const { call, run } = journeys[journey];
  const { accountId, tenantId } = lane.company;
  const wanted = orders[failure](place.program);
  const asaas = [accountId, call?.(chargeId) ?? 'no call'];
  if (place.afterAnswer) {
    const answer = { program: 'worker', point: 'asaas.after_response' } as const;
    const first = giveOrder(folder, answer, asaas, { failure: 'delay', forMs: answerDelayMs });
    return follow(first, () => giveOrder(folder, place, [tenantId], wanted));
  }
  const noun = place.point.split('.')[0];
  const whose = noun === 'asaas' ? asaas : noun === 'wf' ? [tenantId, run] : [tenantId];
  return giveOrder(folder, place, whose, wanted);
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
