import { flagDocument, lockDocumentOrThrow } from '../db/documents/documents.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { noteItemOutcome } from '../db/money/settlement-returns.ts';
import { asTenant } from '../db/tenancy.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { noteDeniedPayment } from './denied-payment.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { notReceivedAnyMore } from './return-outcome.ts';
import { snapshotOf } from './snapshot.ts';

/** News of money. It may name its charge and the settlement return that waits for it. */
type News = DocumentRef & { chargeId?: string; returnId?: string };

/**
 * Asaas does not know this charge, so a person must decide. The document is flagged, the waiting settlement return gets
 * its outcome, and Asaas is not asked again: thousands of such messages must not use up an account's quota.
 */
export function giveUpUnknownCharge(deps: Dependencies, news: News): Promise<DocumentSnapshot> {
  return asTenant(deps.db, news.tenantId, async (scope) => {
    const document = await lockDocumentOrThrow(scope, news.documentId);
    const chargeId = news.chargeId ?? document.charge_id;
    const reason = `O Asaas diz não conhecer a cobrança ${chargeId}: nada foi lançado.`;
    await flagDocument(scope, document, 'charge_unknown', { reason });
    await tellTimeline(scope, document, 'charge.unknown_at_asaas', 'asaas', { chargeId, reason });
    if (document.account_id && chargeId)
      await noteDeniedPayment(deps, scope, { accountId: document.account_id, chargeId }, null);
    if (news.returnId && news.chargeId) {
      const item = { returnId: news.returnId, chargeId: news.chargeId };
      await noteItemOutcome(scope, item, { outcome: 'failed', reason: notReceivedAnyMore });
    }
    return snapshotOf(deps, scope, document.id);
  });
}
