import { AsyncLocalStorage } from 'node:async_hooks';

const running = new AsyncLocalStorage<AbortSignal>();

/** Runs one attempt of an activity. When `stop` is aborted, every call to Asaas or to the ERP ends. */
export function runAttempt<T>(stop: AbortSignal, work: () => Promise<T>): Promise<T> {
  return running.run(stop, work);
}

/** Aborted when the current attempt must stop. Undefined for an activity that runs without a worker. */
export function attemptSignal(): AbortSignal | undefined {
  return running.getStore();
}
