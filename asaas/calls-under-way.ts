/**
 * Lets so many calls of one key be under way at once; further ones wait in order. Keys do not wait for each other: an
 * account that Asaas answers slowly takes no other account's place.
 */
export function limitCallsPerKey(most: number) {
  const lanes = new Map<string, Lane>();
  return async <T>(key: string, call: () => Promise<T>): Promise<T> => {
    const lane = lanes.get(key) ?? { underWay: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.underWay < most) lane.underWay += 1;
    else await new Promise<void>((resolve) => lane.waiting.push(resolve));
    try {
      return await call();
    } finally {
      // The place goes on to the next who waits, or is free.
      const next = lane.waiting.shift();
      if (next) next();
      else lane.underWay -= 1;
      if (lane.underWay === 0) lanes.delete(key);
    }
  };
}

interface Lane {
  underWay: number;
  waiting: (() => void)[];
}
