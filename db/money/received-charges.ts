import { sql } from 'kysely';
import type { Booked } from '../../domain/booking.ts';
import type { ReceivedCharge } from '../../domain/charge.ts';
import type { KnownCharge } from '../../domain/settlement-return.ts';
import type { AccountRow } from '../accounts/accounts.ts';
import { anyOf, anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { termsOf } from '../documents/documents.ts';
import { ourReference } from '../documents/registration-attempts.ts';

/** A received charge of one of our documents, with what our books say of it. */
export interface OwnedCharge extends KnownCharge {
  documentId: string;
}

/**
 * The documents of these charges of one account, and what is booked of them, with three queries for any number of
 * charges. A charge belongs to a document by its id, by its reference (the id of an attempt), or by the assignment of a
 * person.
 */
export async function findOwnedCharges(
  scope: Scope,
  account: AccountRow,
  charges: readonly ReceivedCharge[],
): Promise<Map<string, OwnedCharge>> {
  const owners = await findOwners(
    scope,
    account.id,
    charges.map(({ chargeId, reference }) => ({ chargeId, reference: ourReference(reference) })),
  );
  const documents = await scope
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', anyOf([...owners.values()]))
    .execute();
  const documentOf = new Map(documents.map((document) => [document.id, document]));
  const bookedOf = await findBookedOfMany(
    scope,
    account.id,
    charges.map((charge) => charge.chargeId),
  );
  const owned = new Map<string, OwnedCharge>();
  for (const [chargeId, documentId] of owners) {
    const document = documentOf.get(documentId);
    if (!document) continue;
    const terms = document.synced_terms ?? termsOf(document, account.settings);
    owned.set(chargeId, { documentId, terms, booked: bookedOf.get(chargeId) ?? [] });
  }
  return owned;
}

/** The document of each of these charges that has one. `reference` is the id of an attempt. */
export async function findOwners(
  scope: Scope,
  accountId: string,
  charges: readonly { chargeId: string; reference: string | null }[],
): Promise<Map<string, string>> {
  const chargeIds = charges.map((charge) => charge.chargeId);
  const references = charges.map((charge) => charge.reference);
  const { rows } = await sql<{ charge_id: string; document_id: string }>`
    select charge_id, document_id from charges
    where account_id = ${accountId} and charge_id = ${anyText(chargeIds)}
    union
    select wanted.charge_id, attempt.document_id
    from unnest(${chargeIds}::text[], ${references}::uuid[]) as wanted (charge_id, reference)
    join registration_attempts attempt
      on attempt.id = wanted.reference and attempt.account_id = ${accountId}
    union
    select charge_id, assigned_document_id from unidentified_receipts
    where account_id = ${accountId} and charge_id = ${anyText(chargeIds)} and assigned_document_id is not null
  `.execute(scope);
  return new Map(rows.map((row) => [row.charge_id, row.document_id]));
}

/** What is booked of each of these charges, oldest first. */
export async function findBookedOfMany(
  scope: Scope,
  accountId: string,
  chargeIds: readonly string[],
): Promise<Map<string, Booked[]>> {
  const entries = await scope
    .selectFrom('ledger_entries')
    .select(['charge_id', 'cause', 'gross_cents as grossCents'])
    .where('account_id', '=', accountId)
    .where('charge_id', '=', anyText(chargeIds))
    .orderBy('id')
    .execute();
  const bookedOf = new Map<string, Booked[]>();
  for (const { charge_id, ...booked } of entries) {
    bookedOf.set(charge_id, [...(bookedOf.get(charge_id) ?? []), booked]);
  }
  return bookedOf;
}
