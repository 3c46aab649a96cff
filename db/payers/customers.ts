import { type Selectable, sql, type UpdateObject } from 'kysely';
import type { Scope } from '../database.ts';
import type { CustomerTable } from '../tables/payers.ts';
import type { Tables } from '../tables.ts';
import type { PayerRow } from './payers.ts';

export type CustomerRow = Selectable<CustomerTable>;

/** The row that connects a payer with its customer in one Asaas account, locked. It is added when it does not exist. */
export async function lockCustomer(scope: Scope, accountId: string, payer: PayerRow): Promise<CustomerRow> {
  await scope
    .insertInto('customers')
    .values({ tenant_id: payer.tenant_id, account_id: accountId, payer_id: payer.id })
    .onConflict((conflict) => conflict.columns(['account_id', 'payer_id']).doNothing())
    .execute();
  return scope
    .selectFrom('customers')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('payer_id', '=', payer.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The payer whom one Asaas account knows by this customer's id; undefined when it is none of ours. */
export function findPayerOfCustomer(
  scope: Scope,
  accountId: string,
  customerId: string,
): Promise<{ taxId: string; name: string } | undefined> {
  return scope
    .selectFrom('customers')
    .innerJoin('payers', 'payers.id', 'customers.payer_id')
    .select(['payers.tax_id as taxId', 'payers.name'])
    .where('customers.account_id', '=', accountId)
    .where('customers.customer_id', '=', customerId)
    .executeTakeFirst();
}

/** Reserves the making of a customer, for a minute at most: longer than its calls can take. */
export async function claimCustomer(scope: Scope, customer: CustomerRow): Promise<void> {
  await setCustomer(scope, customer, { claimed_until: sql`now() + interval '1 minute'` });
}

export async function noteCreateSent(scope: Scope, customer: CustomerRow, sent: boolean): Promise<void> {
  await setCustomer(scope, customer, { create_sent_at: sent ? sql`now()` : null });
}

export async function releaseCustomer(scope: Scope, customer: CustomerRow): Promise<void> {
  await setCustomer(scope, customer, { claimed_until: null });
}

/** What Asaas was told of a payer: the version of its data, whether it gets notices, and which, if that was told. */
export interface SyncedCustomer {
  version: number;
  notifyPayers: boolean;
  kinds: ToldKinds | null;
}

/** Which notices a payer gets, as `policyKey` writes them, and Asaas' ids of them. */
export interface ToldKinds {
  key: string;
  ids: NonNullable<CustomerRow['notice_ids']>;
}

/** Stores the customer's id, and what Asaas was told of it. */
export async function saveCustomer(
  scope: Scope,
  customer: CustomerRow,
  customerId: string,
  synced: SyncedCustomer,
): Promise<void> {
  await setCustomer(scope, customer, {
    customer_id: customerId,
    synced_version: synced.version,
    notify_payers: synced.notifyPayers,
    ...(synced.kinds && toColumns(synced.kinds)),
    claimed_until: null,
    create_sent_at: null,
  });
}

/** The columns of told kinds. */
export function toColumns({ key, ids }: ToldKinds) {
  return { told_notices: key, notice_ids: JSON.stringify(ids) };
}

/** Forgets a customer that Asaas no longer has, unless another document has replaced it meanwhile. */
export async function forgetCustomer(scope: Scope, accountId: string, customerId: string): Promise<void> {
  await scope
    .updateTable('customers')
    .set({
      customer_id: null,
      synced_version: 0,
      notify_payers: null,
      told_notices: null,
      notice_ids: null,
    })
    .where('account_id', '=', accountId)
    .where('customer_id', '=', customerId)
    .execute();
}

async function setCustomer(
  scope: Scope,
  customer: CustomerRow,
  change: UpdateObject<Tables, 'customers'>,
): Promise<void> {
  await scope
    .updateTable('customers')
    .set(change)
    .where('account_id', '=', customer.account_id)
    .where('payer_id', '=', customer.payer_id)
    .execute();
}
