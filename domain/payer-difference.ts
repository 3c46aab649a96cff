/** A payer as a list of Asaas shows one. */
export interface KnownCustomer {
  customerId: string;
  taxId: string | null;
  name: string | null;
  email: string | null;
  removed: boolean;
}

/** What we hold of a payer. */
export interface OurPayer {
  taxId: string;
  name: string;
  email: string | null;
}

export type PayerDifference = 'removed' | 'taxId' | 'name' | 'email';

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
  };
  return (Object.keys(differs) as PayerDifference[]).filter((field) => differs[field]);
}

function inOneForm(text: string | null): string {
  return (text ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
}
