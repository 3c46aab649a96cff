import type { Transaction } from 'kysely';
import { type Day, dayOf } from '../calendar.ts';
import type { Simulator } from '../simulator.ts';
import type { Schema } from '../store/schema.ts';

/** One change of the book: a transaction, the instant it happens at, and the events it raises. */
export interface Entry {
  simulator: Simulator;
  tx: Transaction<Schema>;
  at: Date;
  today: Day;
  eventIds: string[];
}

/**
 * Runs `work` in one transaction. Once it is committed the courier is told of its events; if `work` throws,
 * nothing of it has happened.
 */
export async function enter<Result>(
  simulator: Simulator,
  work: (entry: Entry) => Promise<Result>,
  at: Date = simulator.clock.now(),
): Promise<{ result: Result; eventIds: string[] }> {
  const eventIds: string[] = [];
  const result = await simulator.store
    .transaction()
    .execute((tx) => work({ simulator, tx, at, today: dayOf(at), eventIds }));
  if (eventIds.length > 0) simulator.courier.wake();
  return { result, eventIds };
}
