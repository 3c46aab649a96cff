import { NotFound } from '../asaas/errors.ts';
import { flagDocument, lockDocumentOrThrow } from '../db/documents/documents.ts';
import { asTenant } from '../db/tenancy.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import { callAsaas, type OpenAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * A second charge for one document: a create call that took effect after everyone had given it up, or somebody's
 * hand at Asaas. Unpaid, it is removed before anyone pays it; either way it is shown.
 */
export async function removeSurplus(
  deps: Dependencies,
  account: OpenAccount,
  documentId: string,
  charge: Charge,
): Promise<void> {
  const unpaid = isWaiting(charge);
  if (unpaid) {
    const { connection } = account;
    await callAsaas(deps, account, () => deps.asaas.charges.remove(connection, charge.chargeId), [NotFound]);
  }
  await asTenant(deps.db, account.row.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, documentId);
    const fate = unpaid ? 'foi removida' : 'já foi paga e precisa de uma pessoa';
    const reason = `Havia uma segunda cobrança no Asaas (${charge.chargeId}): ${fate}.`;
    await flagDocument(scope, document, 'surplus_charge', { reason });
  });
}
