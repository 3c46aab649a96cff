import { type Random, randomOf } from './random.ts';

/** Our own processes. */
export const services = ['api-1', 'api-2', 'worker-1', 'worker-2'] as const;
export type Service = (typeof services)[number];

/** The connections that go through a proxy of ours. */
export type Line = 'front' | 'postgres' | 'temporal' | 'asaas';

/** What the nemesis does, for a while. */
export type Blow =
  | { kind: 'kill'; part: Service | 'temporal' | 'postgres' }
  /** SIGSTOP, then SIGCONT: a process that believes no time has passed. */
  | { kind: 'freeze'; part: Service; forMs: number }
  /** SIGTERM to one process after the other, each when the one before is back: as a rolling deploy does. */
  | { kind: 'deploy' }
  | { kind: 'cut'; line: Line; forMs: number }
  | { kind: 'slow'; line: Line; forMs: number; delayMs: number }
  /** Asaas answers every call of the account with a page of maintenance. */
  | { kind: 'maintenance'; forMs: number }
  /** Asaas answers 429 to creates. */
  | { kind: 'throttle'; forMs: number }
  /** The account's key is revoked; afterwards the company enters a new one. */
  | { kind: 'dead-key'; forMs: number }
  /** Asaas keeps its events back, and then sends them all. */
  | { kind: 'late-events'; forMs: number }
  /** Asaas sends an event of the past once more. */
  | { kind: 'old-event'; draw: number }
  /** Somebody says that an unpaid charge was paid: with a wrong token, or with the right one. */
  | { kind: 'forgery'; token: 'wrong' | 'right'; draw: number }
  | { kind: 'erp-away'; forMs: number }
  /** The disk of Postgres and Temporal is full, where they have a small one of their own. */
  | { kind: 'full-disk'; forMs: number };

/** A blow and its moment, in milliseconds from the start of the chaos. */
export type Strike = { atMs: number } & Blow;

export type StrikeKind = Strike['kind'];

/** What becomes of a document once its charge stands. The two of a pair happen at the same moment. */
export type Deed =
  | 'pay-pix'
  | 'pay-boleto'
  | 'amend'
  | 'amend-and-pay'
  | 'cancel'
  | 'cancel-and-pay'
  | 'edit-value'
  | 'edit-delete'
  | 'leave';

export interface Schedule {
  seed: number;
  documents: number;
  /** How long the nemesis acts. */
  chaosMs: number;
  /** When documents are entered and sent, and how many. */
  waves: { atMs: number; documents: number }[];
  /** For each document, in the order of entry. */
  deeds: { deed: Deed; pauseMs: number }[];
  strikes: Strike[];
}

const second = 1_000;

interface Wish {
  seed: number;
  documents: number;
  fillsDisk?: boolean;
}

/** The whole run as data. It depends on nothing but its arguments. */
export function scheduleOf({ seed, documents, fillsDisk = false }: Wish): Schedule {
  const chaosMs = 75 * second + documents * 300;
  const played = fillsDisk ? { ...tracks, disks } : tracks;
  const strikes = Object.entries(played).flatMap(([name, { everyMs, strike }]) => {
    const random = randomOf(seed, name);
    return momentsOf(random, everyMs, chaosMs).map((atMs, at): Strike => ({ atMs, ...strike(random, at) }));
  });
  return {
    seed,
    documents,
    chaosMs,
    waves: wavesOf(documents, chaosMs),
    deeds: deedsOf(randomOf(seed, 'deeds'), documents),
    strikes: strikes.sort((a, b) => a.atMs - b.atMs),
  };
}

interface Track {
  everyMs: [min: number, max: number];
  /** `at` counts the strikes of the track. */
  strike: (random: Random, at: number) => Blow;
}

