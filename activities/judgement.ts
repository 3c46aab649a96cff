import type { Scope } from '../db/database.ts';
import { keepDivergences } from '../db/divergences/divergences.ts';
import type { KnownCharge } from '../db/divergences/known-charges.ts';
import { keepMended } from '../db/divergences/mended-news.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { leaveDocumentMessage } from '../db/messages/messages.ts';
import type { Judgement, MissedEvent } from '../domain/divergence.ts';
import type { DocumentMessage } from '../domain/messages.ts';

/**
 * Acts on what a charge says beside our books, on a locked document. What a webhook should have told is told now, by
 * the same message; the rest is kept for a person.
 */
export async function keepJudgement(
  scope: Scope,
  { document, chargeId }: KnownCharge,
  accountId: string,
  { missed, divergences }: Judgement,
): Promise<void> {
  const charge = { accountId, chargeId };
  if (!missed) {
    await keepDivergences(scope, document, charge, divergences);
    return;
  }
  const { signal: _, ...divergence } = missed;
  const message = messageOf(missed, chargeId, document.synced_terms?.dueDate ?? document.due_date);
  await leaveDocumentMessage(scope, document.id, message.signal, message.facts);
  const isNew = await keepMended(scope, document, charge, divergence);
  // It was told before and did not help: a person has to look. A second charge that stays has a flag of its own.
  if (!isNew && missed.field === 'status') await keepDivergences(scope, document, charge, [divergence]);
  await tellTimeline(scope, document, 'event.missed', 'remessa', { chargeId, ...missed });
}

function messageOf({ signal }: MissedEvent, chargeId: string, dueDate: string): DocumentMessage {
  switch (signal) {
    case 'paymentReceived':
      return { signal, facts: { chargeId, source: 'reconciliation' } };
    case 'paymentConfirmed':
      return { signal, facts: { chargeId } };
    case 'chargeOverdue':
      return { signal, facts: { chargeId, dueDate } };
    case 'chargeChanged':
      return { signal, facts: { chargeId, event: 'reconciliation' } };
  }
}
