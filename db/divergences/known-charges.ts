import { sql } from 'kysely';
import type { AnsweredTerms } from '../../domain/answered-terms.ts';
import { flaggedChargeback } from '../../domain/chargeback.ts';
import type { CollectionTerms, DefaultTerms } from '../../domain/collection-terms.ts';
import { defaultsIn, type OurSide } from '../../domain/divergence.ts';
import { type DocumentStatus, isLive, isOver } from '../../domain/document-status.ts';
import { workflowIds } from '../../domain/messages.ts';
import type { AccountRow } from '../accounts/accounts.ts';
import { anyOf, anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { type DocumentRow, termsOf } from '../documents/documents.ts';
import { ourReference } from '../documents/registration-attempts.ts';
import { findBookedOfMany, findOwners } from '../money/received-charges.ts';

/** A charge that is a document's, with all that it is compared with. */
export interface KnownCharge extends OurSide {
  chargeId: string;
  document: DocumentRow;
  /** Whether a step of the document, or news of it, is on its way: what differs meanwhile means nothing. */
  isUnderWay: boolean;
  /** Whether a person was told of a difference that is still open. */
  isDiverged: boolean;
}

/** Which of these charges of one account are documents', in six queries however many they are. */
export async function findKnownCharges(
  scope: Scope,
  account: AccountRow,
  charges: readonly { chargeId: string; reference: string | null }[],
): Promise<KnownCharge[]> {
  const named = charges.map(({ chargeId, reference }) => ({ chargeId, reference: ourReference(reference) }));
  const owners = await findOwners(scope, account.id, named);
  const chargeIds = [...owners.keys()];
  const documents = await findDocumentsWithCustomer(scope, account.id, [...owners.values()]);
  const onBooks = await findOnBooks(scope, account.id, chargeIds);
  const bookedOf = await findBookedOfMany(scope, account.id, chargeIds);
  const told = await findUndelivered(scope, documents);
  return chargeIds.flatMap((chargeId) => {
    const found = documents.find(({ document }) => document.id === owners.get(chargeId));
    if (!found) return [];
    const { document, customerId, askedCustomerId, isDiverged } = found;
    const isOwn = document.charge_id === chargeId && document.account_id === account.id;
    return {
      chargeId,
      document,
      status: document.status,
      standing: isOwn ? 'own' : onBooks.has(chargeId) ? 'former' : 'stray',
      wish: wishOf(document, account.settings),
      synced: document.synced_terms,
      answered: onBooks.get(chargeId) ?? null,
      customerId,
      askedCustomerId,
      booked: bookedOf.get(chargeId) ?? [],
      chargeback: flaggedChargeback(document.flags, chargeId),
      isUnderWay: isUnderWay(document) || told.has(document.id),
      isDiverged,
    } satisfies KnownCharge;
  });
}

/**
 * The account's defaults are those with which Asaas was last told: settings that changed since concern later documents,
 * and this one with its next amendment.
 */
function wishOf(document: DocumentRow, settings: DefaultTerms): CollectionTerms {
  const { synced_terms: synced } = document;
  return termsOf(document, synced ? defaultsIn(synced) : settings);
}

/** Whether the row itself says that a step is still to be done. */
function isUnderWay(document: DocumentRow): boolean {
  const hasAmendment = document.version > Math.max(document.synced_version, document.refused_version);
  const isBefore = (status: DocumentStatus) => !isLive(status) && !isOver(status);
  return (
    isBefore(document.status) ||
    document.hold !== null ||
    document.cancel_requested_at !== null ||
    (isLive(document.status) && hasAmendment)
  );
}

async function findDocumentsWithCustomer(scope: Scope, accountId: string, documentIds: readonly string[]) {
  const rows = await scope
    .selectFrom('documents')
    .leftJoin('customers', (join) =>
      join.onRef('customers.payer_id', '=', 'documents.payer_id').on('customers.account_id', '=', accountId),
    )
    .leftJoin('registration_attempts as attempt', (join) =>
      join
        .onRef('attempt.document_id', '=', 'documents.id')
        .onRef('attempt.charge_id', '=', 'documents.charge_id'),
    )
    .selectAll('documents')
    .select(['customers.customer_id', 'attempt.charge as asked'])
    .select((row) =>
      row
        .exists(
          row
            .selectFrom('divergences')
            .select('divergences.id')
            .whereRef('divergences.document_id', '=', 'documents.id')
            .where('divergences.closed_at', 'is', null),
        )
        .as('is_diverged'),
    )
    .where('documents.id', '=', anyOf(documentIds))
    .execute();
  return rows.map(({ customer_id: customerId, asked, is_diverged, ...document }) => ({
    document,
    customerId,
    askedCustomerId: asked?.customerId ?? null,
    // A flag from before the divergences were kept counts, too.
    isDiverged: Boolean(is_diverged) || document.flags.diverged !== undefined,
  }));
}

/** Charges that are on our books as somebody's, and those that a person assigned, each with what Asaas answered. */
async function findOnBooks(
  scope: Scope,
  accountId: string,
  chargeIds: readonly string[],
): Promise<Map<string, AnsweredTerms | null>> {
  const { rows } = await sql<{ charge_id: string; answered_terms: AnsweredTerms | null }>`
    select charge_id, null::jsonb as answered_terms from unidentified_receipts
      where account_id = ${accountId} and charge_id = ${anyText(chargeIds)}
    union all
    select charge_id, answered_terms from charges
      where account_id = ${accountId} and charge_id = ${anyText(chargeIds)}
  `.execute(scope);
  return new Map(rows.map((row) => [row.charge_id, row.answered_terms]));
}

/** Documents with a message that their workflow has not got yet. */
async function findUndelivered(
  scope: Scope,
  documents: readonly { document: DocumentRow }[],
): Promise<Set<string>> {
  const ids = new Map(
    documents.map(({ document: { id, tenant_id } }) => [
      workflowIds.receivableDocument({ tenantId: tenant_id, documentId: id }),
      id,
    ]),
  );
  const rows = await scope
    .selectFrom('messages')
    .select('workflow_id')
    .distinct()
    .where('workflow_id', '=', anyText([...ids.keys()]))
    .where('delivered_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => ids.get(row.workflow_id) ?? ''));
}