/** Each kind of fault comes by itself, so that any two may meet. */
const tracks: Record<string, Track> = {
  workers: {
    everyMs: [9 * second, 17 * second],
    strike: (random, at) => fell(random, at, ['worker-1', 'worker-2']),
  },
  apis: { everyMs: [15 * second, 30 * second], strike: (random, at) => fell(random, at, ['api-1', 'api-2']) },
  servers: {
    everyMs: [25 * second, 45 * second],
    // In turns: a short run meets both.
    strike: (_, at) => ({ kind: 'kill', part: at % 2 === 0 ? 'postgres' : 'temporal' }),
  },
  deploys: { everyMs: [50 * second, 70 * second], strike: () => ({ kind: 'deploy' }) },
  lines: {
    everyMs: [8 * second, 16 * second],
    strike(random) {
      const line = random.pick(['front', 'postgres', 'temporal', 'asaas']);
      return random.next() < 0.5
        ? { kind: 'cut', line, forMs: random.between(500, 3 * second) }
        : {
            kind: 'slow',
            line,
            forMs: random.between(3 * second, 8 * second),
            delayMs: random.between(30, 200),
          };
    },
  },
  asaas: {
    everyMs: [20 * second, 35 * second],
    strike: (random) => ({
      kind: random.pick(['maintenance', 'throttle']),
      forMs: random.between(3 * second, 7 * second),
    }),
  },
  keys: {
    everyMs: [45 * second, 90 * second],
    strike: (random) => ({ kind: 'dead-key', forMs: random.between(4 * second, 8 * second) }),
  },
  lateness: {
    everyMs: [25 * second, 40 * second],
    strike: (random) => ({ kind: 'late-events', forMs: random.between(4 * second, 10 * second) }),
  },
  past: {
    everyMs: [3 * second, 8 * second],
    strike: (random) => ({ kind: 'old-event', draw: random.between(0, 9_999) }),
  },
  forgers: {
    everyMs: [4 * second, 10 * second],
    strike: (random) => ({
      kind: 'forgery',
      token: random.pick(['wrong', 'right']),
      draw: random.between(0, 9_999),
    }),
  },
  erp: {
    everyMs: [30 * second, 50 * second],
    strike: (random) => ({ kind: 'erp-away', forMs: random.between(4 * second, 12 * second) }),
  },
};

/** Only where Postgres and Temporal have a disk of their own. The others' moments stay the same. */
const disks: Track = {
  everyMs: [40 * second, 60 * second],
  strike: (random) => ({ kind: 'full-disk', forMs: random.between(8 * second, 20 * second) }),
};

/** In turns a process is killed, or stands still for longer than a heartbeat may be missed. */
function fell(random: Random, at: number, parts: readonly [Service, ...Service[]]): Blow {
  const part = random.pick(parts);
  if (at % 2 === 0) return { kind: 'kill', part };
  return { kind: 'freeze', part, forMs: random.between(3 * second, 18 * second) };
}

function momentsOf(random: Random, [min, max]: [min: number, max: number], endMs: number): number[] {
  const moments: number[] = [];
  for (let atMs = random.between(second, max); atMs < endMs; atMs += random.between(min, max)) {
    moments.push(atMs);
  }
  return moments;
}

const waveSize = 20;

/** Over the first two thirds of the chaos, so that every strike meets work. */
function wavesOf(documents: number, chaosMs: number): Schedule['waves'] {
  const count = Math.ceil(documents / waveSize);
  return Array.from({ length: count }, (_, at) => ({
    atMs: Math.round((at * chaosMs * 2) / 3 / count),
    documents: Math.min(waveSize, documents - at * waveSize),
  }));
}

const shares: [Deed, number][] = [
  ['pay-pix', 46],
  ['pay-boleto', 14],
  ['amend', 8],
  ['amend-and-pay', 11],
  ['cancel', 6],
  ['cancel-and-pay', 5],
  ['edit-value', 3],
  ['edit-delete', 2],
  ['leave', 5],
];

function deedsOf(random: Random, documents: number): Schedule['deeds'] {
  return Array.from({ length: documents }, () => {
    let left = random.between(1, 100);
    const found = shares.find(([, share]) => {
      left -= share;
      return left <= 0;
    });
    return { deed: found?.[0] ?? 'leave', pauseMs: random.between(0, 6 * second) };
  });
}
