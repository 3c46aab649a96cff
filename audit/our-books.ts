import { sql } from 'kysely';
import type { Scope } from '../db/database.ts';
import type { CollectionTerms } from '../domain/collection-terms.ts';
import type { DocumentStatus } from '../domain/document-status.ts';
import { rowsOf } from './rows.ts';

/** An attempt of ours, with the document that it was made for. */
export interface AttemptedDocument {
  attemptId: string;
  documentId: string;
  status: DocumentStatus;
  /** The charge that the document has. */
  chargeId: string | null;
  /** Whether its charge is being made, brought to a newer version or removed. */
  isUnderWay: boolean;
  syncedTerms: CollectionTerms | null;
  hasOpenDivergence: boolean;
}

/** The attempts by their id, which is the reference of their charge. */
export async function readAttempts(scope: Scope): Promise<Map<string, AttemptedDocument>> {
  const rows = await rowsOf(
    scope,
    sql<AttemptedDocument>`
      select attempt.id as "attemptId", document.id as "documentId", document.status,
        document.charge_id as "chargeId",
        (document.status in ('registering', 'uncertain')
          or document.version > greatest(document.synced_version, document.refused_version)
          or document.cancel_requested_at is not null) as "isUnderWay",
        document.synced_terms as "syncedTerms",
        exists (select from divergences where document_id = document.id and closed_at is null) as "hasOpenDivergence"
      from registration_attempts attempt join documents document on document.id = attempt.document_id`,
  );
  return new Map(rows.map((row) => [row.attemptId, row]));
}

/** What our ledger has of one charge, in centavos. */
export interface BookedCharge {
  accountId: string;
  chargeId: string;
  paymentCents: number;
  feeCents: number;
  refundedCents: number;
}

/** What the ledger has of each charge that was paid at Asaas, by account and charge. */
export async function readLedger(scope: Scope): Promise<Map<string, BookedCharge>> {
  const rows = await rowsOf(
    scope,
    sql<BookedCharge>`
      select account_id as "accountId", charge_id as "chargeId",
        (sum(gross_cents) filter (where cause = 'payment'))::bigint as "paymentCents",
        (sum(fee_cents) filter (where cause = 'payment'))::bigint as "feeCents",
        coalesce(-sum(gross_cents) filter (where cause like 'refund/%'), 0)::bigint as "refundedCents"
      from ledger_entries group by account_id, charge_id
      having count(*) filter (where cause = 'payment') > 0`,
  );
  return new Map(rows.map((row) => [placeOf(row), row]));
}

/** The receipts that nobody's document explains, by account and charge. */
export async function readUnidentified(scope: Scope): Promise<Set<string>> {
  const rows = await rowsOf(
    scope,
    sql<{ accountId: string; chargeId: string }>`
      select account_id as "accountId", charge_id as "chargeId" from unidentified_receipts`,
  );
  return new Set(rows.map(placeOf));
}

/** The last of the next `limit` documents by their ids, and how many these are; null when there are none. */
export async function lastDocumentOf(
  scope: Scope,
  afterId: string | null,
  limit: number,
): Promise<{ id: string; count: number } | null> {
  const documents = await scope
    .selectFrom('documents')
    .select('id')
    .$if(afterId !== null, (query) => query.where('id', '>', afterId as string))
    .orderBy('id')
    .limit(limit)
    .execute();
  const last = documents.at(-1);
  return last ? { id: last.id, count: documents.length } : null;
}

/** A charge's id is unique within its account alone. */
export function placeOf({ accountId, chargeId }: { accountId: string; chargeId: string }): string {
  return `${accountId}/${chargeId}`;
}
