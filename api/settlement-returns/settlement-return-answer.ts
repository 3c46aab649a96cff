import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import type {
  ReturnItemGroup,
  ReturnItemWithDocument,
  SettlementReturnWithKey,
} from '../../db/money/settlement-return-list.ts';
import { findSettlementReturns, groupReturnItems } from '../../db/money/settlement-return-list.ts';
import { lockSettlementReturn, type SettlementReturnRow } from '../../db/money/settlement-returns.ts';
import { shownExpectation } from '../../domain/settlement.ts';
import { returnItemKinds, returnItemOutcomes, returnStatuses } from '../../domain/settlement-return.ts';
import { differenceCents, expectedAnswer, receiptParts } from '../documents/settlement-answer.ts';
import { date, id, instant } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';

const amounts = z
  .strictObject({
    grossCents: z.int(),
    feeCents: z.int(),
    netCents: z.int(),
    ...receiptParts,
    refundedCents: z.int(),
    differenceCents,
  })
  .meta({ id: 'ReceivedAmounts' });

export const settlementReturnAnswer = z
  .strictObject({
    id,
    status: z.enum(returnStatuses).meta({
      description: 'Rows may be chosen and processed once it is `ready`, and again when it is `done`.',
    }),
    accountId: id,
    paidFrom: date,
    paidTo: date,
    waitingFor: z.enum(['account_key']).nullable().meta({
      description: 'What keeps it from going on: Asaas refuses the account’s key. Give it a new one.',
    }),
    counts: z
      .strictObject({
        total: z.int(),
        matched: z.int().meta({ description: 'Payments of our documents that are not settled here.' }),
        alreadySettled: z.int().meta({ description: 'Payments that are in our ledger.' }),
        unidentified: z.int().meta({ description: 'Payments of charges that nobody here created.' }),
      })
      .meta({ id: 'SettlementReturnCounts' }),
    outcomes: z
      .strictObject({
        chosen: z.int(),
        waiting: z.int(),
        settled: z.int(),
        alreadySettled: z.int().meta({ description: 'Somebody else was faster, such as the webhook.' }),
        kept: z.int().meta({ description: 'Kept as unidentified receipts.' }),
        failed: z.int(),
      })
      .meta({ id: 'SettlementReturnOutcomes' }),
    totals: z
      .strictObject({
        received: amounts.meta({ description: 'Of all rows.' }),
        processed: amounts.meta({ description: 'Of the rows that were settled, already settled or kept.' }),
      })
      .meta({ id: 'SettlementReturnTotals' }),
    requestedAt: instant,
    loadedAt: instant.nullable(),
    doneAt: instant.nullable(),
  })
  .meta({ id: 'SettlementReturn' });

/** The settlement return in every answer. */
export function toSettlementReturnAnswer(
  row: SettlementReturnWithKey,
  groups: readonly ReturnItemGroup[],
): z.output<typeof settlementReturnAnswer> {
  const works = row.status === 'loading' || row.status === 'processing';
  return {
    id: row.id,
    status: row.status,
    accountId: row.account_id,
    paidFrom: row.paid_from,
    paidTo: row.paid_to,
    waitingFor: works && row.key_status === 'refused' ? 'account_key' : null,
    counts: {
      total: count(groups, () => true),
      matched: count(groups, ({ kind }) => kind === 'matched'),
      alreadySettled: count(groups, ({ kind }) => kind === 'already_settled'),
      unidentified: count(groups, ({ kind }) => kind === 'unidentified'),
    },
    outcomes: {
      chosen: count(groups, (group) => group.is_chosen),
      waiting: count(groups, (group) => group.is_chosen && group.outcome === null),
      settled: count(groups, ({ outcome }) => outcome === 'settled'),
      alreadySettled: count(groups, ({ outcome }) => outcome === 'already_settled'),
      kept: count(groups, ({ outcome }) => outcome === 'kept'),
      failed: count(groups, ({ outcome }) => outcome === 'failed'),
    },
    totals: {
      received: sum(groups),
      processed: sum(groups.filter(({ outcome }) => outcome !== null && outcome !== 'failed')),
    },
    requestedAt: row.created_at.toISOString(),
    loadedAt: row.loaded_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
  };
}

