import { z } from 'zod';
import type { CalendarDate } from '../domain/calendar.ts';
import type { Charge, Chargeback, ChargeStatus, UndoneRefund } from '../domain/charge.ts';
import { type CollectionTerms, chargeValueCents } from '../domain/collection-terms.ts';
import { causeOfRefusal } from './daily-limit.ts';
import { Refused } from './errors.ts';
import type { Call, Connection } from './http.ts';
import { readPages } from './pages.ts';
import { pathSegment } from './path-segment.ts';
import { toCents, toReais } from './reais.ts';

export interface NewCharge {
  customerId: string;
  reference: string;
  terms: CollectionTerms;
  daysToCancelRegistration?: number | undefined;
}

/** The calls about charges (Asaas reference 3). All throw the classes of `errors.ts`. */
export function charges(call: Call) {
  return {
    /**
     * Creates a charge. Never repeat it after `UnknownOutcome`: Asaas has no idempotency key. Throws
     * `DailyLimitReached` when Asaas refuses it only because of the daily limit.
     */
    async create(connection: Connection, charge: NewCharge): Promise<Charge> {
      const body = {
        customer: charge.customerId,
        externalReference: charge.reference,
        ...termsOnTheWire(charge.terms, null),
        ...(charge.daysToCancelRegistration === undefined
          ? {}
          : { daysAfterDueDateToRegistrationCancellation: charge.daysToCancelRegistration }),
      };
      try {
        return toCharge(await call(connection, 'POST', '/payments', payment, body));
      } catch (error) {
        throw error instanceof Refused ? await causeOfRefusal(call, connection, error) : error;
      }
    },

    /** Reads one charge. A removed charge can be read, too. */
    async read(connection: Connection, chargeId: string): Promise<Charge> {
      return toCharge(await call(connection, 'GET', `/payments/${pathSegment(chargeId)}`, payment));
    },

    /** Changes a charge from the terms it has to new terms. May be repeated. */
    async amend(
      connection: Connection,
      chargeId: string,
      terms: CollectionTerms,
      synced: CollectionTerms,
    ): Promise<Charge> {
      const path = `/payments/${pathSegment(chargeId)}`;
      return toCharge(await call(connection, 'PUT', path, payment, termsOnTheWire(terms, synced)));
    },

    /** Removes a charge that waits for its payer. */
    async remove(connection: Connection, chargeId: string): Promise<void> {
      await call(
        connection,
        'DELETE',
        `/payments/${pathSegment(chargeId)}`,
        z.looseObject({ deleted: z.literal(true) }),
      );
    },

    /**
     * All charges with this reference, from all pages. The reference of each row is checked here: if Asaas did not
     * understand the filter, it would return the charges of everybody.
     */
    async findByReference(connection: Connection, reference: string): Promise<Charge[]> {
      const found = await readPages(call, connection, '/payments', { externalReference: reference }, payment);
      return found.map(toCharge).filter((charge) => charge.reference === reference);
    },

    /** All charges that were created on or after a day, from all pages. The removed are not among them. */
    async findCreatedSince(connection: Connection, day: CalendarDate): Promise<Charge[]> {
      const found = await readPages(call, connection, '/payments', { 'dateCreated[ge]': day }, payment);
      return found.map(toCharge);
    },

    /** Books a payment that was made outside of Asaas. */
    async receiveInCash(
      connection: Connection,
      chargeId: string,
      receipt: { amountCents: number; paidOn: string },
    ): Promise<Charge> {
      return toCharge(
        await call(connection, 'POST', `/payments/${pathSegment(chargeId)}/receiveInCash`, payment, {
          paymentDate: receipt.paidOn,
          value: toReais(receipt.amountCents),
          notifyCustomer: false,
        }),
      );
    },

    /** Undoes a cash receipt. */
    async undoReceivedInCash(connection: Connection, chargeId: string): Promise<Charge> {
      const path = `/payments/${pathSegment(chargeId)}/undoReceivedInCash`;
      return toCharge(await call(connection, 'POST', path, payment, {}));
    },
  };
}

/**
 * The terms in Asaas' format. A discount, fine or interest that the document never had is not sent, so the default of
 * the Asaas account applies. One that was removed is sent as zero. A due date that did not change is not sent, because
 * Asaas refuses the past due date of an overdue charge (Asaas reference 3.6).
 */
