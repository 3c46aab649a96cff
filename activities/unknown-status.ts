import type { Scope } from '../db/database.ts';
import { hasTimelineEntry, tellTimeline } from '../db/documents/timeline.ts';
import type { Charge } from '../domain/charge.ts';
import type { Dependencies } from './dependencies.ts';

/** In Portuguese, for the clerk. */
export function unknownStatusReason(charge: Charge): string {
  return `O Asaas mostra a cobrança ${charge.chargeId} em um estado que não conhecemos (${charge.unknownStatus}).`;
}

/**
 * Notes on the timeline and in the log that a charge has a status that we do not know, once for each status. Nothing
 * else happens.
 */
export async function noteUnknownStatus(
  deps: Dependencies,
  scope: Scope,
  document: { id: string; tenant_id: string },
  charge: Charge,
): Promise<void> {
  const details = { chargeId: charge.chargeId, status: charge.unknownStatus };
  if (await hasTimelineEntry(scope, document.id, 'charge.status_unknown', details)) return;
  await tellTimeline(scope, document, 'charge.status_unknown', 'asaas', details);
  deps.logger.warn({ documentId: document.id, ...details }, 'Asaas shows a charge in an unknown status');
}
