import { sql } from 'kysely';
import type { HoldCause } from '../../domain/hold.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';

/** How many documents of a remittance are in each state. */
export interface Standing {
  total: number;
  /** Not yet handed to their workflows. */
  waiting: number;
  /** Handed over, and without an outcome. */
  underWay: number;
  uncertain: number;
  registered: number;
  rejected: number;
  cancelled: number;
}

export function findStanding(scope: Scope, remittanceId: string): Promise<Standing> {
  return scope
    .selectFrom('remittance_items')
    .select([
      sql<number>`count(*)`.as('total'),
      sql<number>`count(*) filter (where outcome is null and handed_at is null)`.as('waiting'),
      sql<number>`count(*) filter (where outcome is null and handed_at is not null)`.as('underWay'),
      sql<number>`count(*) filter (where outcome = 'uncertain')`.as('uncertain'),
      sql<number>`count(*) filter (where outcome = 'registered')`.as('registered'),
      sql<number>`count(*) filter (where outcome = 'rejected')`.as('rejected'),
      sql<number>`count(*) filter (where outcome = 'cancelled')`.as('cancelled'),
    ])
    .where('remittance_id', '=', remittanceId)
    .executeTakeFirstOrThrow();
}

/** What is left of all open remittances of an account, and their speed in the last minute. */
export interface Load {
  documentsLeft: number;
  /** One call for each document, and two for each payer that Asaas does not have yet. */
  callsLeft: number;
  documentsPerSecond: number;
}

/** The period of the measurement, and the shortest time that counts as measured. */
const measuredSeconds = 60;
const shortestSeconds = 0.25;

/** Adds up what is left of an account's open remittances. They share one quota and one speed. */
export async function findLoad(scope: Scope, accountId: string): Promise<Load> {
  const left = await scope
    .selectFrom('remittances as remittance')
    .innerJoin('remittance_items as item', 'item.remittance_id', 'remittance.id')
    .innerJoin('documents as document', 'document.id', 'item.document_id')
    .leftJoin('customers as customer', (join) =>
      join
        .onRef('customer.payer_id', '=', 'document.payer_id')
        .onRef('customer.account_id', '=', 'remittance.account_id')
        .on('customer.customer_id', 'is not', null),
    )
    .select([
      sql<number>`count(*)`.as('documents'),
      sql<number>`count(distinct document.payer_id) filter (where customer.payer_id is null)`.as('newPayers'),
    ])
    .where('remittance.account_id', '=', accountId)
    .where('remittance.status', '<>', 'completed')
    .where('item.outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    documentsLeft: left.documents,
    callsLeft: left.documents + 2 * left.newPayers,
    documentsPerSecond: await findSpeed(scope, accountId),
  };
}

async function findSpeed(scope: Scope, accountId: string): Promise<number> {
  const { documents, seconds } = await scope
    .selectFrom('remittance_items as item')
    .innerJoin('remittances as remittance', 'remittance.id', 'item.remittance_id')
    .select([
      sql<number>`count(*)`.as('documents'),
      sql<number | null>`extract(epoch from now() - min(item.outcome_at))::float8`.as('seconds'),
    ])
    .where('remittance.account_id', '=', accountId)
    .where('item.outcome_at', '>', sql<Date>`now() - make_interval(secs => ${measuredSeconds})`)
    .executeTakeFirstOrThrow();
  return documents > 1 && seconds ? documents / Math.max(shortestSeconds, seconds) : 0;
}

/**
 * Takes the next documents of a remittance that are not handed over, at most `limit`. They are chosen by position and
 * locked in the order of their ids.
 */
export async function takeNextDocuments(
  scope: Scope,
  remittanceId: string,
  limit: number,
): Promise<{ document_id: string; cancel_requested_at: Date | null }[]> {
  const waiting = scope
    .selectFrom('remittance_items as item')
    .where('item.remittance_id', '=', remittanceId)
    .where('item.handed_at', 'is', null)
    .where('item.outcome', 'is', null);
  const next = waiting.select('item.document_id').orderBy('item.position').limit(limit);
  const rows = await waiting
    .innerJoin('documents as document', 'document.id', 'item.document_id')
    .select(['item.document_id', 'document.cancel_requested_at'])
    .where('item.document_id', 'in', next)
    .orderBy('document.id')
    .forUpdate(['document', 'item'])
    .execute();
  if (rows.length > 0) {
    const taken = rows.map((row) => row.document_id);
    await scope
      .updateTable('remittance_items')
      .set({ handed_at: sql`now()` })
      .where('remittance_id', '=', remittanceId)
      .where('document_id', '=', anyOf(taken))
      .execute();
  }
  return rows;
}

/** Why documents of a remittance do not advance. */
export interface RemittanceHold {
  cause: HoldCause;
  /** When the last of them continues. Null when no time is known; only a quota has one. */
  until: Date | null;
  /** Of a limit of the day: how many documents pass on each day. */
  perDay?: number;
}

/** The hold of most documents of a remittance without an outcome, with their number. Null when none is held. */
export async function findHoldOfDocuments(
  scope: Scope,
  { accountId, remittanceId }: { accountId: string; remittanceId: string },
): Promise<(RemittanceHold & { documents: number }) | null> {
  const row = await scope
    .selectFrom('documents as document')
    .innerJoin('remittance_items as item', (join) =>
      join
        .onRef('item.document_id', '=', 'document.id')
        .onRef('item.remittance_id', '=', 'document.remittance_id'),
    )
    .select([
      'hold as cause',
      sql<Date | null>`max(hold_until)`.as('until'),
      sql<number>`count(*)`.as('documents'),
    ])
    .where('document.hold_account_id', '=', accountId)
    .where('document.hold', 'is not', null)
    .where('document.remittance_id', '=', remittanceId)
    .where((item) => item.or([item('outcome', 'is', null), item('outcome', '=', 'uncertain')]))
    .groupBy('hold')
    .orderBy(sql`count(*)`, 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row?.cause) return null;
  const { cause, documents } = row;
  return { cause, documents, until: isOfLimit(cause) ? row.until : null };
}

/** Limits open by themselves; whatever else holds documents ends when somebody acts. */
function isOfLimit(cause: HoldCause): boolean {
  return cause === 'quota' || cause === 'daily_limit';
}

/** Stores when a remittance should end, and what holds it. */
export async function noteForecast(
  scope: Scope,
  remittanceId: string,
  forecast: { allHandedOver: boolean; eta: Date | null; hold: RemittanceHold | null },
): Promise<void> {
  await scope
    .updateTable('remittances')
    .set({
      status: forecast.allHandedOver ? 'waiting' : 'sending',
      eta: forecast.eta,
      hold: forecast.hold?.cause ?? null,
      hold_until: forecast.hold?.until ?? null,
    })
    .where('id', '=', remittanceId)
    .where('status', '<>', 'completed')
    .execute();
}

/** Completes a remittance. Returns its account; undefined when it was already complete. */
export async function completeRemittance(scope: Scope, remittanceId: string): Promise<string | undefined> {
  const completed = await scope
    .updateTable('remittances')
    .set({ status: 'completed', completed_at: sql`now()`, eta: null, hold: null, hold_until: null })
    .where('id', '=', remittanceId)
    .where('status', '<>', 'completed')
    .returning('account_id')
    .executeTakeFirst();
  return completed?.account_id;
}
