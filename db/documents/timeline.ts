import { type Selectable, sql } from 'kysely';
import type { Scope } from '../database.ts';
import type { TimelineTable } from '../tables/journal.ts';

/** Who did it: role and name of a key or of a user, Asaas, or Remessa itself. */
export type Actor = 'asaas' | 'remessa' | (string & {});

/** Adds a line to a document's timeline, in the caller's transaction. Lines are never changed. */
export async function tellTimeline(
  scope: Scope,
  document: { id: string; tenant_id: string },
  what: string,
  actor: Actor,
  details: Record<string, unknown> = {},
): Promise<void> {
  await scope
    .insertInto('timeline')
    .values({
      tenant_id: document.tenant_id,
      document_id: document.id,
      what,
      actor,
      details: JSON.stringify(details),
    })
    .execute();
}

/** Whether the timeline already has a line with exactly these details. */
export async function hasTimelineEntry(
  scope: Scope,
  documentId: string,
  what: string,
  details: Record<string, unknown>,
): Promise<boolean> {
  const entry = await scope
    .selectFrom('timeline')
    .select('id')
    .where('document_id', '=', documentId)
    .where('what', '=', what)
    .where(sql<boolean>`details = ${JSON.stringify(details)}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return entry !== undefined;
}

/** A document's timeline in the order it happened, after `afterId`. */
export function findTimeline(
  scope: Scope,
  documentId: string,
  page: { afterId: number; limit: number },
): Promise<Selectable<TimelineTable>[]> {
  return scope
    .selectFrom('timeline')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
}
