import { messageOf } from '../../api/webhooks/event-message.ts';
import { meaningOf } from '../../asaas/webhook-events.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { judgeCharge } from '../../domain/divergence.ts';
import { isAllowed, isLive, isOver } from '../../domain/document-status.ts';
import type { DocumentMessage } from '../../domain/messages.ts';
import type { News } from './model-asaas.ts';
import { termsOf } from './model-row.ts';
import { ModelState } from './model-state.ts';
import { ModelWorker } from './model-worker.ts';

/**
 * One document between an ERP and a very small Asaas, with a clock of its own. Everything that decides is the domain's;
 * the world only keeps rows and lets time, people and faults come between.
 */
export class World extends ModelState {
  readonly worker = new ModelWorker(this);
  /** The wish that was accepted last. */
  lastWish: 'send' | 'cancel' | null = null;
  private readonly seenEvents = new Set<string>();

  send(): void {
    const { row } = this;
    if (!isAllowed(row.status, 'send') || row.cancelRequested || row.isAwaited) return;
    row.isAwaited = true;
    row.leave({ signal: 'documentSent', facts: { remittanceId: null } });
    this.lastWish = 'send';
  }

  amend(amountCents: number, dueDate: string): void {
    const { row } = this;
    if (!isAllowed(row.status, 'amend') || dueDate < dateInSaoPaulo(new Date(this.nowMs))) return;
    row.terms = termsOf(amountCents, dueDate);
    row.version++;
    row.changeSeq++;
    row.leave({ signal: 'documentAmended', facts: { version: row.version } });
  }

  cancel(): void {
    const { row } = this;
    if (!isAllowed(row.status, 'cancel') || row.cancelRequested) return;
    row.cancelRequested = true;
    row.leave({ signal: 'cancellationRequested', facts: { reason: 'a wish' } });
    this.lastWish = 'cancel';
  }

  /** The webhook door: the same event id twice leaves nothing the second time. */
  hear(news: News, eventId: string): void {
    if (this.seenEvents.has(eventId)) return;
    this.seenEvents.add(eventId);
    const { row } = this;
    const isKnown = row.charges.has(news.chargeId);
    const attempt = isKnown ? undefined : row.attempts.find(({ id }) => id === news.reference);
    if (!isKnown && !attempt) return;
    if (attempt?.outcome === null) {
      attempt.seenChargeId ??= news.chargeId;
      if (attempt.lookAtMs !== null) row.leave({ signal: 'chargeSeen', facts: { chargeId: news.chargeId } });
    }
    const isStray = attempt !== undefined && attempt.outcome !== null;
    const { chargeId, reference, dueDate, name } = news;
    const charge = { id: chargeId, externalReference: reference, dueDate, creditOn: null };
    const event = { id: eventId, name, meaning: meaningOf(name), charge, key: null };
    const changed: DocumentMessage = { signal: 'chargeChanged', facts: { chargeId, event: name } };
    const message = messageOf(event, charge) ?? (isStray ? changed : null);
    if (message) row.leave(message);
  }

  /** The daily comparison: what was missed is told as a webhook would have told it. */
  reconcile(): void {
    const { row } = this;
    if (this.isUnderWay()) return;
    for (const charge of this.asaas.visible(this.nowMs)) {
      const standing =
        row.chargeId === charge.chargeId ? 'own' : row.charges.has(charge.chargeId) ? 'former' : 'stray';
      const ours = {
        status: row.status,
        standing,
        wish: row.terms,
        synced: row.synced,
        // This world's Asaas adds no defaults, and knows no chargebacks.
        answered: null,
        chargeback: null,
        customerId: null,
        askedCustomerId: null,
        booked: row.bookedOf(charge.chargeId),
      } as const;
      const days = { today: dateInSaoPaulo(new Date(this.nowMs)), isBankDay: () => true };
      const judgement = judgeCharge(charge, ours, days);
      if (judgement?.divergences.length) row.flags.add('diverged');
      if (!judgement?.missed) continue;
      const { chargeId, dueDate } = charge;
      const { signal } = judgement.missed;
      if (signal === 'chargeOverdue') row.leave({ signal, facts: { chargeId, dueDate } });
      else if (signal === 'chargeChanged')
        row.leave({ signal, facts: { chargeId, event: 'reconciliation' } });
      else row.leave({ signal, facts: { chargeId } });
    }
  }

  isUnheard({ seq }: { seq: number }): boolean {
    return !this.worker.hasRead(seq);
  }

  private isUnderWay(): boolean {
    const { row } = this;
    const hasAmendment = row.version > Math.max(row.syncedVersion, row.refusedVersion);
    const isBefore = !isLive(row.status) && !isOver(row.status);
    const isWaiting = row.hold !== null || row.cancelRequested || (isLive(row.status) && hasAmendment);
    return isBefore || isWaiting || row.messages.some((each) => this.isUnheard(each));
  }
}
