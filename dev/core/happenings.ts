import type fc from 'fast-check';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { isWaiting } from '../../domain/charge.ts';
import { demandAlways } from './invariants.ts';
import type { Fate, ModelCharge } from './model-asaas.ts';
import type { World } from './world.ts';

/** One thing that happens in a world. Its words are what a counterexample prints. */
export class Happening implements fc.Command<object, World> {
  private readonly words: string;
  private readonly happen: (world: World) => void;

  constructor(words: string, happen: (world: World) => void) {
    this.words = words;
    this.happen = happen;
  }

  check(): boolean {
    return true;
  }

  run(_model: object, world: World): void {
    this.happen(world);
    demandAlways(world);
  }

  toString(): string {
    return this.words;
  }
}

/** Everything that can happen: to worker and relay, by the ERP, at Asaas, and on the way of the news. */
export const happening = {
  work: (how: Fate, count: number) =>
    new Happening(`work ${count} cuts, calls are ${how}`, (world) => goOn(world, how, count)),
  deliverAgain: (at: number) =>
    new Happening(`deliver message ${at} again`, ({ worker }) => worker.deliver(at)),
  kill: () => new Happening('kill the process', ({ worker }) => worker.crash(false)),
  stop: () => new Happening('stop the process', ({ worker }) => worker.crash(true)),
  wake: () => new Happening('wake the stopped process', ({ worker }) => worker.wakeZombie()),
  pass: (minutes: number) => new Happening(`${minutes} minutes pass`, (world) => pass(world, minutes)),
  send: () => new Happening('send', (world) => world.send()),
  cancel: () => new Happening('cancel', (world) => world.cancel()),
  amend: (cents: number, days: number) =>
    new Happening(`amend to ${cents} in ${days} days`, (world) =>
      world.amend(cents, addDays(todayOf(world), days)),
    ),
  pay: (at: number) => new Happening(`pay charge ${at}`, (world) => change(world, at, pay)),
  credit: (at: number) => new Happening(`credit charge ${at}`, (world) => change(world, at, credit)),
  refund: (at: number) => new Happening(`refund charge ${at}`, (world) => change(world, at, refund)),
  remove: (at: number) => new Happening(`delete charge ${at} at Asaas`, (world) => change(world, at, remove)),
  restore: (at: number) =>
    new Happening(`restore charge ${at} at Asaas`, (world) => change(world, at, restore)),
  edit: (at: number) => new Happening(`edit charge ${at} at Asaas`, (world) => change(world, at, edit)),
  hear: (at: number) => new Happening(`hear event ${at}`, (world) => hear(world, at)),
  reconcile: () => new Happening('reconcile', (world) => world.reconcile()),
};

function goOn({ worker }: World, how: Fate, count: number): void {
  for (let cut = 0; cut < count; cut++) {
    if (worker.hasUndelivered()) worker.deliver();
    worker.advance(how);
  }
}

function pass(world: World, count: number): void {
  world.nowMs += count * 60_000;
  for (const charge of world.asaas.visible(world.nowMs)) {
    const isLate = charge.status === 'awaiting' && !charge.removed && charge.dueDate < todayOf(world);
    if (!isLate) continue;
    charge.status = 'overdue';
    world.asaas.tell('PAYMENT_OVERDUE', charge);
  }
}

function hear(world: World, at: number): void {
  const { news } = world.asaas;
  const index = at % (news.length || 1);
  const heard = news[index];
  if (heard) world.hear(heard, `event ${index}`);
}

type Change = (charge: ModelCharge, today: string) => string | null;

/** Changes a charge, if it can be changed so, and leaves the event. */
function change(world: World, at: number, how: Change): void {
  const visible = world.asaas.visible(world.nowMs);
  const charge = visible[at % (visible.length || 1)];
  const name = charge && how(charge, todayOf(world));
  if (charge && name) world.asaas.tell(name, charge);
}

const pay: Change = (charge, today) => {
  if (charge.status !== 'awaiting' && charge.status !== 'overdue') return null;
  Object.assign(charge, { status: 'confirmed', paidOn: today });
  return 'PAYMENT_CONFIRMED';
};

const credit: Change = (charge, today) => {
  if (charge.status !== 'awaiting' && charge.status !== 'overdue' && charge.status !== 'confirmed')
    return null;
  Object.assign(charge, { status: 'received', paidOn: charge.paidOn ?? today, creditedOn: today });
  return 'PAYMENT_RECEIVED';
};

const refund: Change = (charge) => {
  if (charge.status !== 'received') return null;
  Object.assign(charge, { status: 'refunded', refundedCents: charge.valueCents });
  return 'PAYMENT_REFUNDED';
};

const remove: Change = (charge) => {
  if (!isWaiting(charge)) return null;
  charge.removed = true;
  return 'PAYMENT_DELETED';
};

const restore: Change = (charge) => {
  if (!charge.removed || charge.status === 'received' || charge.status === 'refunded') return null;
  Object.assign(charge, { removed: false, isOfPerson: true });
  return 'PAYMENT_RESTORED';
};

const edit: Change = (charge) => {
  if (!isWaiting(charge)) return null;
  charge.valueCents += 100;
  charge.netCents = charge.valueCents;
  return 'PAYMENT_UPDATED';
};

function todayOf({ nowMs }: World): string {
  return dateInSaoPaulo(new Date(nowMs));
}
