import type { Charge } from '../../domain/charge.ts';
import type { CollectionTerms } from '../../domain/collection-terms.ts';

/** Terms of R$ 100,00 with nothing more to them. */
export const plainTerms: CollectionTerms = {
  amountCents: 10_000,
  additionCents: 0,
  rebateCents: 0,
  discount: null,
  fine: null,
  interest: null,
  dueDate: '2026-12-20',
  description: null,
  billingType: 'BOLETO',
};

/** What Asaas keeps of each payment. */
const feeCents = 199;

/** A charge at Asaas that is what these terms ask for, and waits for its payer. */
export function chargeAt(asked: CollectionTerms, changes: Partial<Charge> = {}): Charge {
  const valueCents = asked.amountCents + asked.additionCents - asked.rebateCents;
  return {
    chargeId: 'pay_1',
    customerId: 'cus_1',
    reference: 'attempt',
    status: 'awaiting',
    removed: false,
    valueCents,
    netCents: valueCents - feeCents,
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
