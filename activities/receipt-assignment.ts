import { findDocument } from '../db/documents/documents.ts';
import { findReceipt, type ReceiptRow } from '../db/money/unidentified-receipts.ts';
import { asTenant } from '../db/tenancy.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, openAccountWithin } from './account.ts';
import { book } from './book.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { lockUnlessOvertaken, readAgainWhenOvertaken } from './fresh-reading.ts';
import { removeOwnCharge } from './own-charge.ts';
import { snapshotOf } from './snapshot.ts';

export const receiptAssignmentActivities = (deps: Dependencies) => ({
  /**
   * Books a receipt that a person assigned as this document's payment. First the document's own charge is removed, so
   * that nobody pays it, too. If it is already paid, that payment is booked, and the receipt counts as the second
   * payment. May be repeated.
   */
  async bookAssignedReceipt(ref: DocumentRef & { receiptId: string }): Promise<DocumentSnapshot> {
    const receipt = await asTenant(deps.db, ref.tenantId, (scope) => findReceipt(scope, ref.receiptId));
    if (receipt && receipt.assigned_document_id === ref.documentId && !receipt.booked_at) {
      await removeOwnCharge(deps, ref, 'person');
      await readAgainWhenOvertaken(() => bookReceipt(deps, ref, receipt));
    }
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

async function bookReceipt(deps: Dependencies, ref: DocumentRef, receipt: ReceiptRow): Promise<void> {
  const { account, changeSeq } = await asTenant(deps.db, ref.tenantId, async (scope) => {
    const { change_seq } = await findDocument(scope, ref.documentId);
    const account = await openAccountWithin(deps, scope, receipt.account_id, 'settle');
    return { account, changeSeq: change_seq };
  });
  const read = () => deps.asaas.charges.read(account.connection, receipt.charge_id);
  const charge = await callAsaas(deps, account, read);
  await asTenant(deps.db, ref.tenantId, async (scope) => {
    const document = await lockUnlessOvertaken(scope, ref.documentId, changeSeq);
    await book(deps, scope, document, { account, charge, source: 'person' });
  });
}
