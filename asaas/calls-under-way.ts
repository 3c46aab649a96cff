/**
 * Lets so many calls of one key be under way at once; further ones wait in order, or until their signal aborts: then they
 * go on without a place, and must send nothing. Keys do not wait for each other: an account that Asaas answers slowly
 * takes no other account's place.
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
      // The place goes on to the next who waits, or is free.
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

/** Returns true with a place, and false without one when the signal aborts. */
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
