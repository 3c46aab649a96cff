import fc from 'fast-check';
import { comeToRest } from './come-to-rest.ts';
import type { Happening } from './happenings.ts';
import { lives } from './lives.ts';
import { World } from './world.ts';

/** Where a life is found again: fast-check's own coordinates. */
export interface Place {
  seed: number;
  path?: string;
  replayPath?: string;
}

/** A life that broke an invariant, shrunk, with what is needed to play it again. */
export interface Counterexample extends Required<Place> {
  life: string;
  reason: string;
}

/** Plays a life to its end. Throws `Violation` when an invariant breaks. */
export function live(life: Iterable<Happening>): World {
  const world = new World();
  for (const happening of life) happening.run({}, world);
  comeToRest(world);
  return world;
}

/** Plays so many lives, drawn from a seed. Returns the shortest life that breaks an invariant, or null. */
export function proveCore(count: number, { seed, path, replayPath }: Place): Counterexample | null {
  const property = fc.property(lives(replayPath), (commands) => {
    const world = new World();
    fc.modelRun(() => ({ model: {}, real: world }), commands);
    comeToRest(world);
  });
  const result = fc.check(property, { numRuns: count, seed, ...(path !== undefined && { path }) });
  if (!result.failed) return null;
  const { errorInstance: error } = result;
  const words = String(result.counterexample?.[0]);
  return {
    seed: result.seed,
    path: result.counterexamplePath ?? '',
    replayPath: /replayPath="(.*?)"/.exec(words)?.[1] ?? '',
    life: words.replace(/ \/\*.*\*\/$/, ''),
    reason: error instanceof Error ? error.message : String(error),
  };
}
