import { AsyncLocalStorage } from 'node:async_hooks';

const running = new AsyncLocalStorage<AbortSignal>();

/** Runs one attempt of an activity. Every call that it makes ends when `stop` is aborted. */
export function runAttempt<T>(stop: AbortSignal, work: () => Promise<T>): Promise<T> {
  return running.run(stop, work);
}

/** Aborted when the running attempt must stop. An activity that is run without a worker is never stopped. */
export function attemptSignal(): AbortSignal | undefined {
  return running.getStore();
}
