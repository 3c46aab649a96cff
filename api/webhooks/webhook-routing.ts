import type { DocumentMessages, DocumentSignal } from '../../workflows/messages.ts';

/** An event of Asaas as far as we read it; the rest of its body is kept and not looked at. */
export interface ProviderEvent {
  /** Unique only as a whole: its hexadecimal part repeats (Asaas reference 4.4). */
  id: string;
  name: string;
  charge: { id: string; externalReference: string | null; dueDate: string | null } | null;
}

/** A message for a document's workflow, ready to be left. */
export type Letter = {
  [Name in DocumentSignal]: { signal: Name; facts: DocumentMessages[Name] };
}[DocumentSignal];

/**
 * Reads an event's body. Null when it is not one, or one whose ids could not be kept as text: what is sent here is
 * stored and answered whatever it is.
 */
export function readProviderEvent(bytes: Buffer): ProviderEvent | null {
  const body = asObject(parse(bytes));
  const id = asText(body?.id, 500);
  const name = asText(body?.event, 100);
  if (id === null || name === null) return null;
  const payment = asObject(body?.payment);
  const chargeId = asText(payment?.id, 200);
  return {
    id,
    name,
    charge: chargeId === null ? null : readCharge(chargeId, payment),
  };
}

function readCharge(
  id: string,
  payment: Record<string, unknown> | null,
): NonNullable<ProviderEvent['charge']> {
  return {
    id,
    externalReference: asText(payment?.externalReference, 200),
    dueDate: asText(payment?.dueDate, 10),
  };
}

/** What an event about a document's charge means to the document's life; null when nothing. */
export function toLetter(name: string, charge: NonNullable<ProviderEvent['charge']>): Letter | null {
  const chargeId = charge.id;
  switch (meanings[name]) {
    case 'confirmed':
      return { signal: 'paymentConfirmed', facts: { chargeId } };
    case 'received':
      return { signal: 'paymentReceived', facts: { chargeId } };
    case 'overdue':
      return charge.dueDate === null
        ? null
        : { signal: 'chargeOverdue', facts: { chargeId, dueDate: charge.dueDate } };
    case 'changed':
      return { signal: 'chargeChanged', facts: { chargeId, event: name } };
    default:
      return null;
  }
}

/** Whether the event says that money came in. */
export function tellsOfMoney(name: string): boolean {
  return meanings[name] === 'confirmed' || meanings[name] === 'received';
}

/**
 * All events about charges (Asaas reference 4.5). `noted` ones are kept and change nothing. A name that is not here is
 * noted too: Asaas adds events without notice.
 */
const meanings: Partial<Record<string, 'confirmed' | 'received' | 'overdue' | 'changed' | 'noted'>> = {
  PAYMENT_CREATED: 'noted',
  PAYMENT_UPDATED: 'noted',
  PAYMENT_CONFIRMED: 'confirmed',
  PAYMENT_RECEIVED: 'received',
  PAYMENT_OVERDUE: 'overdue',
  PAYMENT_DELETED: 'changed',
  PAYMENT_RESTORED: 'changed',
  PAYMENT_RECEIVED_IN_CASH_UNDONE: 'changed',
  PAYMENT_BANK_SLIP_VIEWED: 'noted',
  PAYMENT_BANK_SLIP_CANCELLED: 'noted',
  PAYMENT_CHECKOUT_VIEWED: 'noted',
  PAYMENT_REFUND_IN_PROGRESS: 'noted',
  PAYMENT_REFUNDED: 'changed',
  PAYMENT_PARTIALLY_REFUNDED: 'changed',
  PAYMENT_REFUND_DENIED: 'changed',
  PAYMENT_ANTICIPATED: 'noted',
  PAYMENT_DUNNING_REQUESTED: 'noted',
  PAYMENT_DUNNING_RECEIVED: 'changed',
  PAYMENT_SPLIT_CANCELLED: 'noted',
  PAYMENT_SPLIT_DIVERGENCE_BLOCK: 'noted',
  PAYMENT_SPLIT_DIVERGENCE_BLOCK_FINISHED: 'noted',
  PAYMENT_AUTHORIZED: 'noted',
  PAYMENT_AWAITING_RISK_ANALYSIS: 'noted',
  PAYMENT_APPROVED_BY_RISK_ANALYSIS: 'noted',
  PAYMENT_REPROVED_BY_RISK_ANALYSIS: 'noted',
  PAYMENT_CREDIT_CARD_CAPTURE_REFUSED: 'noted',
  PAYMENT_CHARGEBACK_REQUESTED: 'changed',
  PAYMENT_CHARGEBACK_DISPUTE: 'changed',
  PAYMENT_AWAITING_CHARGEBACK_REVERSAL: 'changed',
};

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Text that Postgres can keep and index: not empty, bounded, without NUL or half a surrogate pair. */
function asText(value: unknown, max: number): string | null {
  if (typeof value !== 'string' || value === '' || value.length > max) return null;
  return value.includes('\0') || /\p{Surrogate}/u.test(value) ? null : value;
}
