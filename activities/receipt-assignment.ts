import { NotFound, type Refused } from '../asaas/errors.ts';
import { setChargeLive } from '../db/documents/charges.ts';
import { findDocument, flagDocument, lockDocumentOrThrow } from '../db/documents/documents.ts';
import { isLiveDocument } from '../db/documents/live-document.ts';
import { findReceipt } from '../db/money/unidentified-receipts.ts';
import { asTenant } from '../db/tenancy.ts';
import { isWaiting } from '../domain/charge.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, type OpenAccount, openAccount } from './account.ts';
import { book } from './booking.ts';
import { toChargeError } from './charge-error.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { orMissing, removeUnpaidCharge } from './remove-charge.ts';
import { snapshotOf } from './snapshot.ts';

export const receiptAssignmentActivities = (deps: Dependencies) => ({
  /**
   * Books a receipt that a person assigned as this document's payment. The document's own charge goes first, so that
   * nobody pays it again; found paid, it is booked, and the receipt counts as the second payment. May be repeated.
   */
  async bookAssignedReceipt(ref: DocumentRef & { receiptId: string }): Promise<DocumentSnapshot> {
    const receipt = await asTenant(deps.db, ref.tenantId, (scope) => findReceipt(scope, ref.receiptId));
    if (receipt && receipt.assigned_document_id === ref.documentId && !receipt.booked_at) {
      const account = await openAccount(deps, ref.tenantId, receipt.account_id, 'settle');
      await removeOwnCharge(deps, account, ref);
      const charge = await callAsaas(deps, account, () =>
        deps.asaas.charges.read(account.connection, receipt.charge_id),
      );
      await book(deps, account, ref, charge, 'person');
    }
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

/** Sees to it that nobody can pay the document's own charge any more, or books it if somebody has. */
async function removeOwnCharge(deps: Dependencies, account: OpenAccount, ref: DocumentRef): Promise<void> {
  const document = await asTenant(deps.db, ref.tenantId, (scope) => findDocument(scope, ref.documentId));
  if (!isLiveDocument(document)) return;
  const { charge_id: chargeId } = document;
  const removal = await removeUnpaidCharge(deps, account, chargeId);
  const charge = await orMissing(
    callAsaas(deps, account, () => deps.asaas.charges.read(account.connection, chargeId), [NotFound]),
  );
  if (!charge || charge.removed) {
    await asTenant(deps.db, ref.tenantId, (scope) => setChargeLive(scope, document.id, chargeId, false));
  } else if (!isWaiting(charge)) await book(deps, account, ref, charge, 'person');
  else if (removal.outcome === 'refused') await flagUnremovable(deps, ref, chargeId, removal.refusal);
}

/** The payer's money is booked all the same; that the slip can still be paid is for a person to know. */
async function flagUnremovable(
  deps: Dependencies,
  ref: DocumentRef,
  chargeId: string,
  refusal: Refused,
): Promise<void> {
  await asTenant(deps.db, ref.tenantId, async (scope) => {
    const reason = `A cobrança própria (${chargeId}) não pôde ser removida: ${toChargeError(refusal).message}`;
    await flagDocument(scope, await lockDocumentOrThrow(scope, ref.documentId), 'surplus_charge', { reason });
  });
}
