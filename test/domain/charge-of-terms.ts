import type { Charge } from '../../domain/charge.ts';
import type { CollectionTerms } from '../../domain/collection-terms.ts';

/** A charge at Asaas that is what these terms ask for, and waits for its payer. */
export function chargeAt(asked: CollectionTerms, changes: Partial<Charge> = {}): Charge {
  return {
    chargeId: 'pay_1',
    customerId: 'cus_1',
    reference: 'attempt',
    status: 'awaiting',
    removed: false,
    valueCents: asked.amountCents + asked.additionCents - asked.rebateCents,
    netCents: 10_301,
    interestAndFineCents: 0,
    refundedCents: 0,
    undoneRefund: null,
    chargeback: null,
    dueDate: asked.dueDate,
    paidOn: null,
    creditedOn: null,
    discount: asked.discount,
    fine: asked.fine,
    interest: asked.interest,
    description: asked.description,
    bankSlipUrl: null,
    invoiceUrl: null,
    ourNumber: null,
    ...changes,
  };
}
