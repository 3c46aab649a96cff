import { sql } from 'kysely';
import { setChargeLive } from '../db/documents/charges.ts';
import {
  type DocumentRow,
  findDocument,
  lockDocumentOrThrow,
  moveDocument,
} from '../db/documents/documents.ts';
import { isLiveDocument, type LiveDocument } from '../db/documents/live-document.ts';
import { findOpenAttempt } from '../db/documents/registration-attempts.ts';
import { asTenant } from '../db/tenancy.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { type CancellationTarget, isSameTarget } from '../domain/overtaken.ts';
import { openAccount } from './account.ts';
import { noteCancellationRefusal, paidFirst } from './cancellation-refusal.ts';
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
  return removal.outcome === 'paid' ? paidFirst : removal.reason;
}

async function recordCancellation(deps: Dependencies, asked: DocumentRow): Promise<void> {
  await asTenant(deps.db, asked.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, asked.id);
    // A create call of unknown outcome may have created a charge. So it is looked up first and removed then.
    if (await findOpenAttempt(scope, asked.id)) return;
    if (!isSameTarget(targetOf(asked), targetOf(document))) return;
    if (document.charge_id) await setChargeLive(scope, document.id, document.charge_id, false);
    await moveDocument(scope, document, {
      event: 'charge.removed',
      actor: 'remessa',
      set: { cancelled_at: sql`now()`, cancel_requested_at: null, slip: null },
      details: { reason: document.cancel_reason },
    });
  });
}

function targetOf({ status, charge_id: chargeId }: DocumentRow): CancellationTarget {
  return { status, chargeId };
}

async function recordRefusal(deps: Dependencies, asked: DocumentRow, words: string): Promise<void> {
  await asTenant(deps.db, asked.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, asked.id);
    // A payment that was booked meanwhile has refused it already.
    if (document.cancel_requested_at) await noteCancellationRefusal(scope, document, words);
  });
}
