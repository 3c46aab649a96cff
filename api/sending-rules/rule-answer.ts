import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { findRule, lockRule, type SendingRuleRow } from '../../db/sending-rules/sending-rules.ts';
import { amountCents, id, instant, text } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';

/** Which documents a rule takes, and the account. What is left out or null narrows nothing. */
export const ruleTerms = {
  accountId: id.nullish().meta({
    description:
      'Where the documents go. Null: to each payer’s default account; a payer without one is left out.',
  }),
  payerId: id.nullish().meta({ description: 'Only documents of this payer.' }),
  dueWithinDays: z.int().min(0).max(3660).nullish().meta({
    description:
      'Only documents due in so many days or fewer; 0 is today. Others follow when their day comes.',
  }),
  amountFromCents: amountCents.nullish().meta({
    description: 'Only documents that collect at least this: amount and addition less rebate.',
  }),
  amountToCents: amountCents.nullish().meta({ description: 'Only documents that collect at most this.' }),
};

export const ruleName = text(200).meta({ example: 'Vencem em dez dias' });

export const priority = z.int().min(1).max(1000).meta({
  description:
    'The rule with the lowest number decides about a document that several rules fit; of two alike, the older one.',
});

export const ruleAnswer = z
  .strictObject({
    id,
    name: z.string(),
    enabled: z.boolean(),
    priority: z.int(),
    accountId: id.nullable(),
    payerId: id.nullable(),
    dueWithinDays: z.int().nullable(),
    amountFromCents: z.int().nullable(),
    amountToCents: z.int().nullable(),
    version: z.int().meta({ description: 'Grows with each change; also the ETag.' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'SendingRule' });

export function toRuleAnswer(row: SendingRuleRow): z.output<typeof ruleAnswer> {
  return {
    id: row.id,
    ...configurationOf(row),
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What a person decides of a rule: what the audit keeps. */
export function configurationOf(row: SendingRuleRow) {
  return {
    name: row.name,
    enabled: row.enabled,
    priority: row.priority,
    accountId: row.account_id,
    payerId: row.payer_id,
    dueWithinDays: row.due_within_days,
    amountFromCents: row.amount_from_cents,
    amountToCents: row.amount_to_cents,
  };
}

/** The tenant's rule. Throws 404. */
export async function demandRule(scope: Scope, ruleId: string): Promise<SendingRuleRow> {
  const row = await findRule(scope, ruleId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** The same, locked until the transaction ends. Throws 404. */
export async function demandLockedRule(scope: Scope, ruleId: string): Promise<SendingRuleRow> {
  const row = await lockRule(scope, ruleId);
  if (!row) throw new Problem('not_found');
  return row;
}
