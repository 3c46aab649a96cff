import { sql } from 'kysely';
import { setChargeLive } from '../db/documents/charges.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import {
  type DocumentRow,
  findDocument,
  flagDocument,
  lockDocumentOrThrow,
  moveDocument,
  updateDocument,
} from '../db/documents/documents.ts';
import { isLiveDocument, type LiveDocument } from '../db/documents/live-document.ts';
import { findOpenAttempt } from '../db/documents/registration-attempts.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { asTenant } from '../db/tenancy.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { openAccount } from './account.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { removeUnpaidCharge } from './remove-charge.ts';
import { snapshotOf } from './snapshot.ts';

export const cancellationActivities = (deps: Dependencies) => ({
  /** Removes the charge, or cancels a document that has none. Refused when the payer already paid. May be repeated. */
  async cancelCharge(ref: DocumentRef): Promise<DocumentSnapshot> {
    const document = await asTenant(deps.db, ref.tenantId, (scope) => findDocument(scope, ref.documentId));
    if (document.cancel_requested_at) {
      const refusal = isLiveDocument(document) ? await remove(deps, document) : null;
      await (refusal ? recordRefusal(deps, document, refusal) : recordCancellation(deps, document));
    }
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

/** Removes the charge at Asaas. Returns null, or why it was not possible, in Portuguese. */
async function remove(deps: Dependencies, document: LiveDocument): Promise<string | null> {
  const account = await openAccount(deps, document.tenant_id, document.account_id, 'amend');
  const removal = await removeUnpaidCharge(deps, account, document.charge_id);
  if (removal.outcome === 'gone') return null;
  return removal.outcome === 'paid' ? 'O pagador já pagou.' : removal.reason;
}

async function recordCancellation(deps: Dependencies, asked: DocumentRow): Promise<void> {
  await asTenant(deps.db, asked.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, asked.id);
    // A create call of unknown outcome may have created a charge. So it is looked up first and removed then.
    if (await findOpenAttempt(scope, asked.id)) return;
    if (document.charge_id) await setChargeLive(scope, document.id, document.charge_id, false);
    await moveDocument(scope, document, {
      event: 'charge.removed',
      actor: 'remessa',
      set: { cancelled_at: sql`now()`, cancel_requested_at: null, slip: null },
      details: { reason: document.cancel_reason },
    });
  });
}

async function recordRefusal(deps: Dependencies, asked: DocumentRow, words: string): Promise<void> {
  await asTenant(deps.db, asked.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, asked.id);
    await updateDocument(scope, document.id, { cancel_requested_at: null });
    const reason = `O cancelamento não foi possível: ${words}`;
    const flagged = await flagDocument(scope, document, 'cancellation_refused', { reason });
    await tellTimeline(scope, flagged, 'cancellation.refused', 'asaas', { reason });
    await tellErpOfDocument(scope, flagged, { type: 'document.cancellation_refused', data: { reason } });
  });
}
