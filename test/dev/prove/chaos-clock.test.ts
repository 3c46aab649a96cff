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

  it('lets those go on whose moment has come, in the order of their moments, and no others', async () => {
    const clock = new ChaosClock(1_000, () => 1);
    const { signal } = new AbortController();
    const reached: number[] = [];
    const waiting = [700, 300, 0].map((atMs) => clock.reaches(atMs, signal).then(() => reached.push(atMs)));
    await waiting[2];
    expect(reached).toEqual([0]);
    clock.advance(400, 400);
    await waiting[1];
    expect(reached).toEqual([0, 300]);
    clock.advance(400, 800);
    await Promise.all(waiting);
    expect(reached).toEqual([0, 300, 700]);
  });

  it('keeps nobody waiting who was stopped', async () => {
    const stop = new AbortController();
    const waiting = new ChaosClock(1_000, () => 1).reaches(700, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });

  it('is two minutes ahead at most, however long the chaos is', () => {
    const clock = new ChaosClock(3_000_000, () => 0.1);
    clock.advance(2_000_000, 2_000_000);
    expect(clock.nowMs).toBe(420_000);
  });

  it('goes on alone when nothing is done for too long', () => {
    const clock = new ChaosClock(1_000, () => 0);
    clock.advance(900, 900);
    expect(clock.nowMs).toBe(200);
    clock.advance(900, 4_100);
    expect(clock.nowMs).toBe(1_100);
  });
});
