import { findCharge, setChargeLive } from '../db/documents/charges.ts';
import { findDocument, flagDocument, lockDocumentOrThrow } from '../db/documents/documents.ts';
import { asTenant } from '../db/tenancy.ts';
import { isLive } from '../domain/document-status.ts';
import type { SettlementSource } from '../domain/settlement.ts';
import { callAsaas, type OpenAccount, openAccountWithin } from './account.ts';
import { book } from './book.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { lockUnlessOvertaken, readAgainWhenOvertaken } from './fresh-reading.ts';
import { removeUnpaidCharge } from './remove-charge.ts';

/**
 * Call this before booking money that came another way. It removes the document's own charge, so that nobody pays it,
 * too. If the own charge is already paid, that payment is booked, and the other money then counts as the second
 * payment. May be repeated.
 */
export async function removeOwnCharge(
  deps: Dependencies,
  ref: DocumentRef,
  source: SettlementSource,
): Promise<void> {
  const own = await findOwn(deps, ref);
  if (!own) return;
  const { account, chargeId } = own;
  const removal = await removeUnpaidCharge(deps, account, chargeId);
  if (removal.outcome === 'paid') return bookOwn(deps, ref, source, own);
  await asTenant(deps.db, ref.tenantId, async (scope) => {
    const document = await lockDocumentOrThrow(scope, ref.documentId);
    if (removal.outcome === 'gone') return setChargeLive(scope, document.id, chargeId, false);
    // The payer's money is booked anyway. The flag tells a person that the own charge can still be paid.
    const reason = `A cobrança própria (${chargeId}) não pôde ser removida: ${removal.reason}`;
    await flagDocument(scope, document, 'surplus_charge', { reason });
  });
}

interface OwnCharge {
  account: OpenAccount;
  chargeId: string;
}

/** The charge that the payer can still pay, with its account. Null when there is none. */
function findOwn(deps: Dependencies, ref: DocumentRef): Promise<OwnCharge | null> {
  return asTenant(deps.db, ref.tenantId, async (scope) => {
    const { charge_id: chargeId, account_id, status } = await findDocument(scope, ref.documentId);
    if (!chargeId || !isLive(status)) return null;
    const charge = await findCharge(scope, ref.documentId, chargeId);
    const account = await openAccountWithin(deps, scope, charge?.account_id ?? account_id, 'settle');
    return { account, chargeId };
  });
}

function bookOwn(
  deps: Dependencies,
  ref: DocumentRef,
  source: SettlementSource,
  { account, chargeId }: OwnCharge,
): Promise<void> {
  const inTenant = <T>(work: Parameters<typeof asTenant<T>>[2]) => asTenant(deps.db, ref.tenantId, work);
  return readAgainWhenOvertaken(async () => {
    const { change_seq } = await inTenant((scope) => findDocument(scope, ref.documentId));
    const read = () => deps.asaas.charges.read(account.connection, chargeId);
    const charge = await callAsaas(deps, account, read);
    await inTenant(async (scope) => {
      const document = await lockUnlessOvertaken(scope, ref.documentId, change_seq);
      await book(deps, scope, document, { account, charge, source });
    });
  });
}
