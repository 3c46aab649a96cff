import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Asaas } from '../asaas/asaas.ts';
import { allTenants } from '../db/access/all-tenants.ts';
import { openApiKey } from '../db/accounts/account-secrets.ts';
import type { AccountRow } from '../db/accounts/accounts.ts';
import type { Database } from '../db/database.ts';
import { findLastSequence } from '../db/messages/erp-events.ts';
import { rebuildRuns } from '../db/rebuild/rebuild-runs.ts';
import { type ForgottenCharge, findUnadopted, keepForgotten } from '../db/restore/forgotten-charges.ts';
import { findUnread, markRead, markRestored } from '../db/restore/restored-accounts.ts';
import type { Sealer } from '../db/sealed-text.ts';
import { asTenant } from '../db/tenancy.ts';
import { addDays, dateInSaoPaulo } from '../domain/calendar.ts';
import { formatReais } from '../domain/money.ts';

interface Tools {
  db: Database;
  asaas: Pick<Asaas, 'charges'>;
  sealer: Sealer;
}

/** What the restore of one company leaves to people. */
export interface Healing {
  tenantId: string;
  /** The number of the last event of its feed that is still known. */
  lastSequence: number;
  /** Charges whose document is not known, or was not sent again yet. */
  waiting: ForgottenCharge[];
  /** Accounts that Asaas did not show, with the reason. They create no charge. */
  unread: { accountId: string; reason: string }[];
}

/**
 * Heals what can be healed after Postgres was restored to `restoredTo`. API and worker must be stopped; throws when they
 * are not. First no account may create charges any more, so that whatever fails afterwards creates none. All runs of
 * the namespace end: they have read messages of numbers that are given again. May be repeated.
 */
export async function healAfterRestore(
  tools: Tools & { client: Client },
  restoredTo: Date,
): Promise<Healing[]> {
  const { db, client } = tools;
  await demandAlone(db);
  for await (const tenantId of allTenants(db))
    await asTenant(db, tenantId, (scope) => markRestored(scope, restoredTo));
  await endAllRuns(client);
  const healed = await readForgottenCharges(tools);
  await rebuildRuns(db, restoredTo);
  return healed;
}

/** Reads the charges of the accounts that were not read since the restore. May run while everything works. */
export async function readForgottenCharges(tools: Tools): Promise<Healing[]> {
  const healed: Healing[] = [];
  for await (const tenantId of allTenants(tools.db)) {
    const accounts = await asTenant(tools.db, tenantId, findUnread);
    const unread: Healing['unread'] = [];
    for (const account of accounts) {
      const reason = await readAccount(tools, account);
      if (reason !== null) unread.push({ accountId: account.id, reason });
    }
    healed.push({ ...(await asTenant(tools.db, tenantId, readWhatIsLeft)), tenantId, unread });
  }
  return healed;
}

async function readWhatIsLeft(scope: Parameters<typeof findUnadopted>[0]) {
  return { waiting: await findUnadopted(scope), lastSequence: await findLastSequence(scope) };
}

/** Why the account could not be read; null if it was. */
async function readAccount({ db, asaas, sealer }: Tools, account: AccountRow): Promise<string | null> {
  const { id, tenant_id, environment, restored_to } = account;
  if (!restored_to) return null;
  // Days at Asaas are days in São Paulo, and its clock is not ours.
  const from = addDays(dateInSaoPaulo(restored_to), -1);
  try {
    const turn = { accountId: id, purpose: 'amend' as const };
    const connection = { environment, apiKey: openApiKey(sealer, account), turn };
    const charges = await asaas.charges.findCreatedSince(connection, from);
    await asTenant(db, tenant_id, async (scope) => {
      await keepForgotten(scope, account, charges);
      await markRead(scope, id);
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a person has to know, in lines. */
export function describeHealing(healed: readonly Healing[]): string[] {
  return healed.flatMap(({ tenantId, lastSequence, waiting, unread }) => [
    `company ${tenantId}: its ERP reads the feed again after event ${lastSequence}`,
    ...unread.map(
      ({ accountId, reason }) => `  account ${accountId} creates no charge, it could not be read: ${reason}`,
    ),
    ...waiting.map(
      ({ account_id, charge_id, value_cents, due_date, description }) =>
        `  charge ${charge_id} of account ${account_id} (${formatReais(value_cents)}, due ${due_date}` +
        `${description ? `, ${description}` : ''}) waits for its document to be sent again`,
    ),
  ]);
}

/** Throws while another process works on the database as the application: it would create charges meanwhile. */
async function demandAlone(db: Database): Promise<void> {
  const { rows } = await sql<{ others: number }>`
    select count(*)::int as others from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
  `.execute(db);
  const others = rows[0]?.others ?? 0;
  if (others > 0) throw new Error(`${others} connections of API or worker are open: stop them first`);
}

/** Terminates every open run. The list follows the runs by a moment, so only two empty looks in a row are believed. */
async function endAllRuns(client: Client): Promise<void> {
  for (let emptyLooks = 0; emptyLooks < 2; ) {
    let ended = 0;
    for await (const { workflowId, runId } of client.workflow.list({
      query: `ExecutionStatus = 'Running'`,
    })) {
      await client.workflow
        .getHandle(workflowId, runId)
        .terminate('The database was restored')
        .catch(ignoreGone);
      ended += 1;
    }
    emptyLooks = ended === 0 ? emptyLooks + 1 : 0;
    await pause(1_000);
  }
}

/** It ended since it was listed. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}
