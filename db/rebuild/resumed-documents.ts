import { sql } from 'kysely';
import { type DocumentStatus, documentStatuses, isOver } from '../../domain/document-status.ts';
import type { Scope } from '../database.ts';
import { leaveDocumentMessages } from '../messages/messages.ts';
import { type Page, type Period, type Told, tellEach } from './pages.ts';

/** Statuses from which only `documentSent` leads on. */
const unsent: readonly DocumentStatus[] = ['pending', 'rejected', 'cancelled'];

/** Sends again what a remittance handed over and no run has begun. Nothing but the lost message said so to the run. */
export async function resendDocuments(scope: Scope, page: Page): Promise<Told> {
  const rows = await scope
    .selectFrom('documents as document')
    .innerJoin('remittance_items as item', (join) =>
      join
        .onRef('item.document_id', '=', 'document.id')
        .onRef('item.remittance_id', '=', 'document.remittance_id'),
    )
    .select(['document.id', 'document.remittance_id'])
    .where('item.handed_at', 'is not', null)
    .where('item.outcome', 'is', null)
    .where('document.status', 'in', unsent)
    .where('document.id', '>', page.afterId)
    .orderBy('document.id')
    .limit(page.limit)
    .execute();
  const facts = rows.map(({ id, remittance_id: remittanceId }) => [id, { remittanceId }] as const);
  await tellEach(scope, 'documentSent', new Map(facts));
  return rows;
}

/** A paid document waits for its money. The others that are over need no run before there is news of them. */
const resumable = documentStatuses.filter((status) => !isOver(status) || status === 'paid');

/** Resumes the documents that wait for something, or have something to do. Their rows say what. */
export async function resumeDocuments(scope: Scope, page: Page): Promise<Told> {
  const rows = await scope
    .selectFrom('documents')
    .select('id')
    .where('status', 'in', resumable)
    // A document that was never told anything has no run to resume.
    .where('message_seq', '>', 0)
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  await leaveDocumentMessages(scope, ids, 'runRebuilt', {});
  return rows;
}

/** Like `resumeDocuments`, for those that were told something in the period. */
export async function resumeToldDocuments(scope: Scope, page: Page, { since, until }: Period): Promise<Told> {
  const { rows } = await sql<{ id: string }>`
    select distinct document.id
    from messages message join documents document on document.id = (message.subject ->> 'documentId')::uuid
    where message.workflow_type = 'receivableDocument'
      and message.delivered_at >= ${since} and message.created_at < ${until}
      and document.status = any(${resumable}) and document.id > ${page.afterId}
    order by document.id limit ${page.limit}
  `.execute(scope);
  const ids = rows.map(({ id }) => id);
  await leaveDocumentMessages(scope, ids, 'runRebuilt', {});
  return rows;
}
