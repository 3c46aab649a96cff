import type { Scope } from '../../db/database.ts';
import { findSettlementReturns, groupReturnItems } from '../../db/money/settlement-return-list.ts';
import { lockSettlementReturn, type SettlementReturnRow } from '../../db/money/settlement-returns.ts';
import { Problem } from '../problems/problem.ts';
import { toSettlementReturnAnswer } from './settlement-return-answer.ts';

/** The tenant's settlement return, locked until the transaction ends. Throws 404. */
export async function demandSettlementReturn(scope: Scope, returnId: string): Promise<SettlementReturnRow> {
  const row = await lockSettlementReturn(scope, returnId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** The settlement return as it is answered now. Throws 404. */
export async function describeSettlementReturn(scope: Scope, returnId: string) {
  const [row] = await findSettlementReturns(scope, { returnId }, { beforeId: null, limit: 1 });
  if (!row) throw new Problem('not_found');
  const groupsOf = await groupReturnItems(scope, [returnId]);
  return toSettlementReturnAnswer(row, groupsOf(returnId));
}
