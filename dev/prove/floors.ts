/** What a run must have met and done, or it proves nothing (goal G-03). */
export interface Floor {
  name: string;
  /** How many there must be for a thousand documents. */
  perThousand: number;
}

/** At least one of each is asked of the smallest run. */
export const floors: readonly Floor[] = [
  { name: 'answer lost after commit', perThousand: 50 },
  { name: 'kill with a POST to Asaas in flight', perThousand: 10 },
  { name: 'zombie worker woke up', perThousand: 10 },
  { name: 'event delivered again', perThousand: 100 },
  { name: 'event overtaken by a later one', perThousand: 100 },
  { name: 'kill worker', perThousand: 10 },
  { name: 'kill api', perThousand: 5 },
  { name: 'rolling deploy', perThousand: 1 },
  { name: 'kill temporal', perThousand: 2 },
  { name: 'kill postgres', perThousand: 2 },
  { name: 'forgery, wrong token', perThousand: 5 },
  { name: 'forgery, right token', perThousand: 5 },
];

/** Asked of a run that began with an earlier build: once, however many documents there are. */
export const upgradeFloor: Floor = { name: 'rolling deploy of another build', perThousand: 0 };

/** Asked of a run that goes back to the earlier build. */
export const wayBackFloor: Floor = { name: 'rolling deploy of the earlier build again', perThousand: 0 };

/** Asked of a run in which clocks differ. */
export const skewFloor: Floor = { name: 'process whose clock differs', perThousand: 0 };

/** Asked of a run whose servers have a small disk. */
export const fullDiskFloor: Floor = { name: 'disk full', perThousand: 0 };

export interface FloorMissed {
  name: string;
  wanted: number;
  met: number;
}

/** Those of the floors that a run of so many documents did not reach. */
export function missedFloors(
  documents: number,
  hits: ReadonlyMap<string, number>,
  asked: readonly Floor[],
): FloorMissed[] {
  return asked
    .map(({ name, perThousand }) => ({
      name,
      wanted: Math.max(1, Math.floor((perThousand * documents) / 1_000)),
      met: hits.get(name) ?? 0,
    }))
    .filter(({ wanted, met }) => met < wanted);
}
