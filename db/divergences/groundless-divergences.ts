import type { Scope } from '../database.ts';
import type { DivergenceRow } from './divergences.ts';

/**
 * Open divergences of an account that lost their ground. What is said of a document's terms needs a document that waits
 * for its payer by that charge; what is said of another charge needs one that Asaas has shown since `since`.
 */
export function findGroundlessDivergences(
  scope: Scope,
  accountId: string,
  since: Date,
): Promise<DivergenceRow[]> {
  return scope
    .selectFrom('divergences')
    .innerJoin('documents', 'documents.id', 'divergences.document_id')
    .leftJoin('charges', (join) =>
      join
        .onRef('charges.charge_id', '=', 'divergences.charge_id')
        .onRef('charges.account_id', '=', 'divergences.account_id'),
    )
    .selectAll('divergences')
    .where('divergences.account_id', '=', accountId)
    .where('divergences.closed_at', 'is', null)
    .where((row) => {
      const aboutTerms = row('field', 'not in', ['status', 'surplusCharge']);
      const isOver = row('documents.status', 'not in', ['registered', 'overdue']);
      const isReplaced = row('documents.charge_id', 'is distinct from', row.ref('divergences.charge_id'));
      const isUnseen = row.or([row('listed_at', 'is', null), row('listed_at', '<', since)]);
      return row.or([
        row.and([aboutTerms, row.or([isOver, isReplaced])]),
        row.and([row.not(aboutTerms), isUnseen]),
      ]);
    })
    .orderBy('document_id')
    .execute();
}
