import type { PayerColumns } from '../../db/payers/payer-columns.ts';
import { toBrazilianDate } from '../../domain/calendar.ts';
import { formatReais } from '../../domain/money.ts';
import { formatTaxId } from '../../domain/tax-id.ts';

/** A document and its payer: the data that a refusal can be about. */
export interface Refusable extends PayerColumns {
  amount_cents: number;
  addition_cents: number;
  rebate_cents: number;
  due_date: string;
}

/** The value of the refused field, as the clerk writes it. Null when the field is not known. */
export function offendingValue(row: Refusable, field: string | null): string | null {
  return readers[field ?? '']?.(row) ?? null;
}

/** The keys are the fields of `activities/charge-error.ts`. */
const readers: Record<string, (row: Refusable) => string | null | undefined> = {
  dueDate: (row) => toBrazilianDate(row.due_date),
  amountCents: (row) => formatReais(row.amount_cents + row.addition_cents - row.rebate_cents),
  payer: (row) => row.payer_name,
  'payer.taxId': (row) => formatTaxId(row.payer_tax_id),
  'payer.email': (row) => row.payer_email,
  'payer.phone': (row) => row.payer_phone,
  'payer.address.postalCode': (row) => row.payer_address?.postalCode,
};
