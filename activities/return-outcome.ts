import type { Scope } from '../db/database.ts';
import { findLastReceipt } from '../db/money/ledger.ts';
import { type ItemResult, noteItemOutcome } from '../db/money/settlement-returns.ts';
import type { Charge } from '../domain/charge.ts';
import type { DocumentRef } from './dependencies.ts';
import { unknownStatusReason } from './unknown-status.ts';

/**
 * Tells a settlement return what came of one of its rows, by what the ledger says now: who repeats this, or comes
 * after a webhook that was faster, says the same.
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

/** Why a payment that a return read is not taken: Asaas, asked again, does not tell of it. */
export const notReceivedAnyMore =
  'O Asaas não diz mais que esta cobrança foi recebida. Carregue o período de novo.';

const waitsForItsDocument =
  'O resultado do envio desta cobrança ainda está sendo conferido. Processe-a de novo em alguns minutos.';
