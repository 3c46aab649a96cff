import { isWaiting } from '../../domain/charge.ts';
import {
  canHappen,
  type DocumentStatus,
  documentEvents,
  isLive,
  nextStatus,
} from '../../domain/document-status.ts';
import type { ModelCharge } from './model-asaas.ts';
import { Violation } from './model-state.ts';
import type { World } from './world.ts';

/** What holds at every moment, whatever is under way. */
export function demandAlways({ asaas, row, nowMs }: World): void {
  const live = liveCharges(asaas.visible(nowMs));
  if (live.length > 1) throw new Violation(`${live.length} charges can be paid: ${idsOf(live)}`);
  if (row.attempts.filter(({ outcome }) => outcome === null).length > 1)
    throw new Violation('Two create calls are without an outcome');
  const illegal = row.moves.find(([from, to]) => !isMove(from, to));
  if (illegal) throw new Violation(`${illegal.join(' → ')} is no move`);
}

/** What holds once faults stopped and all news arrived: no wish is lost, and both books agree to the centavo. */
export function demandAtRest(world: World): void {
  demandAlways(world);
  demandNoneWaits(world);
  demandWishes(world);
  demandMoney(world);
  demandSameStanding(world);
}

function demandNoneWaits({ row, worker }: World): void {
  const unread = row.messages.filter(({ seq }) => !worker.hasRead(seq));
  if (unread.length > 0)
    throw new Violation(`Never answered: ${unread.map(({ signal }) => signal).join(', ')}`);
  if (row.openAttempt()) throw new Violation('A create call is still without an outcome');
  if (row.hold) throw new Violation(`${row.hold.work} is still held`);
}

function demandWishes({ asaas, row, lastWish }: World): void {
  if (row.cancelRequested) throw new Violation(`A cancellation was never done nor refused (${row.status})`);
  if (isLive(row.status) && row.version > Math.max(row.syncedVersion, row.refusedVersion))
    throw new Violation(`Version ${row.version} was neither carried to Asaas nor refused`);
  const isUnsent = row.status === 'pending' || row.status === 'registering' || row.status === 'uncertain';
  if (lastWish === 'send' && isUnsent) throw new Violation(`The document was sent and is ${row.status}`);
  const isRestored = asaas.charges.some(({ isOfPerson }) => isOfPerson);
  const isExplained = row.flags.has('cancellation_refused') || isRestored || row.isPaid();
  if (lastWish === 'cancel' && isLive(row.status) && !isExplained)
    throw new Violation(`The document was cancelled and is ${row.status}`);
}

function demandMoney({ asaas, row, nowMs }: World): void {
  for (const charge of asaas.visible(nowMs)) {
    const booked = row.bookedOf(charge.chargeId).reduce((sum, entry) => sum + entry.grossCents, 0);
    const { status, valueCents, refundedCents } = charge;
    const received = status === 'received' || status === 'refunded' ? valueCents - refundedCents : 0;
    if (booked !== received)
      throw new Violation(`${charge.chargeId}: ${booked} centavos booked, ${received} received`);
  }
}

/** The document says what its charge says. Nothing that nobody tracks can be paid, unless a person made it so. */
function demandSameStanding({ asaas, row, nowMs }: World): void {
  const visible = asaas.visible(nowMs);
  const stray = liveCharges(visible).filter(
    ({ chargeId }) => chargeId !== row.chargeId || !isLive(row.status),
  );
  const isTold = row.flags.has('surplus_charge') || row.flags.has('diverged');
  if (stray.length > 0 && !isTold) throw new Violation(`${idsOf(stray)} can be paid, and nobody tracks it`);
  const own = visible.find(({ chargeId }) => chargeId === row.chargeId);
  if (isLive(row.status) && own && !isWaiting(own))
    throw new Violation(`The document is ${row.status}, its charge ${own.removed ? 'removed' : own.status}`);
}

function liveCharges(charges: readonly ModelCharge[]): ModelCharge[] {
  return charges.filter((charge) => isWaiting(charge) && !charge.isOfPerson);
}

function idsOf(charges: readonly ModelCharge[]): string {
  return charges.map(({ chargeId }) => chargeId).join(', ');
}

function isMove(from: DocumentStatus, to: DocumentStatus): boolean {
  return documentEvents.some((event) => canHappen(from, event) && nextStatus(from, event) === to);
}
