import { describe, expect, it } from 'vitest';
import { pauseBeforeNextStep, type RemittanceProgress } from '../../domain/remittance-pace.ts';

const now = 1_800_000_000_000;
const progress = (changes: Partial<RemittanceProgress> = {}): RemittanceProgress => ({
  total: 10_000,
  open: 5_000,
  waiting: 4_800,
  underWay: 200,
  documentsPerSecond: 20,
  hold: null,
  ...changes,
});

describe('a remittance between two steps', () => {
  it('sleeps until half of what is under way must be done', () => {
    expect(pauseBeforeNextStep(progress(), { pauseMs: 4_000, open: 5_100 }, now)).toBe(5_000);
  });

  it('looks again soon while little is known of its speed', () => {
    const slow = progress({ documentsPerSecond: 1 });
    expect(pauseBeforeNextStep(slow, { pauseMs: 1_000, open: 5_100 }, now)).toBe(2_000);
  });

  it('sleeps longer and longer where nothing moves, and five minutes at most', () => {
    let pauseMs = 0;
    const pauses: number[] = [];
    for (let step = 0; step < 30; step += 1) {
      pauseMs = pauseBeforeNextStep(progress(), { pauseMs, open: 5_000 }, now);
      pauses.push(pauseMs);
    }
    expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
    expect(pauses[0]).toBe(1_000);
    expect(pauses.at(-1)).toBe(300_000);
  });

  it('wakes when the quota opens again', () => {
    const hold = { cause: 'quota' as const, untilMs: now + 90_000 };
    expect(pauseBeforeNextStep(progress({ hold }), { pauseMs: 1_000, open: 5_000 }, now)).toBe(90_000);
  });

  it('leaves fewer than 2,000 events for 10,000 documents, at any speed', () => {
    // Six events a step: a local activity's marker, a timer that starts and fires, and a workflow task of three.
    for (const documentsPerSecond of [2, 20, 200]) {
      let open = 10_000;
      let last = { pauseMs: 0, open: 0 };
      let steps = 0;
      for (; open > 0; steps += 1) {
        const pauseMs = pauseBeforeNextStep(
          progress({ open, underWay: Math.min(200, open), documentsPerSecond }),
          last,
          now,
        );
        last = { pauseMs, open };
        open -= Math.min(200, open, Math.max(1, Math.round((pauseMs / 1_000) * documentsPerSecond)));
      }
      expect(steps * 6).toBeLessThan(2_000);
    }
  });
});