function termsOnTheWire(terms: CollectionTerms, synced: CollectionTerms | null) {
  return {
    billingType: terms.billingType,
    value: toReais(chargeValueCents(terms)),
    ...(terms.dueDate === synced?.dueDate ? {} : { dueDate: terms.dueDate }),
    ...(terms.description === null && !synced?.description ? {} : { description: terms.description ?? '' }),
    ...(terms.discount || synced?.discount ? { discount: discountOnTheWire(terms.discount) } : {}),
    ...(terms.fine || synced?.fine ? { fine: fineOnTheWire(terms.fine) } : {}),
    ...(terms.interest || synced?.interest
      ? { interest: { value: terms.interest?.percentPerMonth ?? 0 } }
      : {}),
  };
}

function discountOnTheWire(discount: CollectionTerms['discount']) {
  if (!discount) return { value: 0, dueDateLimitDays: 0, type: 'FIXED' };
  return discount.type === 'fixed'
    ? { value: toReais(discount.amountCents), dueDateLimitDays: discount.daysBeforeDue, type: 'FIXED' }
    : { value: discount.percent, dueDateLimitDays: discount.daysBeforeDue, type: 'PERCENTAGE' };
}

function fineOnTheWire(fine: CollectionTerms['fine']) {
  if (!fine) return { value: 0, type: 'FIXED' };
  return fine.type === 'fixed'
    ? { value: toReais(fine.amountCents), type: 'FIXED' }
    : { value: fine.percent, type: 'PERCENTAGE' };
}

/** Checks only the fields that we use. Asaas may add fields at any time (Asaas reference 1.8). */
export const payment = z.looseObject({
  id: z.string().min(1),
  customer: z.string(),
  externalReference: z.string().nullish(),
  status: z.string(),
  deleted: z.boolean().nullish(),
  value: z.number(),
  netValue: z.number().nullish(),
  originalValue: z.number().nullish(),
  interestValue: z.number().nullish(),
  dueDate: z.string(),
  paymentDate: z.string().nullish(),
  clientPaymentDate: z.string().nullish(),
  creditDate: z.string().nullish(),
  discount: z
    .looseObject({ value: z.number(), type: z.string().nullish(), dueDateLimitDays: z.number().nullish() })
    .nullish(),
  fine: z.looseObject({ value: z.number(), type: z.string().nullish() }).nullish(),
  interest: z.looseObject({ value: z.number() }).nullish(),
  description: z.string().nullish(),
  bankSlipUrl: z.string().nullish(),
  invoiceUrl: z.string().nullish(),
  nossoNumero: z.string().nullish(),
  refunds: z
    .array(z.looseObject({ status: z.string(), value: z.number(), dateCreated: z.string().nullish() }))
    .nullish(),
  chargeback: z.looseObject({ status: z.string().nullish() }).nullish(),
});

/** A charge in our words: centavos, our statuses. */
export function toCharge(wire: z.infer<typeof payment>): Charge {
  const chargeback = toChargeback(wire);
  const status = statusOf(wire.status, chargeback);
  return {
    chargeId: wire.id,
    customerId: wire.customer,
    reference: wire.externalReference ?? null,
    status,
    ...(status === 'unknown' ? { unknownStatus: shownStatus(wire.status) } : {}),
    removed: wire.deleted ?? false,
    valueCents: toCents(wire.value),
    netCents: toCents(wire.netValue ?? wire.value),
    interestAndFineCents: toCents(wire.interestValue ?? 0),
    refundedCents: status === 'refunded' ? toCents(wire.value) : refundedCents(wire.refunds),
    undoneRefund: toUndoneRefund(wire),
    chargeback,
    dueDate: wire.dueDate,
    paidOn: wire.clientPaymentDate ?? wire.paymentDate ?? null,
    creditedOn: wire.creditDate ?? null,
    discount: toDiscount(wire.discount),
    fine: toFine(wire.fine),
    interest: wire.interest?.value ? { percentPerMonth: wire.interest.value } : null,
    description: wire.description ?? null,
    bankSlipUrl: wire.bankSlipUrl ?? null,
    invoiceUrl: wire.invoiceUrl ?? null,
    ourNumber: wire.nossoNumero ?? null,
  };
}

