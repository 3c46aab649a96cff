import type { Scope } from '../db/database.ts';
import { findLastReceipt } from '../db/money/ledger.ts';
import { type ItemResult, noteItemOutcome } from '../db/money/settlement-returns.ts';
import type { Charge } from '../domain/charge.ts';
import type { DocumentRef } from './dependencies.ts';
import { unknownStatusReason } from './unknown-status.ts';

/**
 * Writes the outcome of one row of a settlement return. The outcome comes from the ledger, so a repetition, or a run
 * after a faster webhook, writes the same.
 */
export async function tellReturn(
  scope: Scope,
  news: DocumentRef & { returnId: string; chargeId: string },
  accountId: string,
  charge: Charge,
): Promise<void> {
  await noteItemOutcome(scope, news, await resultOf(scope, accountId, charge));
}

async function resultOf(scope: Scope, accountId: string, charge: Charge): Promise<ItemResult> {
  if (charge.status === 'unknown') return { outcome: 'failed', reason: unknownStatusReason(charge) };
  const isHere = charge.status === 'received' || charge.status === 'received_in_cash';
  const receipt = await findLastReceipt(scope, accountId, charge.chargeId);
  if (receipt && (isHere || charge.status === 'refunded')) {
    return { outcome: receipt.source === 'settlement_return' ? 'settled' : 'already_settled', reason: null };
  }
  return { outcome: 'failed', reason: isHere ? waitsForItsDocument : notReceivedAnyMore };
}

/** Why a payment that a settlement return read is not booked: a second reading does not show it as received. */
export const notReceivedAnyMore =
  'O Asaas não diz mais que esta cobrança foi recebida. Carregue o período de novo.';

const waitsForItsDocument =
  'O resultado do envio desta cobrança ainda está sendo conferido. Processe-a de novo em alguns minutos.';
