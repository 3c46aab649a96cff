import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { chargeValueCents } from '../../domain/collection-terms.ts';
import { isLive } from '../../domain/document-status.ts';
import type { Action } from '../../domain/next-step.ts';
import { isSameTarget } from '../../domain/overtaken.ts';
import type { MessageToCarryOut } from '../../domain/turn.ts';
import { RefusedByAsaas } from './model-asaas.ts';
import { bookCharge, noteOverdue, notePayment, noteRefusal, refuseCancellation } from './model-booking.ts';
import { lookUp, register } from './model-registration.ts';
import type { ModelState } from './model-state.ts';
import { removeUnpaid, type Step } from './model-step.ts';

/** What an action does, as the activity of the same name does it, with the decisions of `domain/`. */
export function stepOf(world: ModelState, action: Action): Step {
  switch (action) {
    case 'register':
      return register(world);
    case 'lookUp':
      return lookUp(world);
    case 'amend':
      return amend(world);
    case 'cancel':
      return cancel(world);
    case 'markOverdue':
      return noteOverdue(world, null);
  }
}

export function stepOfMessage(world: ModelState, message: MessageToCarryOut): Step {
  switch (message.signal) {
    case 'chargeOverdue':
      return noteOverdue(world, message.facts.dueDate);
    case 'paymentConfirmed':
      return notePayment(world, message.facts.chargeId);
    case 'paymentReceived':
    case 'chargeChanged':
      return bookCharge(world, message.facts.chargeId);
    default:
      throw new Error(`The world leaves no ${message.signal}`);
  }
}

function* amend(world: ModelState): Step {
  const { row, asaas } = world;
  const { chargeId, version, terms } = row;
  if (!isLive(row.status) || !chargeId || version <= row.syncedVersion) return;
  try {
    asaas.amend(chargeId, terms, yield 'call', world.nowMs);
  } catch (error) {
    if (!(error instanceof RefusedByAsaas)) throw error;
    const charge = asaas.read(chargeId, yield 'call', world.nowMs);
    yield 'transaction';
    const arrived = charge?.paidOn && !charge.removed && charge.valueCents === chargeValueCents(terms);
    const stood = row.synced && charge?.valueCents === chargeValueCents(row.synced);
    if (arrived && !stood) recordAmendment(world, version, terms);
    else noteRefusal(world, version);
    return;
  }
  asaas.read(chargeId, yield 'call', world.nowMs);
  yield 'transaction';
  recordAmendment(world, version, terms);
}

function recordAmendment(
  { row, nowMs }: ModelState,
  version: number,
  terms: ModelState['row']['terms'],
): void {
  row.syncedVersion = version;
  row.synced = terms;
  row.changeSeq++;
  row.flags.delete('amendment_refused');
  if (row.status === 'overdue' && terms.dueDate >= dateInSaoPaulo(new Date(nowMs)))
    row.move('due-date.extended', nowMs);
}

function* cancel(world: ModelState): Step {
  const { row } = world;
  if (!row.cancelRequested) return;
  const { status, chargeId } = row;
  const removal =
    isLive(row.status) && row.chargeId ? yield* removeUnpaid(world, row.chargeId) : ('gone' as const);
  yield 'transaction';
  if (removal === 'gone') {
    if (row.openAttempt() || !isSameTarget({ status, chargeId }, row)) return;
    if (row.move('charge.removed', world.nowMs)) row.cancelRequested = false;
  } else if (row.cancelRequested) refuseCancellation(world);
}
