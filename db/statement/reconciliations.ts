import { type Selectable, sql } from 'kysely';
import { workflowIds } from '../../domain/messages.ts';
import type { Scope } from '../database.ts';
import { insertMessage } from '../messages/insert-message.ts';
import type { ReconciliationTable } from '../tables/statement.ts';

export type ReconciliationRow = Selectable<ReconciliationTable>;

interface Account {
  id: string;
  tenant_id: string;
  name: string;
}

/** The state of the account's reconciliation; undefined before the first request. */
export function findReconciliation(scope: Scope, accountId: string): Promise<ReconciliationRow | undefined> {
  return scope
    .selectFrom('reconciliations')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** Requests a reconciliation if one is due, and sets the time of the next one. Returns whether it did. */
export async function reconcileIfDue(
  scope: Scope,
  account: Account,
  { now, everyMs }: { now: Date; everyMs: number },
): Promise<boolean> {
  await ensureReconciliation(scope, account);
  const due = await scope
    .updateTable('reconciliations')
    .set({ due_at: new Date(now.getTime() + everyMs) })
    .where('account_id', '=', account.id)
    .where('due_at', '<=', now)
    .returning('account_id')
    .executeTakeFirst();
  if (due) await leaveReconciliationMessage(scope, account);
  return due !== undefined;
}

/** Requests a reconciliation now. */
export async function reconcileNow(scope: Scope, account: Account): Promise<void> {
  await ensureReconciliation(scope, account);
  await scope
    .updateTable('reconciliations')
    .set({ asked_at: sql<Date>`clock_timestamp()` })
    .where('account_id', '=', account.id)
    .execute();
  await leaveReconciliationMessage(scope, account);
}

async function ensureReconciliation(scope: Scope, account: Account): Promise<void> {
  await scope
    .insertInto('reconciliations')
    .values({ account_id: account.id, tenant_id: account.tenant_id })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute();
}

async function leaveReconciliationMessage(scope: Scope, { id, tenant_id, name }: Account): Promise<void> {
  const { message_seq } = await scope
    .updateTable('reconciliations')
    .set((row) => ({ message_seq: row('message_seq', '+', 1) }))
    .where('account_id', '=', id)
    .returning('message_seq')
    .executeTakeFirstOrThrow();
  await insertMessage(scope, {
    tenant_id,
    workflow_type: 'accountReconciliation',
    workflow_id: workflowIds.accountReconciliation({ tenantId: tenant_id, accountId: id }),
    seq: message_seq,
    signal: 'reconciliationDue',
    // After everything that a person waits for.
    urgency: 4,
    facts: {},
    subject: { accountId: id, summary: `Conciliação da conta ${name}` },
  });
}

/** Stores up to which day the statement was read. */
export async function noteStatementRead(scope: Scope, accountId: string, through: string): Promise<void> {
  await scope
    .updateTable('reconciliations')
    .set({ statement_through: through })
    .where('account_id', '=', accountId)
    .execute();
}

/** Stores up to which day payments were compared. */
export async function noteSwept(scope: Scope, accountId: string, through: string): Promise<void> {
  await scope
    .updateTable('reconciliations')
    .set({ swept_through: through })
    .where('account_id', '=', accountId)
    .execute();
}

/** Stores when a reconciliation ended. */
export async function noteReconciled(scope: Scope, accountId: string): Promise<void> {
  await scope
    .updateTable('reconciliations')
    .set({ done_at: sql<Date>`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .execute();
}
