import type { Schedule } from './schedule.ts';

/**
 * Looks for a smaller set of strikes with which a run is still red: leaves out half of them, then quarters, and so on
 * (delta debugging). A run is never quite the same twice, so what is left is a strong hint and no proof. `tries` bounds the
 * runs. Returns the smallest schedule that was red.
 */
export async function shrink(
  schedule: Schedule,
  isRed: (smaller: Schedule) => Promise<boolean>,
  tries: number,
): Promise<Schedule> {
  let smallest = schedule;
  let parts = 2;
  let left = tries;
  while (left > 0 && parts <= smallest.strikes.length) {
    let found: Schedule | undefined;
    for (const smaller of withoutEachPart(smallest, parts)) {
      if (left-- <= 0) break;
      if (await isRed(smaller)) {
        found = smaller;
        break;
      }
    }
    if (found) {
      smallest = found;
      parts = Math.max(2, parts - 1);
    } else if (parts === smallest.strikes.length) break;
    else parts = Math.min(parts * 2, smallest.strikes.length);
  }
  return smallest;
}

function withoutEachPart(schedule: Schedule, parts: number): Schedule[] {
  const { strikes } = schedule;
  const edge = (part: number) => Math.round((part * strikes.length) / parts);
  return Array.from({ length: parts }, (_, part) => ({
    ...schedule,
    strikes: strikes.filter((_, at) => at < edge(part) || at >= edge(part + 1)),
  }));
}
