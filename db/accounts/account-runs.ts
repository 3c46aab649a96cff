import { sql } from 'kysely';
import { workflowIds } from '../../domain/messages.ts';
import type { Scope } from '../database.ts';
import { insertMessage } from '../messages/insert-message.ts';

interface Account {
  id: string;
  tenant_id: string;
  name: string;
}

/** The work in the background that an account has one run of, each with a table that has a row for the account. */
const accountRuns = {
  accountReconciliation: {
    table: 'reconciliations',
    signal: 'reconciliationDue',
    summary: 'Conciliação da conta',
  },
  accountNotices: { table: 'account_notices', signal: 'noticesChanged', summary: 'Avisos da conta' },
} as const;

export type AccountRun = keyof typeof accountRuns;

/** Adds the account's row for a run, unless there is one. */
export async function ensureRunRow(scope: Scope, run: AccountRun, account: Account): Promise<void> {
  await scope
    .insertInto(accountRuns[run].table)
    .values({ account_id: account.id, tenant_id: account.tenant_id })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute();
}

/** Leaves the message that starts or wakes a run. The account has its row. */
export async function leaveRunMessage(
  scope: Scope,
  run: AccountRun,
  { id: accountId, tenant_id: tenantId, name }: Account,
): Promise<void> {
  const { table, signal, summary } = accountRuns[run];
  const { rows } = await sql<{ message_seq: number }>`
    update ${sql.table(table)} set message_seq = message_seq + 1 where account_id = ${accountId}
    returning message_seq
  `.execute(scope);
  const [numbered] = rows;
  if (!numbered) throw new Error(`The account ${accountId} has no row in ${table}`);
  await insertMessage(scope, {
    tenant_id: tenantId,
    workflow_type: run,
    workflow_id: workflowIds[run]({ tenantId, accountId }),
    seq: numbered.message_seq,
    signal,
    // After everything that a person waits for.
    urgency: 4,
    facts: {},
    subject: { accountId, summary: `${summary} ${name}` },
  });
}
