import { describe, expect, it } from 'vitest';
import type { CellResult, Outcome } from '../../../dev/failpoints/cell.ts';
import { type JourneyName, journeyNames } from '../../../dev/failpoints/journeys.ts';
import { places } from '../../../dev/failpoints/places.ts';
import { tableOf } from '../../../dev/failpoints/table.ts';
import { exitCodeOf, verdictOf } from '../../../dev/failpoints/verdict.ts';
import { failpoints } from '../../../failpoint.ts';

const [first, second] = places;
const green: Outcome = { verdict: 'green', recoveredMs: 1_234, surplus: 0 };
const notReached: Outcome = { verdict: 'not reached' };
const red: Outcome = { verdict: 'red', why: 'a charge is live, and no document stands for it' };

function cellOf(outcome: Outcome, journey: JourneyName = 'send', place = first): CellResult {
  if (!place) throw new Error('There are no places');
  return { cell: { failure: 'kill', place, journey }, outcome };
}

describe('the matrix of failpoints', () => {
  it('strikes at every failpoint, and on every journey', () => {
    expect(new Set(places.map(({ point }) => point))).toEqual(new Set(failpoints));
    expect(new Set(places.flatMap(({ journeys }) => journeys))).toEqual(new Set(journeyNames));
    expect(new Set(places.map(({ name }) => name)).size).toBe(places.length);
  });

  it('is green when every cell was reached and ended well, and the audit found nothing', () => {
    expect(verdictOf([cellOf(green), cellOf(green)], [])).toBe('green');
    expect(verdictOf([cellOf(green)], ['one_charge: 1 of 4'])).toBe('red');
    expect(verdictOf([cellOf(notReached), cellOf(red)], [])).toBe('red');
  });

  it('is void when one cell was not reached, or none was played', () => {
    expect(verdictOf([cellOf(green), cellOf(notReached)], [])).toBe('void');
    expect(verdictOf([], [])).toBe('void');
  });

  it('is never green when it was stopped', () => {
    expect([exitCodeOf('green', false), exitCodeOf('void', false)]).toEqual([0, 3]);
    expect([exitCodeOf('green', true), exitCodeOf('red', true)]).toEqual([2, 1]);
  });

  it('shows how long a cell took, and what was not reached as that', () => {
    const surplus = { ...green, surplus: 1 };
    const results = [
      cellOf(surplus, 'send', second),
      cellOf(notReached, 'payment'),
      cellOf(red),
      cellOf(green, 'payment', second),
    ];
    expect(tableOf('kill', results)).toEqual([
      '| kill | send | payment |',
      '| --- | --- | --- |',
      `| ${first?.name} | **red** | **not reached** |`,
      `| ${second?.name} | 1.2 s (1 surplus removed) | 1.2 s |`,
      '',
      '4 cells: 2 green, 1 red, 1 not reached',
    ]);
  });
});
