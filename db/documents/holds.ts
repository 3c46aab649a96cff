import { sql } from 'kysely';
import type { HeldWork, HoldCause } from '../../domain/hold.ts';
import type { Scope } from '../database.ts';
import { leaveDocumentMessages } from '../messages/messages.ts';
import { type DocumentRow, noHold, updateDocument } from './documents.ts';

export interface NewHold {
  cause: HoldCause;
  work: HeldWork;
  accountId: string;
  until: Date | null;
}

/** Stores on a locked document what it cannot do now. */
export function setHold(
  scope: Scope,
  documentId: string,
  { cause, work, accountId, until }: NewHold,
): Promise<DocumentRow> {
  return updateDocument(scope, documentId, {
    hold: cause,
    hold_work: work,
    hold_since: sql<Date>`now()`,
    hold_until: until,
    hold_account_id: accountId,
    hold_tries: sql<number>`hold_tries + 1`,
  });
}

/** A step of the document was done, so its hold is over. */
export async function clearHold(scope: Scope, documentId: string): Promise<void> {
  await scope
    .updateTable('documents')
    .set({ ...noHold, hold_tries: 0 })
    .where('id', '=', documentId)
    .where((row) => row.or([row('hold', 'is not', null), row('hold_tries', '>', 0)]))
    .execute();
}

/**
 * Ends the holds of this cause at an account and tells the documents' workflows, with three statements for any number
 * of documents. With `patienceMs` a hold ends only if it has lasted long enough: after each try in vain, four times as
 * long. Returns how many holds ended.
 */
export async function liftHolds(
  scope: Scope,
  accountId: string,
  cause: HoldCause,
  patienceMs = 0,
): Promise<number> {
  const lifted = await scope
    .with('held', (query) =>
      query
        .selectFrom('documents')
        .select('id')
        .where('hold_account_id', '=', accountId)
        .where('hold', '=', cause)
        .where(
          'hold_since',
          '<=',
          sql<Date>`now() - make_interval(secs => ${patienceMs / 1_000}) * power(4, least(hold_tries, 10) - 1)`,
        )
        .orderBy('id')
        .forUpdate(),
    )
    .updateTable('documents')
    .from('held')
    .set({ ...noHold, updated_at: sql`now()` })
    .whereRef('documents.id', '=', 'held.id')
    .returning('documents.id')
    .execute();
  const ids = lifted.map(({ id }) => id);
  await leaveDocumentMessages(scope, ids, 'holdLifted', { cause });
  return ids.length;
}

/** Whether a document of the account has a hold of this cause. */
export async function isHolding(scope: Scope, accountId: string, cause: HoldCause): Promise<boolean> {
  const row = await scope
    .selectFrom('documents')
    .select('id')
    .where('hold_account_id', '=', accountId)
    .where('hold', '=', cause)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
