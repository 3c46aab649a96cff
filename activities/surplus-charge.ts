import { flagDocument, lockDocumentOrThrow } from '../db/documents/documents.ts';
import { asTenant } from '../db/tenancy.ts';
import type { Charge } from '../domain/charge.ts';
import type { OpenAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';
import { type Removal, removeUnpaidCharge } from './remove-charge.ts';

/**
 * A second charge for one document: a create call that took effect after everyone had given it up, or somebody's
 * hand at Asaas. Unpaid, it is removed before anyone pays it; either way it is shown. May be repeated.
 */
export async function removeSurplus(
  deps: Dependencies,
  account: OpenAccount,
  documentId: string,
  { chargeId }: Charge,
): Promise<void> {
  const removal = await removeUnpaidCharge(deps, account, chargeId);
  await asTenant(deps.db, account.row.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, documentId);
    const reason = `Havia uma segunda cobrança no Asaas (${chargeId}): ${fateOf(removal)}`;
    await flagDocument(scope, document, 'surplus_charge', { reason });
  });
}

function fateOf(removal: Removal): string {
  if (removal.outcome === 'gone') return 'foi removida.';
  if (removal.outcome === 'paid') return 'já foi paga e precisa de uma pessoa.';
  return `não pôde ser removida. ${removal.reason}`;
}
