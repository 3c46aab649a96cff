import { bookingOf, movesDocument, openCashReceipt } from '../../domain/booking.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { type Charge, isWaiting } from '../../domain/charge.ts';
import { isLive } from '../../domain/document-status.ts';
import { isAmendmentOvertaken, isCancellationOvertaken, whoSaysOverdue } from '../../domain/overtaken.ts';
import { mustRemoveOwnCharge, standingOf } from '../../domain/standing.ts';
import type { ModelState } from './model-state.ts';
import { removeUnpaid, type Step } from './model-step.ts';

/** Reads a charge and books what it says, unless the row changed since before the reading: then it is read again. */
export function* bookCharge(world: ModelState, chargeId: string): Step {
  const { row, asaas } = world;
  const cleared = new Set<string>();
  for (;;) {
    const before = row.changeSeq;
    const charge = asaas.read(chargeId, yield 'call', world.nowMs);
    yield 'transaction';
    if (!charge) return void row.flags.add('charge_unknown');
    if (row.changeSeq !== before) continue;
    const named = row.attempts.find(({ id }) => id === charge.reference);
    const attempt = named ? (named.outcome === null ? 'open' : 'closed') : 'none';
    const standing = standingOf(charge, { isOurs: row.charges.has(chargeId), attempt });
    if (standing === 'surplus' && !cleared.has('surplus')) {
      yield* removeUnpaid(world, chargeId);
      row.flags.add('surplus_charge');
      cleared.add('surplus');
      continue;
    }
    if (standing !== 'ours' && standing !== 'late') return;
    row.charges.add(chargeId);
    if (mustRemoveOwnCharge(charge, row) && !cleared.has('own charge')) {
      cleared.add('own charge');
      yield* removeOwn(world);
      continue;
    }
    return book(world, charge);
  }
}

function* removeOwn(world: ModelState): Step {
  const own = world.row.chargeId;
  if (!own || !isLive(world.row.status)) return;
  const removal = yield* removeUnpaid(world, own);
  yield 'transaction';
  if (removal === 'refused') world.row.flags.add('surplus_charge');
  if (removal === 'paid') yield* bookCharge(world, own);
}

/** One transaction: what the reading says and the books do not have yet. */
function book(world: ModelState, charge: Charge): void {
  const { row, nowMs } = world;
  const booked = row.bookedOf(charge.chargeId);
  const days = { today: dateInSaoPaulo(new Date(nowMs)), isBankDay: () => true };
  const { entries, events } = bookingOf(charge, row.synced ?? row.terms, booked, days);
  const paidBefore = row.isPaid() && openCashReceipt(booked) === null;
  for (const { cause, grossCents } of entries) world.writeEntry(charge.chargeId, cause, grossCents);
  const before = row.status;
  for (const event of events) {
    const place = { isOwnCharge: row.chargeId === charge.chargeId, isPaid: row.isPaid() };
    if (movesDocument(event, charge, place) && row.move(event, nowMs) && event === 'charge.removed')
      row.cancelRequested = false;
  }
  if (paidBefore && entries.some(({ grossCents }) => grossCents > 0)) row.flags.add('paid_twice');
  if (!isWaiting(charge) && before === 'cancelled') row.flags.add('paid_after_cancellation');
  refuseOvertaken(world, before);
  row.changeSeq++;
}

/** As `activities/bookkeeping.ts` notes it. */
export function* notePayment(world: ModelState, chargeId: string): Step {
  const { row } = world;
  yield 'transaction';
  const before = row.status;
  if (row.chargeId === chargeId) row.move('payment.confirmed', world.nowMs);
  refuseOvertaken(world, before);
}

function refuseOvertaken(world: ModelState, before: ModelState['row']['status']): void {
  const { row } = world;
  if (isAmendmentOvertaken(before, row)) noteRefusal(world, row.version);
  if (row.cancelRequested && isCancellationOvertaken(before, row.status)) refuseCancellation(world);
}

/** As `activities/bookkeeping.ts` notes it. */
export function* noteOverdue(world: ModelState, told: string | null): Step {
  const { row, nowMs } = world;
  yield 'transaction';
  const dates = { due: row.terms.dueDate, told, synced: row.synced?.dueDate };
  if (whoSaysOverdue(dates, dateInSaoPaulo(new Date(nowMs)))) row.move('due-date.passed', world.nowMs);
}

export function noteRefusal({ row }: ModelState, version: number): void {
  row.refusedVersion = version;
  row.changeSeq++;
  row.flags.add('amendment_refused');
}

export function refuseCancellation({ row }: ModelState): void {
  row.cancelRequested = false;
  row.changeSeq++;
  row.flags.add('cancellation_refused');
}