function count(groups: readonly ReturnItemGroup[], fits: (group: ReturnItemGroup) => boolean): number {
  return groups.filter(fits).reduce((total, group) => total + group.count, 0);
}

function sum(groups: readonly ReturnItemGroup[]): z.output<typeof amounts> {
  const total = (of: (group: ReturnItemGroup) => number) =>
    groups.reduce((cents, group) => cents + of(group), 0);
  return {
    grossCents: total((group) => group.gross_cents),
    feeCents: total((group) => group.fee_cents),
    netCents: total((group) => group.net_cents),
    faceCents: total((group) => group.face_cents),
    additionCents: total((group) => group.addition_cents),
    rebateCents: total((group) => group.rebate_cents),
    discountCents: total((group) => group.discount_cents),
    fineCents: total((group) => group.fine_cents),
    interestCents: total((group) => group.interest_and_fine_cents - group.fine_cents),
    interestAndFineCents: total((group) => group.interest_and_fine_cents),
    refundedCents: total((group) => group.refunded_cents),
    differenceCents: total((group) => group.difference_cents),
  };
}

export const itemKinds = z.enum(returnItemKinds);
export const itemOutcomes = z.enum([...returnItemOutcomes, 'waiting']);

export const returnItemAnswer = z
  .strictObject({
    chargeId: z.string(),
    kind: itemKinds.meta({ description: 'What it was when the period was read.' }),
    outcome: itemOutcomes.nullable().meta({ description: 'Null until it is chosen to be processed.' }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why it failed and what to do, in the caller’s language.' }),
    documentId: id.nullable(),
    erpId: z.string().nullable(),
    number: z.string().nullable(),
    payerName: z.string().nullable(),
    method: z.enum(['boleto', 'pix', 'cash', 'other']),
    grossCents: z.int(),
    feeCents: z.int(),
    netCents: z.int(),
    ...receiptParts,
    refundedCents: z.int().meta({ description: 'What of the gross went back to the payer already.' }),
    expected: expectedAnswer.nullable(),
    differenceCents,
    paidOn: date.meta({ description: 'The day the payer paid.' }),
    receivedOn: date.meta({ description: 'Asaas’ payment date, by which the period was asked.' }),
    creditedOn: date.nullable(),
  })
  .meta({ id: 'SettlementReturnItem' });

export function toReturnItemAnswer(row: ReturnItemWithDocument): z.output<typeof returnItemAnswer> {
  return {
    chargeId: row.charge_id,
    kind: row.kind,
    outcome: row.outcome ?? (row.chosen_at ? 'waiting' : null),
    reason: row.reason,
    documentId: row.document_id,
    erpId: row.erp_id,
    number: row.number,
    payerName: row.payer_name,
    method: row.method,
    grossCents: row.gross_cents,
    feeCents: row.fee_cents,
    netCents: row.net_cents,
    faceCents: row.face_cents,
    additionCents: row.addition_cents,
    rebateCents: row.rebate_cents,
    discountCents: row.discount_cents,
    fineCents: row.fine_cents,
    interestCents: row.interest_and_fine_cents - row.fine_cents,
    interestAndFineCents: row.interest_and_fine_cents,
    refundedCents: row.refunded_cents,
    expected: row.expected && shownExpectation(row.expected),
    differenceCents: row.difference_cents,
    paidOn: row.paid_on,
    receivedOn: row.received_on,
    creditedOn: row.credited_on,
  };
}

/** The tenant's settlement return, locked until the transaction ends. Throws 404. */
export async function demandSettlementReturn(scope: Scope, returnId: string): Promise<SettlementReturnRow> {
  const row = await lockSettlementReturn(scope, returnId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** The settlement return in its answer form, as it is now. Throws 404. */
export async function describeSettlementReturn(scope: Scope, returnId: string) {
  const [row] = await findSettlementReturns(scope, { returnId }, { beforeId: null, limit: 1 });
  if (!row) throw new Problem('not_found');
  const groupsOf = await groupReturnItems(scope, [returnId]);
  return toSettlementReturnAnswer(row, groupsOf(returnId));
}
