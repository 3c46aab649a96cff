import fc from 'fast-check';
import { happening } from './happenings.ts';
import { type Fate, fates } from './model-asaas.ts';

const fate = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Fate>('answered') },
  { weight: 4, arbitrary: fc.constantFrom(...fates) },
);
const nth = fc.nat({ max: 7 });
/** Half a minute is less than Asaas’ slowest commit, and as long as the second look waits. */
const minutes = fc.constantFrom(0.5, 0.5, 1, 2, 30, 60 * 24, 60 * 24 * 25);
const working = fc
  .tuple(fate, fc.integer({ min: 1, max: 6 }))
  .map(([how, count]) => happening.work(how, count));
const sending = fc.constant(null).map(happening.send);
const hearing = nth.map(happening.hear);
const amount = fc.tuple(fc.constantFrom(9_000, 10_000, 12_000), fc.integer({ min: 0, max: 30 }));

/** What there is more often stands here more often. */
const all = [
  working,
  working,
  working,
  fc.constant(null).map(happening.kill),
  fc.constant(null).map(happening.stop),
  fc.constant(null).map(happening.wake),
  nth.map(happening.deliverAgain),
  minutes.map(happening.pass),
  sending,
  sending,
  fc.constant(null).map(happening.cancel),
  amount.map(([cents, days]) => happening.amend(cents, days)),
  nth.map(happening.pay),
  nth.map(happening.credit),
  nth.map(happening.refund),
  nth.map(happening.remove),
  nth.map(happening.restore),
  nth.map(happening.edit),
  hearing,
  hearing,
  fc.constant(null).map(happening.reconcile),
];

const longestLife = 40;

/** Lives of up to forty happenings. `replayPath` is fast-check's, for a life that was shrunk before. */
export function lives(replayPath?: string) {
  return fc.commands(all, { maxCommands: longestLife, size: 'max', ...(replayPath && { replayPath }) });
}
