import type { Api, Company } from './environment.ts';

/**
 * Puts a document where only its workflow can bring it: at a status, with the rows that belong to it. What the
 * workflow does is tested with the workflow; here its results are given.
 */
export async function placeDocument(
  api: Api,
  company: Company,
  documentId: string,
  { accountId, status = 'registered', chargeId = `pay_${documentId}` }: Placement,
): Promise<{ chargeId: string }> {
  const attemptId = crypto.randomUUID();
  await api.sql(
    `insert into registration_attempts (id, tenant_id, document_id, account_id, number, version, charge, sent_at, outcome, closed_at, charge_id)
     values ($1, $2, $3, $4, 1, 1, '{}', now(), 'registered', now(), $5)`,
    [attemptId, company.tenantId, documentId, accountId, chargeId],
  );
  await api.sql(
    `insert into charges (tenant_id, account_id, charge_id, document_id, attempt_id) values ($1, $2, $3, $4, $5)`,
    [company.tenantId, accountId, chargeId, documentId, attemptId],
  );
  await api.sql(
    `update documents set status = $2, account_id = $3, charge_id = $4, synced_terms = '{}', synced_version = 1,
       message_seq = 1, last_error = '{"code": "invalid_object", "field": null, "message": "m", "cure": "c"}',
       settled_at = now(), paid_on = due_date, cancelled_at = now(), refunded_at = now() where id = $1`,
    [documentId, status, accountId, chargeId],
  );
  return { chargeId };
}

interface Placement {
  accountId: string;
  status?: string;
  chargeId?: string;
}

/** The messages left for a document's workflow, in order. */
export function messagesOf(api: Api, documentId: string): Promise<{ signal: string; facts: object }[]> {
  return api.sql(`select signal, facts from messages where subject ->> 'documentId' = $1 order by seq`, [
    documentId,
  ]);
}

/** Whether a document waits for its remittance to hand it over to its workflow. */
export async function waitsToBeSent(api: Api, documentId: string): Promise<boolean> {
  const rows = await api.sql(
    `select 1 from remittance_items item join documents using (tenant_id, remittance_id)
     where documents.id = $1 and item.document_id = $1 and item.outcome is null and item.handed_at is null`,
    [documentId],
  );
  return rows.length > 0;
}

/** How often a document's remittance was asked to send: once by its creation, and once each time it is sent again. */
export async function sendingsOf(api: Api, documentId: string): Promise<number> {
  const rows = await api.sql(
    `select 1 from messages where signal = 'remittanceSent'
     and subject ->> 'remittanceId' = (select remittance_id::text from documents where id = $1)`,
    [documentId],
  );
  return rows.length;
}
