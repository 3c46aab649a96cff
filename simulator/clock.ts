import { type Day, dayOf } from './calendar.ts';
import type { Store } from './store/store.ts';

/** The simulator's time: the machine's, moved by an offset that survives restarts. */
export interface Clock {
  now(): Date;
  /** The calendar day in São Paulo. */
  today(): Day;
  offsetMs(): number;
  moveTo(instant: Date): Promise<void>;
  reset(): Promise<void>;
}

export async function openClock(store: Store): Promise<Clock> {
  let { offsetMs } = await store.selectFrom('state').select('offsetMs').executeTakeFirstOrThrow();
  const now = () => new Date(Date.now() + offsetMs);
  const setOffset = async (ms: number) => {
    await store.updateTable('state').set({ offsetMs: ms }).execute();
    offsetMs = ms;
  };
  return {
    now,
    today: () => dayOf(now()),
    offsetMs: () => offsetMs,
    moveTo: (instant) => setOffset(instant.getTime() - Date.now()),
    reset: () => setOffset(0),
  };
}
