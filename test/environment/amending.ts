import { until } from './conditions.ts';
import type { BookedCharge, Company, DocumentAnswer } from './erp.ts';

/** Amends a document as an ERP does. Throws when the edit is not accepted. */
export async function amend(company: Company, documentId: string, changes: object): Promise<void> {
  const { status, body } = await company.call('PATCH', `/v1/documents/${documentId}`, changes);
  if (status !== 200) throw new Error(`The edit was answered ${status}: ${JSON.stringify(body)}`);
}

/** Waits until Asaas has this version of a document. */
export function untilSynced(company: Company, documentId: string, version: number): Promise<DocumentAnswer> {
  return until(`Asaas to have version ${version}`, async () => {
    const document = await company.document(documentId);
    return document.syncedVersion === version && document;
  });
}

/** A charge as Asaas' book has it. */
export async function chargeOf(company: Company, chargeId: string | null): Promise<BookedCharge> {
  const charge = (await company.book()).charges.find((each) => each.id === chargeId);
  if (!charge) throw new Error(`There is no charge ${chargeId}`);
  return charge;
}
