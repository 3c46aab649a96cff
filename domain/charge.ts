import type { CalendarDate } from './calendar.ts';
import type { Discount, Fine, Interest } from './collection-terms.ts';

/**
 * What a charge can say of itself, in our words. `unknown` is a status of Asaas that we have no word for. It proves
 * nothing, so nothing is booked, undone or removed because of it.
 */
export type ChargeStatus =
  | 'awaiting'
  | 'overdue'
  | 'confirmed'
  | 'received'
  | 'received_in_cash'
  | 'refunded'
  | 'unknown';

/** A charge as Asaas holds it. Amounts in centavos. */
export interface Charge {
  chargeId: string;
  customerId: string;
  /** The `externalReference`: the id of the attempt that created it, when it is one of ours. */
  reference: string | null;
  status: ChargeStatus;
  /** Asaas' own word for an `unknown` status. */
  unknownStatus?: string;
  removed: boolean;
  valueCents: number;
  netCents: number;
  interestAndFineCents: number;
  refundedCents: number;
  dueDate: CalendarDate;
  paidOn: CalendarDate | null;
  creditedOn: CalendarDate | null;
  /** Null when there is none. */
  discount: Discount | null;
  fine: Fine | null;
  interest: Interest | null;
  description: string | null;
  bankSlipUrl: string | null;
  invoiceUrl: string | null;
  ourNumber: string | null;
}

/** How the money came. */
export type PaymentMethod = 'boleto' | 'pix' | 'cash' | 'other';

/** A charge as a list of received payments shows it. */
export interface ReceivedCharge extends Charge {
  /** Asaas' payment date, by which the list is asked: a boleto's money comes some days after its payer paid. */
  receivedOn: CalendarDate;
  method: PaymentMethod;
}

/** Whether the charge still waits for its payer. */
export function isWaiting(charge: Charge): boolean {
  return !charge.removed && (charge.status === 'awaiting' || charge.status === 'overdue');
}
