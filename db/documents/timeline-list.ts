import type { Selectable } from 'kysely';
import type { Scope } from '../database.ts';
import type { TimelineTable } from '../tables/journal.ts';

/** A document's history in the order it happened, from after `afterId`. */
export function findTimeline(
  scope: Scope,
  documentId: string,
  page: { afterId: number; limit: number },
): Promise<Selectable<TimelineTable>[]> {
  return scope
    .selectFrom('timeline')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
}