/** Asaas also sends these objects without a value (Asaas reference 3.3). Then there is no discount and no fine. */
function toDiscount(wire: z.infer<typeof payment>['discount']): Charge['discount'] {
  if (!wire?.value) return null;
  const daysBeforeDue = wire.dueDateLimitDays ?? 0;
  return wire.type === 'FIXED'
    ? { type: 'fixed', amountCents: toCents(wire.value), daysBeforeDue }
    : { type: 'percentage', percent: wire.value, daysBeforeDue };
}

function toFine(wire: z.infer<typeof payment>['fine']): Charge['fine'] {
  if (!wire?.value) return null;
  return wire.type === 'FIXED'
    ? { type: 'fixed', amountCents: toCents(wire.value) }
    : { type: 'percentage', percent: wire.value };
}

function refundedCents(refunds: z.infer<typeof payment>['refunds']): number {
  return (refunds ?? [])
    .filter((refund) => refund.status === 'DONE')
    .reduce((sum, refund) => sum + toCents(refund.value), 0);
}

/** The newest refund tells, as long as it is not done. */
function toUndoneRefund({ status, value, refunds }: z.infer<typeof payment>): UndoneRefund | null {
  const inOrder = [...(refunds ?? [])].sort((one, other) =>
    (one.dateCreated ?? '').localeCompare(other.dateCreated ?? ''),
  );
  const newest = inOrder.at(-1);
  if (status === 'REFUND_REQUESTED' || status === 'REFUND_IN_PROGRESS') {
    return { state: 'requested', amountCents: toCents(newest?.value ?? value) };
  }
  const isDenied = newest?.status === 'CANCELLED' && status !== 'REFUNDED';
  return isDenied ? { state: 'denied', amountCents: toCents(newest.value) } : null;
}

/** By the charge's `chargeback` object (its five statuses are in public clients alone), else by the charge's status. */
function toChargeback({ status, chargeback }: z.infer<typeof payment>): Chargeback | null {
  const told = chargeback?.status ?? '';
  if (Object.hasOwn(chargebacks, told)) return chargebacks[told] ?? null;
  return Object.hasOwn(chargebackStatuses, status) ? (chargebackStatuses[status] ?? null) : null;
}

const chargebacks: Record<string, Chargeback> = {
  REQUESTED: 'requested',
  IN_DISPUTE: 'in_dispute',
  REVERSED: 'reversed',
  DISPUTE_LOST: 'lost',
  DONE: 'lost',
};

const chargebackStatuses: Record<string, Chargeback> = {
  CHARGEBACK_REQUESTED: 'requested',
  CHARGEBACK_DISPUTE: 'in_dispute',
  AWAITING_CHARGEBACK_REVERSAL: 'reversed',
};

const statuses: Record<string, ChargeStatus> = {
  PENDING: 'awaiting',
  OVERDUE: 'overdue',
  CONFIRMED: 'confirmed',
  RECEIVED: 'received',
  RECEIVED_IN_CASH: 'received_in_cash',
  // The money is still here while a refund is requested, in progress or denied.
  REFUND_REQUESTED: 'received',
  REFUND_IN_PROGRESS: 'received',
  REFUNDED: 'refunded',
  // A debt that was recovered through negativação is received money like any other.
  DUNNING_REQUESTED: 'overdue',
  DUNNING_RECEIVED: 'received',
  CHARGEBACK_REQUESTED: 'disputed',
  CHARGEBACK_DISPUTE: 'disputed',
  AWAITING_CHARGEBACK_REVERSAL: 'disputed',
};

/** A dispute that is lost gives the money back, whatever the charge's status still says of it. */
function statusOf(wire: string, chargeback: Chargeback | null): ChargeStatus {
  if (chargeback === 'lost' && Object.hasOwn(chargebackStatuses, wire)) return 'refunded';
  return Object.hasOwn(statuses, wire) ? (statuses[wire] ?? 'unknown') : 'unknown';
}

/** A known status is one word. For any other text, keeps only what the database and a reader can handle. */
function shownStatus(wire: string): string {
  return wire.replace(/\W/g, '?').slice(0, 60);
}
