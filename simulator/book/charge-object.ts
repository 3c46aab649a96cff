import { timestampOf } from '../calendar.ts';
import { reais } from '../money.ts';
import type { Charge, Refund } from '../store/schema.ts';
import { termsObject } from '../terms.ts';

/**
 * The payment object as it is on the wire: keys and their order follow a captured answer. Relations that are
 * not there (`installment`, `split`, ...) are omitted, not null.
 */
export function chargeObject(charge: Charge, refunds: Refund[], publicUrl: string): Record<string, unknown> {
  const slug = invoiceSlug(charge.id);
  const hasSlip = charge.billingType !== 'PIX';
  const days = charge.registrationCancellationDays;
  return {
    object: 'payment',
    id: charge.id,
    dateCreated: charge.dateCreated,
    customer: charge.customerId,
    checkoutSession: null,
    paymentLink: null,
    value: reais(charge.valueCents),
    netValue: reais(charge.valueCents - charge.feeCents),
    originalValue: charge.originalValueCents === null ? null : reais(charge.originalValueCents),
    interestValue: charge.interestCents === null ? null : reais(charge.interestCents),
    description: charge.description,
    billingType: charge.billingType,
    ...(hasSlip && { canBePaidAfterDueDate: days !== 0 }),
    ...(charge.confirmedDate && { confirmedDate: charge.confirmedDate }),
    pixTransaction: charge.pixTransaction,
    status: charge.status,
    dueDate: charge.dueDate,
    originalDueDate: charge.originalDueDate,
    paymentDate: charge.paymentDate,
    clientPaymentDate: charge.clientPaymentDate,
    installmentNumber: null,
    invoiceUrl: `${publicUrl}/i/${slug}`,
    invoiceNumber: charge.invoiceNumber,
    externalReference: charge.externalReference,
    deleted: charge.deleted,
    anticipated: false,
    anticipable: false,
    creditDate: charge.creditDate,
    estimatedCreditDate: charge.creditDate,
    transactionReceiptUrl: hasReceipt(charge) ? `${publicUrl}/comprovantes/${slug}` : null,
    nossoNumero: hasSlip ? charge.ourNumber : null,
    bankSlipUrl: hasSlip ? `${publicUrl}/b/pdf/${slug}` : null,
    lastInvoiceViewedDate: null,
    lastBankSlipViewedDate: null,
    ...(days !== null && { daysAfterDueDateToRegistrationCancellation: days }),
    ...termsObject(charge),
    postalService: false,
    escrow: null,
    ...(charge.chargeback && { chargeback: { status: charge.chargeback, reason: 'OTHER' } }),
    refunds: refunds.length === 0 ? null : refunds.map((refund) => refundObject(refund, charge, publicUrl)),
  };
}

export function refundObject(refund: Refund, charge: Charge, publicUrl: string): Record<string, unknown> {
  const isDone = refund.status === 'DONE';
  return {
    dateCreated: timestampOf(refund.at),
    status: refund.status,
    value: reais(refund.valueCents),
    endToEndIdentifier: null,
    description: refund.description,
    effectiveDate: isDone ? timestampOf(refund.at) : null,
    transactionReceiptUrl: isDone ? `${publicUrl}/comprovantes/${invoiceSlug(charge.id)}` : null,
    refundedSplits: [],
  };
}

/** The tail of a charge's addresses. */
export function invoiceSlug(chargeId: string): string {
  return chargeId.replace(/^pay_/, '');
}

function hasReceipt(charge: Charge): boolean {
  return charge.deleted || charge.confirmedDate !== null || charge.paymentDate !== null;
}
