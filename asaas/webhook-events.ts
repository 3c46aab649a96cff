import { type CalendarDate, isCalendarDate } from '../domain/calendar.ts';

/**
 * What an event means to us.
 * - `confirmed`: the payer paid, the money is not available yet.
 * - `received`: the money is available.
 * - `overdue`: the due date passed.
 * - `changed`: something else happened; the charge is read back.
 * - `keyExpiring`: a key of the account is about to die.
 * - `keyGone`: a key of the account is not taken any more.
 * - `keyEnabled`: a key of the account is taken again.
 * - `noted`: kept, and nothing follows.
 */
export type EventMeaning =
  | 'confirmed'
  | 'received'
  | 'overdue'
  | 'changed'
  | 'keyExpiring'
  | 'keyGone'
  | 'keyEnabled'
  | 'noted';

interface WebhookEvent {
  meaning: EventMeaning;
  /** Whether our webhook subscribes to it. Events about cards, splits and views do not concern boletos and Pix. */
  subscribed: boolean;
}

/** All events about charges (Asaas reference 4.5), and about the account's keys (1.3). */
const events: Record<string, WebhookEvent> = {
  PAYMENT_CREATED: { meaning: 'noted', subscribed: true },
  PAYMENT_UPDATED: { meaning: 'noted', subscribed: true },
  PAYMENT_CONFIRMED: { meaning: 'confirmed', subscribed: true },
  PAYMENT_RECEIVED: { meaning: 'received', subscribed: true },
  PAYMENT_OVERDUE: { meaning: 'overdue', subscribed: true },
  PAYMENT_DELETED: { meaning: 'changed', subscribed: true },
  PAYMENT_RESTORED: { meaning: 'changed', subscribed: true },
  PAYMENT_RECEIVED_IN_CASH_UNDONE: { meaning: 'changed', subscribed: true },
  PAYMENT_BANK_SLIP_VIEWED: { meaning: 'noted', subscribed: false },
  PAYMENT_BANK_SLIP_CANCELLED: { meaning: 'noted', subscribed: true },
  PAYMENT_CHECKOUT_VIEWED: { meaning: 'noted', subscribed: false },
  PAYMENT_REFUND_IN_PROGRESS: { meaning: 'changed', subscribed: true },
  PAYMENT_REFUNDED: { meaning: 'changed', subscribed: true },
  PAYMENT_PARTIALLY_REFUNDED: { meaning: 'changed', subscribed: true },
  PAYMENT_REFUND_DENIED: { meaning: 'changed', subscribed: true },
  PAYMENT_ANTICIPATED: { meaning: 'noted', subscribed: false },
  PAYMENT_DUNNING_REQUESTED: { meaning: 'noted', subscribed: false },
  // A debt that was recovered through negativação is received money like any other.
  PAYMENT_DUNNING_RECEIVED: { meaning: 'received', subscribed: true },
  PAYMENT_SPLIT_CANCELLED: { meaning: 'noted', subscribed: false },
  PAYMENT_SPLIT_DIVERGENCE_BLOCK: { meaning: 'noted', subscribed: false },
  PAYMENT_SPLIT_DIVERGENCE_BLOCK_FINISHED: { meaning: 'noted', subscribed: false },
  PAYMENT_AUTHORIZED: { meaning: 'noted', subscribed: false },
  PAYMENT_AWAITING_RISK_ANALYSIS: { meaning: 'noted', subscribed: false },
  PAYMENT_APPROVED_BY_RISK_ANALYSIS: { meaning: 'noted', subscribed: false },
  PAYMENT_REPROVED_BY_RISK_ANALYSIS: { meaning: 'noted', subscribed: false },
  PAYMENT_CREDIT_CARD_CAPTURE_REFUSED: { meaning: 'noted', subscribed: false },
  PAYMENT_CHARGEBACK_REQUESTED: { meaning: 'changed', subscribed: true },
  PAYMENT_CHARGEBACK_DISPUTE: { meaning: 'changed', subscribed: true },
  PAYMENT_AWAITING_CHARGEBACK_REVERSAL: { meaning: 'changed', subscribed: true },
  ACCESS_TOKEN_CREATED: { meaning: 'noted', subscribed: true },
  ACCESS_TOKEN_ENABLED: { meaning: 'keyEnabled', subscribed: true },
  ACCESS_TOKEN_DISABLED: { meaning: 'keyGone', subscribed: true },
  ACCESS_TOKEN_DELETED: { meaning: 'keyGone', subscribed: true },
  ACCESS_TOKEN_EXPIRED: { meaning: 'keyGone', subscribed: true },
  ACCESS_TOKEN_EXPIRING_SOON: { meaning: 'keyExpiring', subscribed: true },
};

