/**
 * Limits how many calls of one key run at the same time. Further calls wait in order. When their signal aborts they
 * stop waiting and run without a place; they must not send anything then. Keys do not wait for each other: slow answers
 * for one account do not delay another.
 */
export function limitCallsPerKey(most: number) {
  const lanes = new Map<string, Lane>();
  return async <T>(key: string, signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> => {
    const lane = lanes.get(key) ?? { underWay: 0, waiting: new Set() };
    lanes.set(key, lane);
    if (lane.underWay < most) lane.underWay += 1;
    else if (!(await waitForPlace(lane, signal))) return call();
    try {
      return await call();
    } finally {
      // The next waiting call gets the place. Without one, the place is free.
      const [next] = lane.waiting;
      if (next) next();
      else lane.underWay -= 1;
      if (lane.underWay === 0) lanes.delete(key);
    }
  };
}

interface Lane {
  underWay: number;
  waiting: Set<() => void>;
}

/** True with a place. False when the signal aborts first. */
function waitForPlace(lane: Lane, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (hasPlace: boolean) => {
      lane.waiting.delete(take);
      signal?.removeEventListener('abort', giveUp);
      resolve(hasPlace);
    };
    const take = () => end(true);
    const giveUp = () => end(false);
    lane.waiting.add(take);
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted) giveUp();
  });
}
