import { sql } from 'kysely';
import { setChargeLive } from '../db/documents/charges.ts';
import {
  type DocumentRow,
  findDocument,
  flagDocument,
  lockDocumentOrThrow,
  moveDocument,
  tellErpOfDocument,
  updateDocument,
} from '../db/documents/documents.ts';
import { findOpenAttempt } from '../db/documents/registration-attempts.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { asTenant } from '../db/tenancy.ts';
import { isLive } from '../domain/document-status.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { openAccount } from './account.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { removeUnpaidCharge } from './remove-charge.ts';
import { snapshotOf } from './snapshot.ts';

export const cancellationActivities = (deps: Dependencies) => ({
  /** Removes the charge, or lays down a document that was never sent. Refused when the payer was faster. May be repeated. */
  async cancelCharge(ref: DocumentRef): Promise<DocumentSnapshot> {
    const document = await asTenant(deps.db, ref.tenantId, (scope) => findDocument(scope, ref.documentId));
    if (document.cancel_requested_at) {
      const refusal = isLive(document.status) ? await remove(deps, document) : null;
      await (refusal ? recordRefusal(deps, document, refusal) : recordCancellation(deps, document));
    }
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

/** Removes the charge at Asaas; returns why it could not, in Asaas' words, or null. */
async function remove(deps: Dependencies, document: DocumentRow): Promise<string | null> {
  const { charge_id: chargeId } = document;
  if (!chargeId) throw new Error(`Document ${document.id} is live without a charge`);
  const account = await openAccount(deps, document.tenant_id, document.account_id, 'amend');
  const removal = await removeUnpaidCharge(deps, account, chargeId);
  if (removal.outcome === 'gone') return null;
  return removal.outcome === 'paid' ? 'O pagador já pagou.' : removal.reason;
}

async function recordCancellation(deps: Dependencies, asked: DocumentRow): Promise<void> {
  await asTenant(deps.db, asked.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, asked.id);
    // A create call of unknown outcome may have left a charge behind: it is looked up first, then removed.
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
    await tellErpOfDocument(scope, flagged, 'document.cancellation_refused', { reason });
  });
}
