import { sql } from 'kysely';
import type { HoldCause } from '../../domain/remittance-pace.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';

/** Where a remittance stands. */
export interface Standing {
  total: number;
  /** Not handed to their workflows yet. */
  waiting: number;
  /** Handed over, and without an outcome. */
  underWay: number;
  uncertain: number;
  registered: number;
  rejected: number;
  cancelled: number;
}

/** Counts a remittance's documents by how far they are. */
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

/** What all open remittances of an account have still to do, and how fast they have been in the last minute. */
export interface Load {
  documentsLeft: number;
  /** One call for each document, and two for each payer who is not known at Asaas yet. */
  callsLeft: number;
  documentsPerSecond: number;
}

/** How far back the speed is measured, and the shortest time in which it can be. */
const measuredSeconds = 60;
const shortestSeconds = 0.25;

/** Adds up what is left of an account's open remittances: they share one quota and one speed. */
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
 * Takes the next documents of a remittance that nobody handed over yet, and locks them: up to `limit`, chosen by their
 * position, locked by their id. Those that are to be cancelled are left out; their cancellation is under way.
 */
export async function takeNextDocuments(
  scope: Scope,
  remittanceId: string,
  limit: number,
): Promise<string[]> {
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
  return rows.filter((row) => row.cancel_requested_at === null).map((row) => row.document_id);
}

/** Why nothing more is handed over just now. */
export interface Hold {
  cause: HoldCause;
  until: Date | null;
}

/** Keeps when a remittance is expected to end, and what holds it. */
export async function noteForecast(
  scope: Scope,
  remittanceId: string,
  forecast: { allHandedOver: boolean; eta: Date | null; hold: Hold | null },
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

/** Ends a remittance. Returns its account, or undefined when it had ended before. */
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
