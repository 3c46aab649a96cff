import { flagDocument, lockDocumentOrThrow } from '../db/documents/documents.ts';
import { asTenant } from '../db/tenancy.ts';
import type { Charge } from '../domain/charge.ts';
import type { OpenAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';
import { type Removal, removeUnpaidCharge } from './remove-charge.ts';

/**
 * A second charge of one document. Either a create call took effect after its attempt was closed, or somebody created
 * it at Asaas. It is removed if nobody has paid it, and flagged in any case. May be repeated.
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
