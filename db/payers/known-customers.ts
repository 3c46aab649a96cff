import { sql } from 'kysely';
import { anyOf, anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { tellTimelineOfMany } from '../documents/document-entry.ts';
import type { PayerRow } from './payers.ts';

/** A payer of ours that has a customer at Asaas, with whether Asaas was told to notify it. */
export type PayerAtAsaas = PayerRow & { customer_id: string; notify_payers: boolean | null };

/**
 * The payers of these customers of one account, and notes that Asaas showed them just now. A payer whose newest data are
 * still to be sent is left out: it differs anyway.
 */
export async function findPayersAtAsaas(
  scope: Scope,
  accountId: string,
  customerIds: readonly string[],
): Promise<PayerAtAsaas[]> {
  await scope
    .updateTable('customers')
    .set({ listed_at: sql<Date>`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('customer_id', '=', anyText(customerIds))
    .execute();
  const rows = await scope
    .selectFrom('customers')
    .innerJoin('payers', 'payers.id', 'customers.payer_id')
    .selectAll('payers')
    .select(['customer_id', 'notify_payers'])
    .where('account_id', '=', accountId)
    .where('customer_id', '=', anyText(customerIds))
    .whereRef('synced_version', '>=', 'version')
    .execute();
  return rows.map((row) => ({ ...row, customer_id: row.customer_id as string })); // Found by it.
}

/** Customers of an account that no list has shown since `since`, and that open documents count on. */
export async function findUnlistedCustomers(
  scope: Scope,
  accountId: string,
  since: Date,
  limit: number,
): Promise<string[]> {
  const rows = await scope
    .selectFrom('customers')
    .select('customer_id')
    .where('account_id', '=', accountId)
    .where('customer_id', 'is not', null)
    .where((row) => row.or([row('listed_at', 'is', null), row('listed_at', '<', since)]))
    .where((row) =>
      row.exists(
        row
          .selectFrom('documents')
          .select('documents.id')
          .whereRef('documents.payer_id', '=', 'customers.payer_id')
          .where('documents.account_id', '=', accountId)
          .where('documents.status', 'in', ['registered', 'overdue']),
      ),
    )
    .limit(limit)
    .execute();
  return rows.map((row) => row.customer_id as string); // None is null.
}

/** Tells on the timeline of each open document of a payer that its data were put right at Asaas. */
export async function tellPayerMended(
  scope: Scope,
  accountId: string,
  payer: PayerAtAsaas,
  fields: readonly string[],
): Promise<void> {
  const documents = await scope
    .selectFrom('documents')
    .select(['id', 'tenant_id'])
    .where('payer_id', '=', anyOf([payer.id]))
    .where('account_id', '=', accountId)
    .where('status', 'in', ['registered', 'overdue'])
    .execute();
  const details = { customerId: payer.customer_id, fields };
  await tellTimelineOfMany(
    scope,
    documents.map(({ id, tenant_id }) => ({
      tenantId: tenant_id,
      documentId: id,
      what: 'payer.mended',
      actor: 'remessa',
      details,
    })),
  );
}
