import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type FailureOrder, orderFile, takenSuffix } from '../../failpoint.ts';
import type { Place } from './places.ts';

/** An order that lies at a failpoint. */
export interface GivenOrder {
  /** When a process carried it out (epoch milliseconds); null while none came by. */
  takenAtMs(): number | null;
  /** Nobody carries it out any more. */
  withdraw(): void;
}

/** Orders that the work of `whose` fails at a place. */
export function giveOrder(
  folder: string,
  { program, point }: Pick<Place, 'program' | 'point'>,
  whose: readonly string[],
  order: FailureOrder,
): GivenOrder {
  const file = orderFile(folder, program, point, whose);
  const taken = `${file}${takenSuffix}`;
  rmSync(taken, { force: true });
  // Whole or not at all: a process may come by at this moment.
  writeFileSync(`${file}.new`, JSON.stringify(order));
  renameSync(`${file}.new`, file);
  return {
    takenAtMs: () => statSync(taken, { throwIfNoEntry: false })?.ctimeMs ?? null,
    withdraw: () => {
      rmSync(file, { force: true });
      rmSync(taken, { force: true });
    },
  };
}
