import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is yes or the time is over; says which. Rejects as soon as `signal` is aborted. */
export async function until(
  isTrue: () => Promise<boolean>,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    if (await isTrue()) return true;
    if (Date.now() > deadline) return false;
    await sleep(100, undefined, signal ? { signal } : {});
  }
}

/** Whatever is under way when the signal comes, or came already, is left behind (a build may take minutes). */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {});
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return await Promise.race([work, aborted]);
}

/** Whether a GET of this address is answered 200 within two seconds. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
