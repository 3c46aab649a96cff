/** A payer as a list of Asaas shows one. */
export interface KnownCustomer {
  customerId: string;
  taxId: string | null;
  name: string | null;
  email: string | null;
  removed: boolean;
  /** Whether Asaas sends notices to the payer. Null: Asaas did not say. */
  notified: boolean | null;
}

/** What we hold of a payer. */
export interface OurPayer {
  taxId: string;
  name: string;
  email: string | null;
  /** Whether Asaas was told to send notices. Null: it was not told yet what is wanted now. */
  notified: boolean | null;
}

export type PayerDifference = 'removed' | 'taxId' | 'name' | 'email' | 'notices';

/**
 * In what a payer at Asaas is not what we hold. Case and blanks are not compared: Asaas may write them its own way, and
 * would then be corrected for ever. An e-mail that we do not have is the payer's own affair.
 */
export function payerDifferences(customer: KnownCustomer, payer: OurPayer): PayerDifference[] {
  const differs: Record<PayerDifference, boolean> = {
    removed: customer.removed,
    taxId: customer.taxId !== payer.taxId,
    name: inOneForm(customer.name) !== inOneForm(payer.name),
    email: payer.email !== null && inOneForm(customer.email) !== inOneForm(payer.email),
    // A notice that nobody wants costs money.
    notices: payer.notified !== null && customer.notified !== null && customer.notified !== payer.notified,
  };
  return (Object.keys(differs) as PayerDifference[]).filter((field) => differs[field]);
}

function inOneForm(text: string | null): string {
  return (text ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
}
