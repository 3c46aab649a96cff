import { anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';

/**
 * What the payers of these charges want of notices; null is as their account says. A charge that is not ours is absent.
 */
export async function findNotifiedCharges(
  scope: Scope,
  accountId: string,
  chargeIds: readonly string[],
): Promise<Map<string, boolean | null>> {
  if (chargeIds.length === 0) return new Map();
  const rows = await scope
    .selectFrom('charges as charge')
    .innerJoin('documents as document', 'document.id', 'charge.document_id')
    .innerJoin('payers as payer', 'payer.id', 'document.payer_id')
    .select(['charge.charge_id', 'payer.notify'])
    .where('charge.account_id', '=', accountId)
    .where('charge.charge_id', '=', anyText(chargeIds))
    .execute();
  return new Map(rows.map(({ charge_id, notify }) => [charge_id, notify]));
}
