import { sql } from 'kysely';
import type { DivergenceField } from '../../domain/divergence.ts';
import type { Scope } from '../database.ts';
import { chargedValue } from '../documents/charged-value.ts';

/** How many differences of one field are open, and what their documents come to in centavos. */
export interface OpenDivergences {
  field: DivergenceField;
  count: number;
  amount_cents: number;
}

/** In what documents and their charges at Asaas differ now, by field, the most first. */
export function findOpenDivergences(scope: Scope, accountId: string | undefined): Promise<OpenDivergences[]> {
  return scope
    .selectFrom('divergences')
    .innerJoin('documents', 'documents.id', 'divergences.document_id')
    .select([
      'field',
      sql<number>`count(*)`.as('count'),
      sql<number>`sum(${chargedValue})::bigint`.as('amount_cents'),
    ])
    .where('closed_at', 'is', null)
    .$if(accountId !== undefined, (query) => query.where('divergences.account_id', '=', accountId as string))
    .groupBy('field')
    .orderBy('count', 'desc')
    .orderBy('field')
    .execute();
}