/** The names of the events that our webhook subscribes to. */
export const subscribedEvents: readonly string[] = Object.keys(events).filter(
  (name) => events[name]?.subscribed,
);

/** The names of the events that say that a payer paid. */
export const paymentEvents: readonly string[] = Object.keys(events).filter((name) => {
  const meaning = events[name]?.meaning;
  return meaning === 'confirmed' || meaning === 'received';
});

/** What an event means. An unknown name is `noted`, because Asaas adds events without notice. */
export function meaningOf(name: string): EventMeaning {
  return Object.hasOwn(events, name) ? (events[name]?.meaning ?? 'noted') : 'noted';
}

/** The parts of an event that we read. The whole body is stored. */
export interface ProviderEvent {
  /** Only the whole id is unique. Its hexadecimal part repeats (Asaas reference 4.4). */
  id: string;
  name: string;
  meaning: EventMeaning;
  charge: EventCharge | null;
  key: EventKey | null;
}

/** What an event says of its charge. */
export interface EventCharge {
  id: string;
  externalReference: string | null;
  dueDate: string | null;
  /** When the money is available, or will be. Asaas says it once the payer paid (Asaas reference 3.3). */
  creditOn: CalendarDate | null;
}

/** The key that an event is about: Asaas names it, and never tells which text it is. */
export interface EventKey {
  id: string;
  name: string | null;
  /** When it dies, set by a person or foreseen since nobody uses it. */
  expiresOn: CalendarDate | null;
}

/**
 * Reads an event's body. Null when it is not an event, or when its ids cannot be stored as text. The webhook door
 * stores and answers every body.
 */
export function readProviderEvent(bytes: Buffer): ProviderEvent | null {
  const body = asObject(parse(bytes));
  const id = asText(body?.id, 500);
  const name = asText(body?.event, 100);
  if (id === null || name === null) return null;
  const charge = readCharge(asObject(body?.payment));
  return { id, name, meaning: meaningOf(name), charge, key: readKey(asObject(body?.accessToken)) };
}

function readCharge(payment: Record<string, unknown> | null): EventCharge | null {
  const id = asText(payment?.id, 200);
  if (id === null) return null;
  return {
    id,
    externalReference: asText(payment?.externalReference, 200),
    dueDate: asText(payment?.dueDate, 10),
    creditOn: asDate(payment?.creditDate) ?? asDate(payment?.estimatedCreditDate),
  };
}

function readKey(key: Record<string, unknown> | null): EventKey | null {
  const id = asText(key?.id, 200);
  if (id === null) return null;
  const expiresOn = asDate(key?.expirationDate) ?? asDate(key?.projectedExpirationDateByLackOfUse);
  return { id, name: asText(key?.name, 200), expiresOn };
}

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

/** Text that Postgres can store and index: not empty, not too long, without NUL or half a surrogate pair. */
function asText(value: unknown, max: number): string | null {
  if (typeof value !== 'string' || value === '' || value.length > max) return null;
  return value.includes('\0') || /\p{Surrogate}/u.test(value) ? null : value;
}

/** A date, or the date of a timestamp. */
function asDate(value: unknown): CalendarDate | null {
  const date = asText(value, 40)?.slice(0, 10) ?? null;
  return date !== null && isCalendarDate(date) ? date : null;
}
