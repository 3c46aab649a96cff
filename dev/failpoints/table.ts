import type { Failure } from '../../failpoint.ts';
import type { CellResult, Outcome } from './cell.ts';
import { journeyNames } from './journeys.ts';
import { places } from './places.ts';

/** The cells of one failure as a table: places down, journeys across, seconds from the failure to rest. */
export function tableOf(failure: Failure, results: readonly CellResult[]): string[] {
  const own = results.filter(({ cell }) => cell.failure === failure);
  const played = new Set(own.flatMap(({ cell }) => [cell.place.name, cell.journey]));
  const names = places.map(({ name }) => name).filter((name) => played.has(name));
  const journeys = journeyNames.filter((name) => played.has(name));
  const find = (place: string, journey: string) =>
    own.find(({ cell }) => cell.place.name === place && cell.journey === journey);
  return [
    row([failure, ...journeys]),
    row(['---', ...journeys.map(() => '---')]),
    ...names.map((place) => row([place, ...journeys.map((journey) => shown(find(place, journey)?.outcome))])),
    '',
    countsOf(own),
  ];
}

export function countsOf(results: readonly CellResult[]): string {
  const count = (verdict: Outcome['verdict']) =>
    results.filter(({ outcome }) => outcome.verdict === verdict).length;
  return `${results.length} cells: ${count('green')} green, ${count('red')} red, ${count('not reached')} not reached`;
}

function shown(outcome: Outcome | undefined): string {
  if (outcome?.verdict === 'green') return `${(outcome.recoveredMs / 1_000).toFixed(1)} s`;
  return outcome?.verdict === 'red' ? '**red**' : '–';
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
