import type { Company } from './company.ts';
import type { EventFeed } from './event-feed.ts';
import type { Progress } from './progress.ts';
import { answerOf, type Schemas } from './public-api.ts';
import type { ReceivableRow } from './receivables-file.ts';
import { waitUntil } from './wait-until.ts';

/** A row the API took, with the id it gave to the document. */
export interface AcceptedRow extends ReceivableRow {
  id: string;
}

/** A row that did not become a document, with every reason given. */
export interface RefusedRow {
  line: number;
  number: string;
  reasons: string[];
}

const rowsPerCall = 100;

/** Posts the rows in batches, as an ERP does that exports many. */
export async function postDocuments(
  { api }: Company,
  rows: readonly ReceivableRow[],
): Promise<{ accepted: AcceptedRow[]; refused: RefusedRow[] }> {
  const accepted: AcceptedRow[] = [];
  const refused: RefusedRow[] = [];
  for (let start = 0; start < rows.length; start += rowsPerCall) {
    const batch = rows.slice(start, start + rowsPerCall);
    const documents = batch.map((row) => row.document);
    const answer = await answerOf(api.POST('/v1/documents', { body: { documents } }));
    for (const [at, row] of batch.entries()) {
      const entered = answer.documents[at];
      if (entered?.id && entered.result !== 'invalid') accepted.push({ ...row, id: entered.id });
      else refused.push({ line: row.line, number: row.document.number, reasons: reasonsOf(entered) });
    }
  }
  return { accepted, refused };
}

function reasonsOf(entered: Schemas['DocumentEntryResult'] | undefined): string[] {
  return (entered?.errors ?? []).map(({ path, message }) =>
    message.startsWith(path) ? message : `${path}: ${message}`,
  );
}

/**
 * Sends all documents in one remittance and watches it to its end: no document waits, none is uncertain, and the feed
 * has told the outcome of each.
 */
export async function sendRemittance(
  { api, accountId }: Company,
  feed: EventFeed,
  rows: readonly AcceptedRow[],
  progress: Progress,
): Promise<void> {
  const documentIds = rows.map((row) => row.id);
  const { id } = await answerOf(api.POST('/v1/remittances', { body: { accountId, documentIds } }));
  let state = '';
  await waitUntil(
    async () => {
      const { counts, status } = await answerOf(
        api.GET('/v1/remittances/{id}', { params: { path: { id } } }),
      );
      state = describe(counts);
      const told =
        feed.count(documentIds, 'document.registered') + feed.count(documentIds, 'document.rejected');
      return { done: status === 'completed' && counts.uncertain === 0 && told >= counts.total, state };
    },
    (shown) => progress.show(`  ${shown}`),
  );
  progress.finish(`  ${state}`);
}

function describe({ total, registered, rejected, uncertain, waiting }: Schemas['RemittanceCounts']): string {
  return [
    `${total} sent (enviados)`,
    `${registered} registered (registrados)`,
    `${rejected} rejected (rejeitados)`,
    `${uncertain} uncertain (incertos)`,
    `${waiting} to go`,
  ].join(', ');
}
