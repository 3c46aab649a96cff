import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Divergence } from '../../domain/divergence.ts';
import type { Scope } from '../database.ts';
import type { DocumentRow } from '../documents/documents.ts';
import { isSame, valuesOf } from './divergences.ts';

/**
 * Keeps what the reconciliation mends by itself as a divergence that is over already. Returns false when the same was
 * mended before, so that mending did not help.
 */
export async function keepMended(
  scope: Scope,
  document: DocumentRow,
  charge: { accountId: string; chargeId: string },
  mended: Divergence,
): Promise<boolean> {
  const earlier = await scope
    .selectFrom('divergences')
    .selectAll()
    .where('document_id', '=', document.id)
    .where('field', '=', mended.field)
    .where('charge_id', '=', charge.chargeId)
    .where('outcome', '=', 'mended')
    .execute();
  if (earlier.some((row) => isSame(row, mended))) return false;
  await scope
    .insertInto('divergences')
    .values({
      id: uuid(),
      tenant_id: document.tenant_id,
      account_id: charge.accountId,
      document_id: document.id,
      charge_id: charge.chargeId,
      field: mended.field,
      ...valuesOf(mended),
      closed_at: sql<Date>`clock_timestamp()`,
      outcome: 'mended',
    })
    .execute();
  return true;
}
