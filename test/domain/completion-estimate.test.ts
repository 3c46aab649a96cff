import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateByDays, estimateCompletion, type Pace } from '../../domain/completion-estimate.ts';

const hour = 3_600_000;
const now = 1_800_000_000_000;

const pace = (changes: Partial<Pace> = {}): Pace => ({
  documentsLeft: 1_000,
  callsLeft: 1_400,
  documentsPerSecond: 10,
  room: 21_250,
  roomPerWindow: 21_250,
  windowEndsAtMs: now + 12 * hour,
  windowMs: 12 * hour,
  ...changes,
});

describe('the foreseen end of a remittance', () => {
  it('is a matter of speed while the quota has room', () => {
    expect(estimateCompletion(pace(), now)).toBe(now + 100_000);
  });

  it('waits for the next window with what this one has no room for', () => {
    const end = estimateCompletion(pace({ room: 700 }), now);
    // Half of it now; the other half, 50 s of work, once the next window opens.
    expect(end).toBe(now + 12 * hour + 50_000);
  });

  it('takes as many windows as the calls fill', () => {
    const end = estimateCompletion(pace({ documentsLeft: 50_000, callsLeft: 50_000, room: 0 }), now) ?? 0;
    const windows = (end - now) / (12 * hour);
    expect(windows).toBeGreaterThan(3);
    expect(windows).toBeLessThan(4);
  });

  it('is unknown while nothing was measured', () => {
    expect(estimateCompletion(pace({ documentsPerSecond: 0 }), now)).toBeNull();
  });

  it('is what a second-by-second simulation of the windows finds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 50, max: 500 }),
        fc.integer({ min: 1, max: 100 }),
        (documentsLeft, callsEach, documentsPerSecond, room, roomPerWindow, windowSeconds) => {
          const asked = pace({
            documentsLeft,
            callsLeft: documentsLeft * callsEach,
            documentsPerSecond,
            room,
            roomPerWindow,
            windowEndsAtMs: now + windowSeconds * 1_000,
            windowMs: windowSeconds * 1_000,
          });
          const foreseen = ((estimateCompletion(asked, now) ?? 0) - now) / 1_000;
          const simulated = simulate(asked, windowSeconds);
          // The simulation rounds up to whole seconds, once for each window that it goes through.
          const windows = Math.ceil(asked.callsLeft / roomPerWindow) + 1;
          expect(Math.abs(foreseen - simulated)).toBeLessThanOrEqual(windows + 1);
        },
      ),
    );
  });
});

/** Works off the calls second by second; a window's room comes anew only once it is over and used up. */
function simulate(
  { callsLeft, documentsLeft, documentsPerSecond, room, roomPerWindow }: Pace,
  window: number,
) {
  const perSecond = (callsLeft / documentsLeft) * documentsPerSecond;
  let left = callsLeft;
  let roomLeft = room;
  let endsAt = window;
  for (let second = 0; ; second += 1) {
    if (second >= endsAt && roomLeft <= 0) {
      roomLeft = roomPerWindow;
      endsAt = second + window;
    }
    const made = Math.min(perSecond, roomLeft, left);
    left -= made;
    roomLeft -= made;
    if (left <= 1e-6) return second + 1;
  }
}

describe('the foreseen end of documents of which so many pass on each day', () => {
  it('is what a day-by-day simulation finds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 50 }),
        (documentsLeft, perDay, documentsPerSecond) => {
          let left = documentsLeft;
          let day = 0;
          for (; left > perDay; day++) left -= perDay;
          const end = now + day * 24 * hour + (left / documentsPerSecond) * 1_000;
          expect(estimateByDays({ documentsLeft, documentsPerSecond }, perDay, now)).toBeCloseTo(end, 3);
        },
      ),
    );
  });

  it('is unknown while nothing was measured, or no day lets any through', () => {
    expect(estimateByDays({ documentsLeft: 5, documentsPerSecond: 0 }, 3, now)).toBeNull();
    expect(estimateByDays({ documentsLeft: 5, documentsPerSecond: 1 }, 0, now)).toBeNull();
  });
});
