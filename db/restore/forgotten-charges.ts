import { type Selectable, sql } from 'kysely';
import type { Charge } from '../../domain/charge.ts';
import { anyOf, anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { isOurKind, referenceOf } from '../documents/attempt-reference.ts';
import type { ForgottenChargeTable } from '../tables/restores.ts';

export type ForgottenCharge = Pick<
  Selectable<ForgottenChargeTable>,
  'account_id' | 'charge_id' | 'reference' | 'value_cents' | 'due_date' | 'description'
>;

/** A forgotten charge of a document, with the number of the attempt that created it. */
export interface FoundCharge {
  chargeId: string;
  accountId: string;
  number: number;
}

/** More attempts than a document ever makes between two backups. */
const attemptsTried = 50;

/** Keeps those charges that an attempt of ours created and no row of ours knows. May be repeated. */
export async function keepForgotten(
  scope: Scope,
  account: { id: string; tenant_id: string },
  charges: readonly Charge[],
): Promise<void> {
  const ours = charges.filter(({ reference, removed }) => !removed && isOurKind(reference ?? ''));
  const unknown = await withoutRow(scope, account.id, ours);
  if (unknown.length === 0) return;
  const rows = unknown.map(({ chargeId, reference, valueCents, dueDate, description }) => ({
    account_id: account.id,
    tenant_id: account.tenant_id,
    charge_id: chargeId,
    reference: String(reference),
    value_cents: valueCents,
    due_date: dueDate,
    description,
  }));
  await scope
    .insertInto('forgotten_charges')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['account_id', 'charge_id']).doNothing())
    .execute();
}

async function withoutRow(scope: Scope, accountId: string, charges: readonly Charge[]): Promise<Charge[]> {
  const attempts = await scope
    .selectFrom('registration_attempts')
    .select('id')
    .where('id', '=', anyOf(charges.map(({ reference }) => String(reference))))
    .execute();
  const known = await scope
    .selectFrom('charges')
    .select('charge_id')
    .where('account_id', '=', accountId)
    .where('charge_id', '=', anyText(charges.map(({ chargeId }) => chargeId)))
    .execute();
  const references = new Set(attempts.map(({ id }) => id));
  const ids = new Set(known.map((row) => row.charge_id));
  return charges.filter(
    ({ chargeId, reference }) => !references.has(String(reference)) && !ids.has(chargeId),
  );
}

/**
 * The charge that a document of this name was given before the restore. `unread` while the charges of an account of the
 * company were not read since: nobody knows then. The newest attempt counts; the charges of others were removed.
 */
export async function findForgotten(
  scope: Scope,
  document: { tenant_id: string; erp_id: string },
): Promise<FoundCharge | 'unread' | null> {
  const numbers = new Map<string, number>();
  for (let number = 1; number <= attemptsTried; number += 1)
    numbers.set(referenceOf(document, number), number);
  const { rows } = await sql<{ charge_id: string | null; account_id: string; reference: string }>`
    select null as charge_id, id as account_id, null as reference from accounts
      where restored_to is not null and restore_read_at is null
    union all
    select charge_id, account_id, reference::text from forgotten_charges
      where document_id is null and reference = ${anyOf([...numbers.keys()])}
  `.execute(scope);
  if (rows.some((row) => row.charge_id === null)) return 'unread';
  const found = rows.map((row) => ({
    chargeId: String(row.charge_id),
    accountId: row.account_id,
    number: numbers.get(row.reference) ?? 0,
  }));
  return found.toSorted((one, other) => other.number - one.number)[0] ?? null;
}

/** The charge is the document's from now on. A payment of it that waits for a person is the document's, too. */
export async function adoptForgotten(
  scope: Scope,
  documentId: string,
  { accountId, chargeId }: FoundCharge,
): Promise<void> {
  await scope
    .updateTable('forgotten_charges')
    .set({ document_id: documentId, adopted_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('charge_id', '=', chargeId)
    .execute();
  await scope
    .updateTable('unidentified_receipts')
    .set({ assigned_document_id: documentId, assigned_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('charge_id', '=', chargeId)
    .where('assigned_document_id', 'is', null)
    .execute();
}

/** The charges that no document took, oldest first. */
export function findUnadopted(scope: Scope): Promise<ForgottenCharge[]> {
  return scope
    .selectFrom('forgotten_charges')
    .select(['account_id', 'charge_id', 'reference', 'value_cents', 'due_date', 'description'])
    .where('document_id', 'is', null)
    .orderBy('found_at')
    .orderBy('charge_id')
    .execute();
}
