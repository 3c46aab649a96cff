import { sql } from 'kysely';
import { anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';

/** Whether the account has a charge of ours from before an instant. */
export async function hasCharges(scope: Scope, accountId: string, before: Date): Promise<boolean> {
  const row = await scope
    .selectFrom('charges')
    .select('charge_id')
    .where('account_id', '=', accountId)
    .where('created_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that Asaas showed these charges just now. */
export async function markListed(
  scope: Scope,
  accountId: string,
  chargeIds: readonly string[],
): Promise<void> {
  await scope
    .updateTable('charges')
    .set({ listed_at: sql<Date>`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('charge_id', '=', anyText(chargeIds))
    .execute();
}

/** A document whose charge should be open at Asaas, and was in none of the lists. */
export interface UnlistedCharge {
  documentId: string;
  chargeId: string;
  changeSeq: number;
}

/**
 * Documents that count on a charge which no list has shown since `since`, though it was there and at rest before. One
 * that Asaas does not know is with a person already.
 */
export async function findUnlistedCharges(
  scope: Scope,
  accountId: string,
  since: Date,
  limit: number,
): Promise<UnlistedCharge[]> {
  const rows = await unlistedSince(scope, accountId, since)
    .where('documents.status', 'in', ['registered', 'overdue', 'paid'])
    .where(sql<boolean>`not documents.flags ? 'charge_unknown'`)
    .orderBy('documents.id')
    .limit(limit)
    .execute();
  return rows.map(toUnlistedCharge);
}

/**
 * Documents whose own charge is flagged as contested, and that no list has shown since `since`: the chargeback is
 * decided, and the payment may be older than the lists go back.
 */
export async function findUnlistedDisputes(
  scope: Scope,
  accountId: string,
  since: Date,
  limit: number,
): Promise<UnlistedCharge[]> {
  const rows = await unlistedSince(scope, accountId, since)
    .where(sql<boolean>`documents.flags <> '{}'`) // As the index of flagged documents says it.
    .where(sql<boolean>`documents.flags ?| array['chargeback_requested', 'chargeback_in_dispute']`)
    .orderBy('documents.id')
    .limit(limit)
    .execute();
  return rows.map(toUnlistedCharge);
}

/** Charges of documents that were there, and at rest, before `since`, and that no list has shown from then on. */
function unlistedSince(scope: Scope, accountId: string, since: Date) {
  return scope
    .selectFrom('documents')
    .innerJoin('charges', (join) =>
      join
        .onRef('charges.charge_id', '=', 'documents.charge_id')
        .onRef('charges.account_id', '=', 'documents.account_id'),
    )
    .select(['documents.id', 'charges.charge_id', 'documents.change_seq'])
    .where('documents.account_id', '=', accountId)
    .where('documents.updated_at', '<', since)
    .where('charges.created_at', '<', since)
    .where((row) => row.or([row('charges.listed_at', 'is', null), row('charges.listed_at', '<', since)]));
}

function toUnlistedCharge(row: { id: string; charge_id: string; change_seq: number }): UnlistedCharge {
  return { documentId: row.id, chargeId: row.charge_id, changeSeq: row.change_seq };
}

/** The clock that the rows are written by. */
export async function readClock(scope: Scope): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(scope);
  return rows[0]?.now as Date; // One row, always.
}
