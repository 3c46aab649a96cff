import type { Booked } from '../../domain/booking.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import type { CollectionTerms } from '../../domain/collection-terms.ts';
import {
  type DocumentEvent,
  type DocumentStatus,
  isLive,
  isOver,
  nextStatus,
} from '../../domain/document-status.ts';
import type { Hold } from '../../domain/hold.ts';
import type { DocumentMessage } from '../../domain/messages.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import type { ReceivedMessage } from '../../workflows/inbox.ts';

export const startMs = Date.parse('2026-12-01T15:00:00Z');
export const settlingMs = 60_000;
export const reversalWindowMs = 3_600_000;

export interface ModelAttempt {
  id: string;
  outcome: 'registered' | 'refused' | 'absent' | null;
  sentAtMs: number;
  lookAtMs: number | null;
  looks: number;
  seenChargeId: string | null;
}

/** What Postgres keeps of one document. Each method is one transaction, or a part of one. */
export class ModelRow {
  status: DocumentStatus = 'pending';
  version = 1;
  syncedVersion = 0;
  refusedVersion = 0;
  terms: CollectionTerms = termsOf(10_000, addDays(dateInSaoPaulo(new Date(startMs)), 20));
  synced: CollectionTerms | null = null;
  cancelRequested = false;
  /** Whether a remittance waits for the document's outcome. */
  isAwaited = false;
  chargeId: string | null = null;
  changeSeq = 0;
  hold: Hold | null = null;
  triesInVain = 0;
  endedAtMs: number | null = null;
  readonly attempts: ModelAttempt[] = [];
  /** The charges that are the document's, by their id. */
  readonly charges = new Set<string>();
  readonly ledger: (Booked & { chargeId: string })[] = [];
  readonly messages: ReceivedMessage[] = [];
  readonly flags = new Set<string>();
  /** Every move that was made: from, to. */
  readonly moves: [DocumentStatus, DocumentStatus][] = [];

  openAttempt(): ModelAttempt | undefined {
    return this.attempts.find(({ outcome }) => outcome === null);
  }

  move(event: DocumentEvent, nowMs: number): boolean {
    const to = nextStatus(this.status, event);
    if (to === this.status) return false;
    this.moves.push([this.status, to]);
    this.status = to;
    this.hold = null;
    this.triesInVain = 0;
    this.changeSeq++;
    this.isAwaited = to === 'pending' || to === 'registering';
    this.endedAtMs = to === 'settled' || to === 'cancelled' || to === 'refunded' ? nowMs : null;
    return true;
  }

  leave(message: DocumentMessage): void {
    const seq = this.messages.length + 1;
    this.messages.push({ ...message, messageId: `message ${seq}`, seq });
  }

  bookedOf(chargeId: string): Booked[] {
    return this.ledger.filter((entry) => entry.chargeId === chargeId);
  }

  isPaid(): boolean {
    return this.ledger.reduce((sum, entry) => sum + entry.grossCents, 0) > 0;
  }

  /** As `activities/snapshot.ts` reads it. */
  snapshot(): DocumentSnapshot {
    const attempt = isLive(this.status) || isOver(this.status) ? undefined : this.openAttempt();
    const isNamed = attempt?.seenChargeId && attempt.looks === 0;
    return {
      status: this.status,
      version: this.version,
      syncedVersion: this.syncedVersion,
      refusedVersion: this.refusedVersion,
      cancelRequested: this.cancelRequested,
      amountCents: this.terms.amountCents,
      dueDate: this.terms.dueDate,
      hasOpenAttempt: attempt !== undefined,
      lookAt: (isNamed ? attempt.sentAtMs : attempt?.lookAtMs) ?? null,
      closesAt: this.endedAtMs === null ? null : this.endedAtMs + reversalWindowMs,
      hold: this.hold,
      triesInVain: this.triesInVain,
      rejection: null,
    };
  }
}

export function termsOf(amountCents: number, dueDate: string): CollectionTerms {
  return {
    amountCents,
    additionCents: 0,
    rebateCents: 0,
    discount: null,
    fine: null,
    interest: null,
    dueDate,
    description: null,
    billingType: 'BOLETO',
  };
}
