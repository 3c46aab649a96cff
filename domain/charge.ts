import type { CalendarDate } from './calendar.ts';
import type { Discount, Fine, Interest } from './collection-terms.ts';

/**
 * What a charge can say of itself, in our words. `disputed`: the payer's bank asks the money back, and whose it is will
 * be known later. `unknown` is a status of Asaas that we have no word for. Both prove nothing about the money, so nothing
 * is booked, undone or removed because of them.
 */
export type ChargeStatus =
  | 'awaiting'
  | 'overdue'
  | 'confirmed'
  | 'received'
  | 'received_in_cash'
  | 'refunded'
  | 'disputed'
  | 'unknown';

/** How a refund that is not done stands: asked for or under way, or refused by the payer's bank (boletos alone). */
export interface UndoneRefund {
  state: 'requested' | 'denied';
  amountCents: number;
}

/** How far a chargeback is: `reversed` is won, `lost` is the end of the money. */
export type Chargeback = 'requested' | 'in_dispute' | 'reversed' | 'lost';

/** A charge as Asaas holds it. Amounts in centavos. */
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
  /** The newest refund, while it is not done; null when there is none. */
  undoneRefund: UndoneRefund | null;
  /** Null when the payer's bank never asked. */
  chargeback: Chargeback | null;
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
  return !charge.removed && isUnpaid(charge);
}

/** Whether the charge says that nobody has paid it. A status that proves nothing about the money does not say so. */
export function isUnpaid({ status }: Charge): boolean {
  return status === 'awaiting' || status === 'overdue';
}
