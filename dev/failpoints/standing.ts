import type pg from 'pg';

/** A document, and what is still under way in its company. Read from the rows: a question to the API would pass failpoints. */
export interface Standing {
  status: string;
  version: number;
  syncedVersion: number | null;
  additionCents: number;
  chargeId: string | null;
  /** Messages that no workflow has yet. */
  undelivered: number;
  /** Deliveries that the ERP waits for. */
  waiting: number;
  /** How many events the ERP must have heard. */
  told: number;
}

const query = `
  select status, version, synced_version as "syncedVersion", addition_cents::int as "additionCents",
    charge_id as "chargeId",
    (select count(*)::int from messages
      where tenant_id = documents.tenant_id and delivered_at is null) as undelivered,
    (select count(*)::int from webhook_deliveries
      where tenant_id = documents.tenant_id and status = 'waiting') as waiting,
    (select coalesce(max(last_sequence), 0)::int from event_sequences
      where tenant_id = documents.tenant_id)
    - (select coalesce(min(sequence), 1)::int - 1 from webhook_deliveries
      where tenant_id = documents.tenant_id) as told
  from documents where id = $1`;

/** `database` is read as the owner of the tables. Throws when there is no such document. */
export async function standingOf(database: pg.Pool, documentId: string): Promise<Standing> {
  const { rows } = await database.query<Standing>(query, [documentId]);
  const [standing] = rows;
  if (!standing) throw new Error(`There is no document ${documentId}`);
  return standing;
}

/** Whether nothing is on its way any more: to a workflow, or to the ERP, who heard `heard` events. */
export function isAtRest({ undelivered, waiting, told }: Standing, heard: number): boolean {
  return undelivered === 0 && waiting === 0 && heard >= told;
}
