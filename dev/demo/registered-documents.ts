import type { Company } from './company.ts';
import { answerOf, type PublicApi, type Schemas } from './public-api.ts';
import type { AcceptedRow } from './sending.ts';

export type ListedDocument = Schemas['Document'];

export type RegisteredDocument = ListedDocument & { chargeId: string };

/** All documents of the company, in the order of the file. */
export async function listDocuments(
  { api }: Company,
  rows: readonly AcceptedRow[],
): Promise<ListedDocument[]> {
  const listed = new Map((await allDocuments(api)).map((each) => [each.id, each]));
  return rows.flatMap((row) => listed.get(row.id) ?? []);
}

/** Every document that fits, page by page. */
export async function allDocuments(
  api: PublicApi,
  filter: { status?: string; sort?: 'dueDate' } = {},
): Promise<ListedDocument[]> {
  const rows: ListedDocument[] = [];
  let cursor: string | null = null;
  do {
    const query: object = { ...filter, limit: 200, ...(cursor !== null && { cursor }) };
    const page: { data: ListedDocument[]; nextCursor: string | null } = await answerOf(
      api.GET('/v1/documents', { params: { query } }),
    );
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** Those with a charge at Asaas. */
export function registeredOf(documents: readonly ListedDocument[]): RegisteredDocument[] {
  return documents.filter((document): document is RegisteredDocument => document.chargeId !== null);
}
