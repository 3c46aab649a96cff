import type { z } from 'zod';
import type { PayerRow } from '../../db/payers/payers.ts';
import { payerAnswer, toPayerAddress } from '../documents/document-answer.ts';
import { id, instant } from '../http/fields.ts';

/** A payer as the company knows one. */
export const knownPayer = payerAnswer
  .extend({
    defaultAccountId: id.nullable().meta({
      description: 'Where rules without an account of their own send the payer’s documents.',
    }),
    createdAt: instant,
    erasedAt: instant.nullable().meta({
      description: 'When the person was erased on request: then name and tax id say so and no more.',
    }),
  })
  .meta({ id: 'KnownPayer' });

export function toKnownPayer(row: PayerRow): z.output<typeof knownPayer> {
  return {
    id: row.id,
    taxId: row.tax_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    address: toPayerAddress(row.address),
    notify: row.notify,
    defaultAccountId: row.default_account_id,
    createdAt: row.created_at.toISOString(),
    erasedAt: row.erased_at?.toISOString() ?? null,
  };
}
