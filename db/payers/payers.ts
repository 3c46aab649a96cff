import { isDeepStrictEqual } from 'node:util';
import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { anyOf } from '../any-of.ts';
import { keepAudits } from '../audit/keep-audit.ts';
import type { Scope } from '../database.ts';
import type { PayerAddress, PayerTable } from '../tables/payers.ts';
import { findPayerIds } from './payer-search.ts';

export type PayerRow = Selectable<PayerTable>;

/** The wanted data of a payer. An absent field stays as it is; null deletes it. */
export interface PayerWish {
  taxId: string;
  name: string;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  address?: PayerAddress | null | undefined;
  notify?: boolean | null | undefined;
}

export interface SavedPayer {
  id: string;
  /** Whether the data of a known payer changed. Then its version is higher. */
  changed: boolean;
  /** The payer's new data. */
  data: PayerData;
}

/** A payer, for an id that comes from a row of the same tenant. Throws when the tenant has no such payer. */
export function findPayer(scope: Scope, payerId: string): Promise<PayerRow> {
  return scope.selectFrom('payers').selectAll().where('id', '=', payerId).executeTakeFirstOrThrow();
}

/** The tenant's payer with this tax id. */
export function findPayerByTaxId(scope: Scope, taxId: string): Promise<PayerRow | undefined> {
  return scope.selectFrom('payers').selectAll().where('tax_id', '=', taxId).executeTakeFirst();
}

/** The tenant's payer with this id; undefined when the tenant has no such payer. */
export function findPayerById(scope: Scope, payerId: string): Promise<PayerRow | undefined> {
  return scope.selectFrom('payers').selectAll().where('id', '=', payerId).executeTakeFirst();
}

/** The same, locked against other changes until the transaction ends. */
export function lockPayer(scope: Scope, payerId: string): Promise<PayerRow | undefined> {
  return scope.selectFrom('payers').selectAll().where('id', '=', payerId).forUpdate().executeTakeFirst();
}

/** What narrows the list of payers. An absent field narrows nothing. */
export interface PayerFilter {
  taxId?: string | undefined;
  defaultAccountId?: string | undefined;
  /** In the name, or at the beginning of the tax id. */
  q?: string | undefined;
}

/** Payers in the order they were entered, after `afterId`. */
export async function findPayers(
  scope: Scope,
  { taxId, defaultAccountId, q }: PayerFilter,
  page: { afterId: string | null; limit: number },
): Promise<PayerRow[]> {
  const found = q === undefined ? undefined : await findPayerIds(scope, q);
  return scope
    .selectFrom('payers')
    .selectAll()
    .$if(found !== undefined, (query) => query.where('id', '=', anyOf(found as string[])))
    .$if(taxId !== undefined, (query) => query.where('tax_id', '=', taxId as string))
    .$if(defaultAccountId !== undefined, (query) =>
      query.where('default_account_id', '=', defaultAccountId as string),
    )
    .$if(page.afterId !== null, (query) => query.where('id', '>', page.afterId as string))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** Gives a locked payer its default account. It is no data of Asaas, so the version stays. */
export function setDefaultAccount(
  scope: Scope,
  payerId: string,
  accountId: string | null,
): Promise<PayerRow> {
  return scope
    .updateTable('payers')
    .set({ default_account_id: accountId })
    .where('id', '=', payerId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Adds or changes payers, by tax id, with at most four queries. The audit keeps a change of mind about notices, which
 * cost money; the other data of a payer are no configuration.
 */
export async function savePayers(
  scope: Scope,
  { tenantId, actor }: { tenantId: string; actor: string },
  wishes: PayerWish[],
): Promise<Map<string, SavedPayer>> {
  const known = new Map((await lockKnownPayers(scope, wishes)).map((row) => [row.tax_id, row]));
  const saved = new Map<string, SavedPayer>();
  const fresh: PayerData[] = [];
  const changed: PayerData[] = [];
  for (const wish of wishes) {
    const before = known.get(wish.taxId);
    const after = dataOf(wish, before);
    const differs =
      before !== undefined &&
      !isDeepStrictEqual(after, dataOf({ taxId: wish.taxId, name: before.name }, before));
    if (!before) fresh.push(after);
    if (differs) changed.push(after);
    saved.set(wish.taxId, { id: after.id, changed: differs, data: after });
  }
  await insertPayers(scope, tenantId, fresh);
  await updatePayers(scope, changed);
  const renotified = changed.flatMap(({ tax_id, id, notify }) => {
    const before = known.get(tax_id)?.notify ?? null;
    return before === notify ? [] : [{ resourceId: id, before: { notify: before }, after: { notify } }];
  });
  await keepAudits(scope, { tenantId, actor, action: 'payer.changed' }, renotified);
  return saved;
}

export interface PayerData {
  id: string;
  tax_id: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: PayerAddress | null;
  notify: boolean | null;
}

/** Locks in one order. So two calls about the same payers wait for each other and do not deadlock. */
async function lockKnownPayers(scope: Scope, wishes: PayerWish[]): Promise<PayerRow[]> {
  if (wishes.length === 0) return [];
  return scope
    .selectFrom('payers')
    .selectAll()
    .where(
      'tax_id',
      'in',
      wishes.map((wish) => wish.taxId),
    )
    .orderBy('tax_id')
    .forUpdate()
    .execute();
}

function dataOf(wish: PayerWish, known: PayerRow | undefined): PayerData {
  return {
    id: known?.id ?? uuid(),
    tax_id: wish.taxId,
    name: wish.name,
    email: wish.email === undefined ? (known?.email ?? null) : wish.email,
    phone: wish.phone === undefined ? (known?.phone ?? null) : wish.phone,
    address: wish.address === undefined ? (known?.address ?? null) : wish.address,
    notify: wish.notify === undefined ? (known?.notify ?? null) : wish.notify,
  };
}

async function insertPayers(scope: Scope, tenantId: string, payers: PayerData[]): Promise<void> {
  if (payers.length === 0) return;
  await scope
    .insertInto('payers')
    .values(
      payers.map((payer) => ({
        ...payer,
        tenant_id: tenantId,
        address: payer.address && JSON.stringify(payer.address),
      })),
    )
    .execute();
}

async function updatePayers(scope: Scope, payers: PayerData[]): Promise<void> {
  if (payers.length === 0) return;
  await sql`
    update payers
    set name = change.name, email = change.email, phone = change.phone, address = change.address,
        notify = change.notify, version = payers.version + 1
    from jsonb_to_recordset(${JSON.stringify(payers)}::jsonb)
      as change (id uuid, name text, email text, phone text, address jsonb, notify boolean)
    where payers.id = change.id
  `.execute(scope);
}
