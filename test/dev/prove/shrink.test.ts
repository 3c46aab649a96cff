import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Schedule, scheduleOf } from '../../../dev/prove/schedule.ts';
import { shrink } from '../../../dev/prove/shrink.ts';

const schedule = scheduleOf({ seed: 1, documents: 100 });
const someStrikes = fc.uniqueArray(fc.nat(schedule.strikes.length - 1), { minLength: 1, maxLength: 3 });

describe('shrinking a red run', () => {
  it('leaves the strikes that make it red, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(someStrikes, async (guilty) => {
        const culprits = guilty.map((at) => schedule.strikes[at]);
        const isRed = async ({ strikes }: Schedule) =>
          culprits.every((each) => strikes.includes(each as never));
        const { strikes } = await shrink(schedule, isRed, 10_000);
        expect(new Set(strikes)).toEqual(new Set(culprits));
      }),
      { numRuns: 50 },
    );
  });

  it('makes no more runs than it may, and ends with one that was red', async () => {
    await fc.assert(
      fc.asyncProperty(someStrikes, fc.integer({ min: 0, max: 12 }), async (guilty, tries) => {
        let runs = 0;
        const culprits = guilty.map((at) => schedule.strikes[at]);
        const isRed = async ({ strikes }: Schedule) => {
          runs += 1;
          return culprits.every((each) => strikes.includes(each as never));
        };
        const smallest = await shrink(schedule, isRed, tries);
        expect(runs).toBeLessThanOrEqual(tries);
        expect(await isRed(smallest)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
