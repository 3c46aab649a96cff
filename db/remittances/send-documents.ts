import type { Scope } from '../database.ts';
import { tellTimelineOfMany } from '../documents/document-entry.ts';
import { leaveRemittanceMessage } from '../messages/messages.ts';
import { insertRemittance, type RemittanceRow } from './remittances.ts';

export interface Sending {
  tenantId: string;
  accountId: string;
  /** Locked and judged by the caller: each may be sent now. */
  documentIds: readonly string[];
  /** Who sends: a person, a key, or the name of a rule. */
  actor: string;
  /** The rule that sends. Null when somebody asked for it. */
  rule: { id: string; name: string } | null;
}

/**
 * Sends documents in one remittance: its row, a line on each timeline, and the message that starts its workflow. There
 * is no other way to send, whether a person asks or a rule does.
 */
export async function sendDocuments(scope: Scope, sending: Sending): Promise<RemittanceRow> {
  const { tenantId, accountId, documentIds, actor, rule } = sending;
  const sendingRuleId = rule?.id ?? null;
  const row = await insertRemittance(scope, { tenantId, accountId, documentIds, sendingRuleId });
  const details = {
    remittanceId: row.id,
    accountId,
    ...(rule && { sendingRuleId: rule.id, sendingRuleName: rule.name }),
  };
  await tellTimelineOfMany(
    scope,
    documentIds.map((documentId) => ({ tenantId, documentId, what: 'remittance.sent', actor, details })),
  );
  await leaveRemittanceMessage(scope, row.id, 'remittanceSent');
  return row;
}
