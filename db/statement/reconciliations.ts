import { type Selectable, sql } from 'kysely';
import { ensureRunRow, leaveRunMessage } from '../accounts/account-runs.ts';
import type { Scope } from '../database.ts';
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
  await ensureRunRow(scope, 'accountReconciliation', account);
  const due = await scope
    .updateTable('reconciliations')
    .set({ due_at: new Date(now.getTime() + everyMs) })
    .where('account_id', '=', account.id)
    .where('due_at', '<=', now)
    .returning('account_id')
    .executeTakeFirst();
  if (due) await leaveRunMessage(scope, 'accountReconciliation', account);
  return due !== undefined;
}

/** Requests a reconciliation now. */
export async function reconcileNow(scope: Scope, account: Account): Promise<void> {
  await ensureRunRow(scope, 'accountReconciliation', account);
  await scope
    .updateTable('reconciliations')
    .set({ asked_at: sql<Date>`clock_timestamp()` })
    .where('account_id', '=', account.id)
    .execute();
  await leaveRunMessage(scope, 'accountReconciliation', account);
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

/** Whether somebody asked for a reconciliation and none that began later has ended. */
export function isAwaited({ asked_at, answered_at }: ReconciliationRow): boolean {
  return asked_at !== null && (answered_at === null || asked_at > answered_at);
}

/** Stores that a reconciliation begins now. Returns the row, or undefined where none was ever asked for. */
export function noteBegun(scope: Scope, accountId: string): Promise<ReconciliationRow | undefined> {
  return scope
    .updateTable('reconciliations')
    .set({ begun_at: sql<Date>`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .returningAll()
    .executeTakeFirst();
}

/** Stores when a reconciliation ended, and that it did what was asked for before it began. */
export async function noteReconciled(scope: Scope, accountId: string): Promise<void> {
  await scope
    .updateTable('reconciliations')
    .set({ done_at: sql<Date>`clock_timestamp()`, answered_at: sql<Date>`begun_at` })
    .where('account_id', '=', accountId)
    .execute();
}
