import type { Scope } from '../database.ts';

/** Who did it: a person or the ERP (by key name), Asaas, or the service itself. */
export type Actor = 'asaas' | 'remessa' | (string & {});

/** Adds a line to a document's lasting history, in the caller's transaction. */
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
