import type { CalendarDate } from './calendar.ts';
import type { ChargeError } from './charge-error.ts';
import type { DocumentStatus } from './document-status.ts';
import type { Settlement } from './settlement.ts';

/** What every event about a document says of it, with the ERP's own ids, as the document is after the event. */
export interface ToldDocument {
  documentId: string;
  erpId: string;
  number: string;
  status: DocumentStatus;
  version: number;
  accountId: string | null;
  remittanceId: string | null;
  chargeId: string | null;
}

/** A payment that the payer contested at the bank, and its amount. */
export interface ContestedPayment {
  paidChargeId: string;
  amountCents: number;
}

/** What an event about a document says beside the document's own facts. Instants are RFC 3339, amounts centavos. */
export interface DocumentNews {
  /** The number of the attempt; null for a charge that was restored at Asaas. */
  'document.registered': { attempt: number | null };
  'document.rejected': { error: ChargeError };
  /** When the charge is looked for at Asaas. */
  'document.uncertain': { attempt: number; lookAt: string };
  'document.amended': { syncedVersion: number };
  'document.amendment_refused': { refusedVersion: number; reason: string; cure: string };
  'document.cancellation_refused': { reason: string };
  'document.cash_receipt_refused': { asked: 'receive' | 'undo'; reason: string };
  'document.overdue': { dueDate: CalendarDate };
  'document.paid': { paidOn: CalendarDate | null };
  'document.settled': Settlement;
  /** The settlement is the second one, by the charge named. */
  'document.paid_twice': Settlement & { paidChargeId: string };
  /** The settlement by a charge that is not the document's own. */
  'document.surplus_paid': Settlement & { paidChargeId: string };
  /** The receipt was told before, as `document.settled`; the difference is to the present version. */
  'document.superseded_slip_paid': { paidChargeId: string; paidVersion: number; differenceCents: number };
  /** The reason that a person gave; null when the charge was removed at Asaas. */
  'document.cancelled': { reason: string | null };
  /** All that went back of the charge until now. */
  'document.refunded': { refundedCents: number };
  /** The payer's bank refused a refund: the money stays. */
  'document.refund_denied': { paidChargeId: string; amountCents: number };
  'document.chargeback_opened': ContestedPayment;
  'document.chargeback_disputed': ContestedPayment;
  'document.chargeback_reversed': ContestedPayment;
  'document.chargeback_lost': ContestedPayment;
  'document.settlement_undone': { undoneCents: number; reason: string | null };
  'document.diverged': { reason: string };
}

type AboutDocuments = { [Type in keyof DocumentNews]: ToldDocument & DocumentNews[Type] };

/** How a remittance's documents came out, counted as the remittance itself answers them. */
export interface ToldCounts {
  total: number;
  registered: number;
  rejected: number;
  uncertain: number;
  cancelled: number;
  waiting: number;
}

export interface ToldAccount {
  accountId: string;
  name: string;
}

/** What each event says. The API documents the same shapes in `api/events/catalogue/`. */
export interface ErpEventData extends AboutDocuments {
  'receipt.unidentified': {
    receiptId: string;
    accountId: string;
    chargeId: string;
    grossCents: number;
    netCents: number;
    paidOn: CalendarDate;
  };
  'remittance.completed': { remittanceId: string; accountId: string; counts: ToldCounts };
  'account.key_refused': ToldAccount;
  'account.key_accepted': ToldAccount;
  /** Asaas names the key and, where it knows, the day; the cure is in Portuguese. */
  'account.key_expiring': ToldAccount & {
    keyName: string | null;
    expiresOn: CalendarDate | null;
    cure: string;
  };
  'account.webhook_interrupted': ToldAccount & { cause: string; since: string };
  /** The interruption that was told then is over: the queue has held for an hour. */
  'account.webhook_resumed': ToldAccount & { interruptedAt: string };
  'webhook_endpoint.parked': { endpointId: string; url: string; reason: string };
}

/** What the ERP hears of, in the past tense. */
export type ErpEventType = keyof ErpEventData;

/** One event with the data of its type, and no other. */
export type ErpEvent = {
  [Type in ErpEventType]: { type: Type; data: ErpEventData[Type] };
}[ErpEventType];

/** An event about a document, before the document's own facts are added. */
export type DocumentErpEvent = {
  [Type in keyof DocumentNews]: { type: Type; data: DocumentNews[Type] };
}[keyof DocumentNews];
