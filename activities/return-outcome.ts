import type { Scope } from '../db/database.ts';
import { findLastReceipt } from '../db/money/ledger.ts';
import { type ItemResult, noteItemOutcome } from '../db/money/settlement-returns.ts';
import { asTenant } from '../db/tenancy.ts';
import type { Charge } from '../domain/charge.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';

/**
 * Tells a settlement return what came of one of its rows, by what the ledger says now: who repeats this, or comes
 * after a webhook that was faster, says the same.
 */
export async function tellReturn(
  deps: Dependencies,
  news: DocumentRef & { returnId: string; chargeId: string },
  accountId: string,
  charge: Charge,
): Promise<void> {
  await asTenant(deps.db, news.tenantId, async (scope) =>
    noteItemOutcome(scope, news, await resultOf(scope, accountId, charge)),
  );
}

async function resultOf(scope: Scope, accountId: string, charge: Charge): Promise<ItemResult> {
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
