import { type Selectable, sql } from 'kysely';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { MessageTable } from '../tables/messages.ts';

/** A message that failed and is not delivered, with the number of later messages that wait behind it. */
export type UndeliveredMessage = Selectable<MessageTable> & { waiting_behind: number };

/** The tenant's messages that failed and are not delivered, the oldest first, after `afterId`. */
export function findUndeliveredMessages(
  scope: Scope,
  page: { afterId: string | null; limit: number },
): Promise<UndeliveredMessage[]> {
  return scope
    .selectFrom('messages as message')
    .selectAll('message')
    .select((message) =>
      message
        .selectFrom('messages as later')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('later.workflow_id', '=', 'message.workflow_id')
        .whereRef('later.seq', '>', 'message.seq')
        .where('later.delivered_at', 'is', null)
        .$asScalar()
        .$notNull()
        .as('waiting_behind'),
    )
    .where('delivered_at', 'is', null)
    .where('attempts', '>', 0)
    .$if(page.afterId !== null, (query) => query.where('id', '>', page.afterId as string))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** Makes failed messages ready now: these, or all of the tenant. Returns how many. */
export async function retryUndeliveredMessages(
  scope: Scope,
  messageIds: readonly string[] | undefined,
): Promise<number> {
  const { numUpdatedRows } = await scope
    .updateTable('messages')
    .set({ next_attempt_at: null, parked_at: null })
    .where('delivered_at', 'is', null)
    .where('attempts', '>', 0)
    .where((row) => row.or([row('next_attempt_at', 'is not', null), row('parked_at', 'is not', null)]))
    .$if(messageIds !== undefined, (query) => query.where('id', '=', anyOf(messageIds ?? [])))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
