import { describe, expect, it } from 'vitest';
import { ChaosClock } from '../../../dev/prove/chaos-clock.ts';

describe('the clock of the chaos', () => {
  it('goes as time goes while the work keeps up', () => {
    const clock = new ChaosClock(1_000, () => 1);
    clock.advance(400, 400);
    clock.advance(300, 700);
    expect(clock.nowMs).toBe(700);
  });

  it('waits for work that does not keep up, and never goes back', () => {
    let done = 0.3;
    const clock = new ChaosClock(1_000, () => done);
    clock.advance(900, 900);
    expect(clock.nowMs).toBe(500);
    done = 0;
    clock.advance(100, 1_000);
    expect(clock.nowMs).toBe(500);
    done = 0.35;
    clock.advance(100, 1_100);
    expect(clock.nowMs).toBeCloseTo(550);
  });

  it('goes on alone when nothing is done for too long', () => {
    const clock = new ChaosClock(1_000, () => 0);
    clock.advance(900, 900);
    expect(clock.nowMs).toBe(200);
    clock.advance(900, 4_100);
    expect(clock.nowMs).toBe(1_100);
  });
});
