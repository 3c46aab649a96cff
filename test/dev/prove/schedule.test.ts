import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../dev/prove/schedule.ts';

const runs = fc.record({ seed: fc.nat(), documents: fc.integer({ min: 1, max: 2_000 }) });

describe('the schedule of a run', () => {
  it('is the same for the same seed, to the last strike', () => {
    fc.assert(
      fc.property(runs, (run) => {
        expect(scheduleOf(run)).toEqual(scheduleOf(run));
      }),
      { numRuns: 50 },
    );
  });

  it('fills a disk only where that is asked for, and changes no other strike by it', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const filling = scheduleOf({ ...run, fillsDisk: true });
        expect(filling.strikes.some(({ kind }) => kind === 'full-disk')).toBe(true);
        const others = filling.strikes.filter(({ kind }) => kind !== 'full-disk');
        expect({ ...filling, strikes: others }).toEqual(scheduleOf(run));
      }),
      { numRuns: 50 },
    );
  });

  it('is another for another seed', () => {
    fc.assert(
      fc.property(runs, ({ seed, documents }) => {
        expect(scheduleOf({ seed, documents }).strikes).not.toEqual(
          scheduleOf({ seed: seed + 1, documents }).strikes,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('strikes in order and within the chaos, gives everything back within half a minute, and sends every document', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const { chaosMs, strikes, waves, deeds } = scheduleOf(run);
        const moments = strikes.map(({ atMs }) => atMs);
        expect(moments).toEqual(moments.toSorted((a, b) => a - b));
        expect(moments.every((atMs) => atMs >= 0 && atMs < chaosMs)).toBe(true);
        expect(strikes.every((strike) => !('forMs' in strike) || strike.forMs <= 30_000)).toBe(true);
        expect(waves.reduce((sum, { documents }) => sum + documents, 0)).toBe(run.documents);
        expect(waves.every(({ atMs }) => atMs < chaosMs)).toBe(true);
        expect(deeds).toHaveLength(run.documents);
      }),
      { numRuns: 50 },
    );
  });

  it('has every kind of strike and every deed in a run of five hundred documents', () => {
    const { strikes, deeds } = scheduleOf({ seed: 1, documents: 500 });
    expect(new Set(strikes.map(({ kind }) => kind)).size).toBe(12);
    expect(new Set(deeds.map(({ deed }) => deed)).size).toBe(9);
  });
});
