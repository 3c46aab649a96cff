import type { Scope } from '../../db/database.ts';
import { countItems, findRemittance, type RemittanceRow } from '../../db/remittances/remittances.ts';
import { Problem } from '../problems/problem.ts';
import { toRemittanceAnswer } from './remittance-answer.ts';

/** The tenant's remittance. Throws 404. */
export async function demandRemittance(scope: Scope, remittanceId: string): Promise<RemittanceRow> {
  const row = await findRemittance(scope, remittanceId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** The remittance as it is answered now. Throws 404. */
export async function describeRemittance(scope: Scope, remittanceId: string) {
  const row = await demandRemittance(scope, remittanceId);
  const countsOf = await countItems(scope, [remittanceId]);
  return toRemittanceAnswer(row, countsOf(remittanceId));
}
