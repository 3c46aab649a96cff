import { isDeepStrictEqual } from 'node:util';
import { type Selectable, sql } from 'kysely';
import type { NoticeFees } from '../../domain/notices.ts';
import { ensureRunRow, leaveRunMessage } from '../accounts/account-runs.ts';
import type { AccountRow } from '../accounts/accounts.ts';
import type { Scope } from '../database.ts';
import type { AccountNoticesTable } from '../tables/notices.ts';
import { isTold } from './is-told.ts';

export type NoticesRow = Selectable<AccountNoticesTable>;

/** How far an account's notices are applied, and their fee; undefined before the first request. */
export function findNotices(scope: Scope, accountId: string): Promise<NoticesRow | undefined> {
  return scope
    .selectFrom('account_notices')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** Whether the account has Asaas notify its payers. Off unless wanted. */
export function notifiesPayers({ settings }: Pick<AccountRow, 'settings'>): boolean {
  return settings.notifyPayers ?? false;
}

/**
 * Asks that all payers of the account are told, if the change of the account concerns its notices. The caller has the
 * account's lock.
 */
export async function applyChangedNotices(
  scope: Scope,
  before: AccountRow,
  after: AccountRow,
): Promise<void> {
  const isSame =
    notifiesPayers(before) === notifiesPayers(after) && isDeepStrictEqual(before.notices, after.notices);
  if (isSame) return;
  await ensureRunRow(scope, 'accountNotices', after);
  await scope
    .updateTable('account_notices')
    .set({ changed_at: sql<Date>`clock_timestamp()`, applied_at: null })
    .where('account_id', '=', after.id)
    .execute();
  await leaveRunMessage(scope, 'accountNotices', after);
}

/** Asks for the rest of an application that did not reach its end. Returns whether there was one. */
export async function resumeNotices(scope: Scope, account: AccountRow): Promise<boolean> {
  const row = await findNotices(scope, account.id);
  if (!row?.changed_at || row.applied_at) return false;
  await leaveRunMessage(scope, 'accountNotices', account);
  return true;
}

/** Asks that payers who were told otherwise, or nothing, are told. Nothing happens when there are none. */
export async function applyNoticesIfUntold(scope: Scope, account: AccountRow): Promise<void> {
  const { payers, told } = await countTold(scope, account);
  if (told === payers) return;
  await ensureRunRow(scope, 'accountNotices', account);
  await leaveRunMessage(scope, 'accountNotices', account);
}

/**
 * How many payers of an account Asaas knows, and how many of them it was told about as is wanted now. Few payers have a
 * word of their own, so they are counted apart: a join with all payers takes twice as long.
 */
export async function countTold(
  scope: Scope,
  account: Pick<AccountRow, 'id' | 'settings' | 'notices'>,
): Promise<{ payers: number; told: number }> {
  const asTheAccount = isTold(account, sql<boolean>`${notifiesPayers(account)}::boolean`);
  const asThePayer = isTold(account, sql<boolean>`payers.notify`);
  const known = scope
    .selectFrom('customers')
    .where('customers.account_id', '=', account.id)
    .where('customers.customer_id', 'is not', null);
  const all = await known
    .select([
      sql<number>`count(*)`.as('payers'),
      sql<number>`count(*) filter (where ${asTheAccount})`.as('told'),
    ])
    .executeTakeFirstOrThrow();
  const own = await known
    .innerJoin('payers', 'payers.id', 'customers.payer_id')
    .where('payers.notify', 'is not', null)
    .select([
      sql<number>`count(*) filter (where ${asThePayer})`.as('told'),
      sql<number>`count(*) filter (where ${asTheAccount})`.as('asTheAccount'),
    ])
    .executeTakeFirstOrThrow();
  return { payers: all.payers, told: all.told - own.asTheAccount + own.told };
}

/** The row, locked: so nobody changes the notices between the last look for payers and `noteApplied`. */
export function lockNotices(scope: Scope, accountId: string): Promise<NoticesRow | undefined> {
  return scope
    .selectFrom('account_notices')
    .selectAll()
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

/** Stores that nobody is left to be told. The time of the first end stays. */
export async function noteApplied(scope: Scope, accountId: string): Promise<void> {
  await scope
    .updateTable('account_notices')
    .set({ applied_at: sql<Date>`coalesce(applied_at, clock_timestamp())` })
    .where('account_id', '=', accountId)
    .execute();
}

/** Stores what notices cost, as Asaas said just now. */
export async function keepNoticeFees(
  scope: Scope,
  account: AccountRow,
  { messagingCents, whatsappCents }: { [Fee in keyof NoticeFees]: number | null },
  readAt: Date,
): Promise<void> {
  await ensureRunRow(scope, 'accountNotices', account);
  await scope
    .updateTable('account_notices')
    .set({ fee_cents: messagingCents, whatsapp_fee_cents: whatsappCents, fee_read_at: readAt })
    .where('account_id', '=', account.id)
    .execute();
}
