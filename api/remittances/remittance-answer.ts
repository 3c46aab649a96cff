import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { findRemittanceCounts, type RemittanceCounts } from '../../db/remittances/remittance-counts.ts';
import { findRemittance, type RemittanceItem, type RemittanceRow } from '../../db/remittances/remittances.ts';
import { documentStatuses } from '../../domain/document-status.ts';
import { chargeError } from '../documents/document-answer.ts';
import { holdAnswer, toHoldAnswer } from '../documents/hold-answer.ts';
import { offendingValue } from '../documents/offending-value.ts';
import { date, id, instant } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';

export const remittanceCounts = z
  .strictObject({
    total: z.int(),
    registered: z.int(),
    rejected: z.int(),
    uncertain: z.int(),
    cancelled: z.int(),
    waiting: z.int(),
  })
  .meta({ id: 'RemittanceCounts' });

export const remittanceAnswer = z
  .strictObject({
    id,
    status: z.enum(['sending', 'waiting', 'completed']),
    accountId: id,
    sendingRuleId: id.nullable().meta({
      description: 'The rule that sent it by itself; null where somebody asked for it.',
    }),
    counts: remittanceCounts,
    startedAt: instant,
    completedAt: instant.nullable(),
    eta: instant.nullable().meta({
      description: 'When it will be done at its present speed and within the account’s quota.',
    }),
    hold: holdAnswer.nullable().meta({
      description: 'Why its documents stand without an outcome just now; null while all goes on.',
    }),
  })
  .meta({ id: 'Remittance' });

/** The remittance in every answer. */
export function toRemittanceAnswer(
  row: RemittanceRow,
  counts: RemittanceCounts,
): z.output<typeof remittanceAnswer> {
  return {
    id: row.id,
    status: row.status,
    accountId: row.account_id,
    sendingRuleId: row.sending_rule_id,
    counts,
    startedAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    // An estimated end in the past was wrong, so it is not shown.
    eta: row.eta && row.eta > new Date() ? row.eta.toISOString() : null,
    hold: row.hold && toHoldAnswer(row.hold, row.hold_until),
  };
}

export const outcomes = z.enum(['registered', 'rejected', 'uncertain', 'cancelled', 'waiting']);

export const itemAnswer = z
  .strictObject({
    position: z.int(),
    documentId: id,
    erpId: z.string(),
    number: z.string(),
    payerName: z.string(),
    amountCents: z.int(),
    additionCents: z.int(),
    rebateCents: z.int(),
    dueDate: date,
    status: z.enum(documentStatuses),
    outcome: outcomes,
    error: chargeError.nullable(),
    value: z
      .string()
      .nullable()
      .meta({ description: 'What stands in the field at fault now, as text; null without a fault.' }),
  })
  .meta({ id: 'RemittanceItem' });

export function toItemAnswer(row: RemittanceItem): z.output<typeof itemAnswer> {
  return {
    position: row.position,
    documentId: row.document_id,
    erpId: row.erp_id,
    number: row.number,
    payerName: row.payer_name,
    amountCents: row.amount_cents,
    additionCents: row.addition_cents,
    rebateCents: row.rebate_cents,
    dueDate: row.due_date,
    status: row.status,
    outcome: row.outcome ?? 'waiting',
    error: row.error,
    value: offendingValue(row, row.error?.field ?? null),
  };
}

/** The tenant's remittance. Throws 404. */
export async function demandRemittance(scope: Scope, remittanceId: string): Promise<RemittanceRow> {
  const row = await findRemittance(scope, remittanceId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** The remittance in its answer form, as it is now. Throws 404. */
export async function describeRemittance(scope: Scope, remittanceId: string) {
  const row = await demandRemittance(scope, remittanceId);
  const countsOf = await findRemittanceCounts(scope, [remittanceId]);
  return toRemittanceAnswer(row, countsOf(remittanceId));
}
