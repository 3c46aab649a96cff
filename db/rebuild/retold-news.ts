import { sql } from 'kysely';
import type { DocumentFacts } from '../../domain/messages.ts';
import type { Scope } from '../database.ts';
import { leaveReceiptMessage } from '../messages/messages.ts';
import { type Page, type Period, type Told, tellEach } from './pages.ts';

interface News {
  id: string;
  documentId: string;
  /** The first news of a document has turn 1, the second 2: one statement tells each document one thing. */
  turn: number;
  facts: DocumentFacts['paymentReceived'];
}

/**
 * Tells a document again what Asaas said of its charges in the period, and whatever it was ever told if a booking of it
 * is held. Once for each charge: the document reads the charge back and books all that it says. News that a settlement
 * return waits for is preferred.
 */
export async function retellBookings(scope: Scope, page: Page, { since, until }: Period): Promise<Told> {
  const { rows } = await sql<News>`
    with news as (
      select message.id, document.id as "documentId", message.facts - 'event' as facts,
        row_number() over (partition by document.id, message.facts ->> 'chargeId'
          order by message.facts ? 'returnId' desc, message.id desc) as place
      from messages message join documents document on document.id = (message.subject ->> 'documentId')::uuid
      where message.signal in ('paymentReceived', 'chargeChanged')
        and message.delivered_at is not null and message.created_at < ${until}
        and (message.delivered_at >= ${since} or document.hold_work = 'book')
    )
    select id, "documentId", facts, row_number() over (partition by "documentId" order by id)::int as turn
    from (select * from news where place = 1 and id > ${page.afterId} order by id limit ${page.limit}) of_page
    order by id
  `.execute(scope);
  for (const turn of new Set(rows.map((news) => news.turn))) {
    const ofTurn = rows.filter((news) => news.turn === turn);
    const facts = ofTurn.map((news) => [news.documentId, news.facts] as const);
    await tellEach(scope, 'paymentReceived', new Map(facts));
  }
  return rows;
}

/** Tells the documents of receipts that a person assigned and nobody has booked. */
export async function retellAssignments(scope: Scope, page: Page): Promise<Told> {
  const rows = await scope
    .selectFrom('unidentified_receipts')
    .select(['id', 'assigned_document_id'])
    .where('assigned_document_id', 'is not', null)
    .where('booked_at', 'is', null)
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
  for (const { id: receiptId, assigned_document_id: documentId } of rows) {
    if (documentId) await tellEach(scope, 'receiptAssigned', new Map([[documentId, { receiptId }]]));
  }
  return rows;
}

/** Reads payments of strangers again that were told in the period. One that was stored is not stored again. */
export async function retellReceipts(scope: Scope, page: Page, { since, until }: Period): Promise<Told> {
  const rows = await scope
    .selectFrom('messages')
    .select(['id', 'tenant_id', 'subject'])
    .where('workflow_type', '=', 'unidentifiedReceipt')
    .where('delivered_at', '>=', since)
    .where('created_at', '<', until)
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
  for (const { tenant_id: tenantId, subject } of rows) {
    const { accountId, chargeId } = subject;
    await leaveReceiptMessage(scope, { tenantId, accountId: String(accountId), chargeId: String(chargeId) });
  }
  return rows;
}
