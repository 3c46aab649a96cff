import type { DocumentFacts, DocumentSignal } from '../../domain/messages.ts';
import type { Database, Scope } from '../database.ts';
import { leaveDocumentMessages } from '../messages/messages.ts';
import { asTenant } from '../tenancy.ts';

/** Rows per transaction. Few, so that nobody who works on the same documents waits long. */
export const batchSize = 500;

/** When the messages that may be lost were written. */
export interface Period {
  since: Date;
  until: Date;
}

/** What comes after `afterId` in the order of ids. */
export interface Page {
  afterId: string;
  limit: number;
}

/** The rows of a page for which a message was left. A full page is followed by another. */
export type Told = readonly { id: string }[];

/** Goes through the pages of a company, each in a transaction of its own. Returns how many messages were left. */
export async function inPages(
  db: Database,
  tenantId: string,
  step: (scope: Scope, page: Page) => Promise<Told>,
): Promise<number> {
  let left = 0;
  for (let afterId: string | undefined = firstId; afterId !== undefined; ) {
    const page: Page = { afterId, limit: batchSize };
    const told = await asTenant(db, tenantId, (scope) => step(scope, page));
    left += told.length;
    afterId = told.length < page.limit ? undefined : told.at(-1)?.id;
  }
  return left;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Leaves one message for each document, with facts of its own. */
export async function tellEach<Name extends DocumentSignal>(
  scope: Scope,
  signal: Name,
  factsOf: ReadonlyMap<string, DocumentFacts[Name]>,
): Promise<void> {
  await leaveDocumentMessages(scope, [...factsOf.keys()], signal, ({ id }) => {
    // Only documents of the map are asked for.
    return factsOf.get(id) as DocumentFacts[Name];
  });
}
