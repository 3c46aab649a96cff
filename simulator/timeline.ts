import { sql } from 'kysely';
import { enter } from './book/entry.ts';
import { passDay } from './book/pass-day.ts';
import { addDays, type Day, dayOf, startOfDay } from './calendar.ts';
import type { Simulator } from './simulator.ts';
import { forgetOldDeliveries } from './webhooks/queue.ts';
import { heldAccountIds } from './webhooks/queue-state.ts';

/** Moves time, and does what each day that begins brings with it. */
export interface Timeline {
  /** Moves the clock forward day by day; each day's work is done on that day. Backward it only moves. */
  moveTo(instant: Date): Promise<void>;
  /** Back to the machine's own time. What has happened stays. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const midnightCheckMs = 1000;

export function startTimeline(simulator: Simulator): Timeline {
  const { store, clock, courier, log } = simulator;
  let turn: Promise<void> = Promise.resolve();

  /** One move at a time. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  /** Does the work of every day that has begun since the last one done. */
  async function catchUp(until: Date): Promise<void> {
    const { daysDoneThrough } = await store
      .selectFrom('state')
      .select('daysDoneThrough')
      .executeTakeFirstOrThrow();
    for (let day = addDays(daysDoneThrough, 1); day <= dayOf(until); day = addDays(day, 1)) {
      await beginDay(day);
    }
  }

  async function beginDay(day: Day): Promise<void> {
    const midnight = startOfDay(day);
    if (clock.now() < midnight) await clock.moveTo(midnight);
    await enter(
      simulator,
      async (entry) => {
        await passDay(entry);
        await entry.tx.updateTable('state').set({ daysDoneThrough: day }).execute();
      },
      midnight,
    );
    await forgetOldDeliveries(store, midnight, await heldAccountIds(store, simulator.behaviours));
  }

  const check = setInterval(() => {
    inTurn(() => catchUp(clock.now())).catch((error: unknown) => log.error({ err: error }, 'day not begun'));
  }, midnightCheckMs);

  return {
    moveTo: (instant) =>
      inTurn(async () => {
        await catchUp(instant);
        await clock.moveTo(instant);
        await setDaysDone(dayOf(instant));
        courier.wake();
      }),
    reset: () =>
      inTurn(async () => {
        await clock.reset();
        await setDaysDone(clock.today());
        courier.wake();
      }),
    async close() {
      clearInterval(check);
      await turn;
    },
  };

  async function setDaysDone(day: Day): Promise<void> {
    await sql`update state set days_done_through = ${day}`.execute(store);
  }
}
