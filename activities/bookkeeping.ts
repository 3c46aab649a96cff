import { isBankDay } from '../asaas/bank-days.ts';
import { lockDocumentOrThrow, moveDocument } from '../db/documents/documents.ts';
import { asTenant } from '../db/tenancy.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import { creditDayOf } from '../domain/forecast.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { whoSaysOverdue } from '../domain/overtaken.ts';
import { refuseOvertakenAmendment } from './amendment-refusal.ts';
import { refuseOvertakenCancellation } from './cancellation-refusal.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { snapshotOf } from './snapshot.ts';

/** Short steps in our own database, run inside the workflow worker. They call neither Asaas nor the ERP. */
export const bookkeepingActivities = (deps: Dependencies) => ({
  /** The row as it is now. */
  async readDocument(ref: DocumentRef): Promise<DocumentSnapshot> {
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },

  /**
   * Notes that the payer paid. No money is booked yet, so the webhook's word is enough. The settlement reads the
   * charge.
   */
  async notePayment(news: DocumentRef & { chargeId: string; creditOn?: string }): Promise<DocumentSnapshot> {
    return asTenant(deps.db, news.tenantId, async (scope) => {
      const document = await lockDocumentOrThrow(scope, news.documentId);
      if (document.charge_id === news.chargeId) {
        const paid_on = dateInSaoPaulo(deps.now());
        const set = { paid_on, credit_expected_on: news.creditOn ?? creditDayOf(paid_on, isBankDay) };
        const paid = await moveDocument(scope, document, { event: 'payment.confirmed', actor: 'asaas', set });
        const amended = await refuseOvertakenAmendment(scope, document, paid);
        await refuseOvertakenCancellation(scope, document, amended);
      }
      return snapshotOf(deps, scope, news.documentId);
    });
  },

  /**
   * Notes that the due date passed: by our calendar, or because Asaas says it of the current due date. A webhook about
   * a due date that was extended since then changes nothing.
   */
  async noteOverdue(news: DocumentRef & { dueDate: string | null }): Promise<DocumentSnapshot> {
    return asTenant(deps.db, news.tenantId, async (scope) => {
      const document = await lockDocumentOrThrow(scope, news.documentId);
      const { due_date: due, synced_terms } = document;
      const dates = { due, told: news.dueDate, synced: synced_terms?.dueDate };
      const actor = whoSaysOverdue(dates, dateInSaoPaulo(deps.now()));
      if (actor) await moveDocument(scope, document, { event: 'due-date.passed', actor });
      return snapshotOf(deps, scope, news.documentId);
    });
  },
});
