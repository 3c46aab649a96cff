import { sql } from 'kysely';
import type { DocumentFacts } from '../../domain/messages.ts';
import type { Scope } from '../database.ts';
import { type Page, type Period, type Told, tellEach } from './pages.ts';

interface CashWish {
  id: string;
  signal: 'cashReceived' | 'cashReceiptUndone';
  facts: DocumentFacts['cashReceived'] & DocumentFacts['cashReceiptUndone'];
}

/**
 * Tells a document again the last thing that a person said of cash in the period, or ever if a booking of it is held.
 * Only if the books do not show it and it was not refused: told twice, a receipt that was undone would be undone again
 * after it was received again. `id` is the document's.
 */
export async function retellCashWishes(scope: Scope, page: Page, { since, until }: Period): Promise<Told> {
  const { rows } = await sql<CashWish>`
    with wish as (
      select distinct on (document.id) document.id, message.signal, message.facts, message.created_at
      from messages message join documents document on document.id = (message.subject ->> 'documentId')::uuid
      where message.signal in ('cashReceived', 'cashReceiptUndone')
        and message.delivered_at is not null and message.created_at < ${until}
        and (message.delivered_at >= ${since} or document.hold_work = 'book')
      order by document.id, message.seq desc
    )
    select id, signal, facts from wish
    where (signal = 'cashReceived') <> ${isPaid}
      and not exists (select from timeline where timeline.document_id = wish.id and timeline.at >= wish.created_at
        and timeline.what in ('cash_receipt.refused', 'cash_receipt_undo.refused'))
      and id > ${page.afterId}
    order by id limit ${page.limit}
  `.execute(scope);
  for (const { id, signal, facts } of rows) await tellEach(scope, signal, new Map([[id, facts]]));
  return rows;
}

/** Whether the books show money of the document that was neither undone nor refunded. */
const isPaid = sql`(coalesce((select sum(gross_cents) from ledger_entries where document_id = wish.id), 0) > 0)`;
