import type { PayerAddress } from '../tables/payers.ts';

/** The columns of a payer beside those of a document, for a query that joins `payers as payer`. */
export const payerColumns = [
  'payer.tax_id as payer_tax_id',
  'payer.name as payer_name',
  'payer.email as payer_email',
  'payer.phone as payer_phone',
  'payer.address as payer_address',
] as const;

/** A document's payer, with the names of `payerColumns`. */
export interface PayerColumns {
  payer_tax_id: string;
  payer_name: string;
  payer_email: string | null;
  payer_phone: string | null;
  payer_address: PayerAddress | null;
}
