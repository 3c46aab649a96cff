import { anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';

/** The document or the receipt of a charge, where we know one. */
export interface ChargeOwner {
  document_id: string | null;
  /** The document's number. */
  number: string | null;
  receipt_id: string | null;
}

export const ownedByNobody: ChargeOwner = { document_id: null, number: null, receipt_id: null };

/**
 * Whose the charges of a page of lines are. By queries of their own: joined to the lines, Postgres reads all documents of the
 * company for some pages.
 */
export async function findChargeOwners(
  scope: Scope,
  accountId: string,
  chargeIds: readonly string[],
): Promise<Map<string, ChargeOwner>> {
  if (chargeIds.length === 0) return new Map();
  const received = await scope
    .selectFrom('unidentified_receipts as receipt')
    .leftJoin('documents as document', 'document.id', 'receipt.assigned_document_id')
    .select([
      'receipt.charge_id',
      'receipt.id as receipt_id',
      'document.id as document_id',
      'document.number',
    ])
    .where('receipt.account_id', '=', accountId)
    .where('receipt.charge_id', '=', anyText(chargeIds))
    .execute();
  const charged = await scope
    .selectFrom('charges as charge')
    .innerJoin('documents as document', 'document.id', 'charge.document_id')
    .select(['charge.charge_id', 'document.id as document_id', 'document.number'])
    .where('charge.account_id', '=', accountId)
    .where('charge.charge_id', '=', anyText(chargeIds))
    .execute();
  const owners = new Map<string, ChargeOwner>();
  for (const { charge_id, ...owner } of [...received, ...charged])
    owners.set(charge_id, { ...ownedByNobody, ...owners.get(charge_id), ...owner });
  return owners;
}
