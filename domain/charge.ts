import type { CalendarDate } from './calendar.ts';
import type { Discount, Fine, Interest } from './collection-terms.ts';

/**
 * The status of a charge, in our words. `unknown` is a status of Asaas that we do not know. It proves nothing, so
 * nothing is booked, undone or removed because of it.
 */
export type ChargeStatus =
  | 'awaiting'
  | 'overdue'
  | 'confirmed'
  | 'received'
  | 'received_in_cash'
  | 'refunded'
  | 'unknown';

/** A charge as Asaas shows it. Amounts in centavos. */
export interface Charge {
  chargeId: string;
  customerId: string;
  /** The `externalReference`. For a charge of ours it is the id of the attempt that created the charge. */
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

export type PaymentMethod = 'boleto' | 'pix' | 'cash' | 'other';

/** A charge as the list of received payments shows it. */
export interface ReceivedCharge extends Charge {
  /** Asaas' payment date; the list is filtered by it. The money of a boleto comes some days after the payer paid. */
  receivedOn: CalendarDate;
  method: PaymentMethod;
}

/** Whether the charge can still be paid. */
export function isWaiting(charge: Charge): boolean {
  return !charge.removed && (charge.status === 'awaiting' || charge.status === 'overdue');
}
