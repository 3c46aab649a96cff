import type { BillingType } from '../../domain/collection-terms.ts';
import type { DocumentStatus } from '../../domain/document-status.ts';
import type { Company } from './company.ts';
import type { AcceptedRow } from './sending.ts';

/** What the demo reads of a document that the API answers. */
export interface ListedDocument {
  id: string;
  number: string;
  status: DocumentStatus;
  flags: Record<string, { reason: string }>;
  chargeId: string | null;
  amountCents: number;
  additionCents: number;
  dueDate: string;
  billingType: BillingType;
  payer: { taxId: string };
  registration: { lastError: { message: string; cure: string } | null };
}

export interface RegisteredDocument extends ListedDocument {
  chargeId: string;
}

/** All documents of the company, in the order of the file. */
export async function listDocuments(
  { api }: Company,
  rows: readonly AcceptedRow[],
): Promise<ListedDocument[]> {
  const listed = new Map((await api.list<ListedDocument>('/documents')).map((each) => [each.id, each]));
  return rows.flatMap((row) => listed.get(row.id) ?? []);
}

/** Those with a charge at Asaas. */
export function registeredOf(documents: readonly ListedDocument[]): RegisteredDocument[] {
  return documents.filter((document): document is RegisteredDocument => document.chargeId !== null);
}
