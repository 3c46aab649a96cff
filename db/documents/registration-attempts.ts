import { type Selectable, sql } from 'kysely';
import type { ChargeError } from '../../domain/charge-error.ts';
import type { Scope } from '../database.ts';
import type { AttemptedCharge, RegistrationAttemptTable } from '../tables/registration.ts';
import { referenceOf } from './attempt-reference.ts';
import type { DocumentRow } from './documents.ts';

export type Attempt = Selectable<RegistrationAttemptTable>;

/** The attempt of a document that has no outcome yet: not sent, under way, or unknown. */
export function findOpenAttempt(scope: Scope, documentId: string): Promise<Attempt | undefined> {
  return scope
    .selectFrom('registration_attempts')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('outcome', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Anybody can write a reference at Asaas. Null unless it has the form of our ids. */
export function ourReference(reference: string | null): string | null {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference ?? '') ? reference : null;
}

/** The attempt with this reference, if it belongs to this document. */
export function findAttemptByReference(
  scope: Scope,
  documentId: string,
  reference: string,
): Promise<Attempt | undefined> {
  return scope
    .selectFrom('registration_attempts')
    .selectAll()
    .where('document_id', '=', documentId)
    .where((attempt) => attempt(attempt.cast<string>('id', 'text'), '=', reference))
    .executeTakeFirst();
}

/**
 * Stores that a charge will be requested. Commit this before the call: after a crash the row says that a charge with
 * this reference may exist. A unique index allows one open attempt per document.
 */
export async function openAttempt(
  scope: Scope,
  document: DocumentRow,
  charge: AttemptedCharge,
): Promise<Attempt> {
  const { last } = await scope
    .selectFrom('registration_attempts')
    .select((each) => each.fn.max('number').as('last'))
    .where('document_id', '=', document.id)
    .executeTakeFirstOrThrow();
  return insertAttempt(scope, document, charge, { number: (last ?? 0) + 1, seenChargeId: null });
}

/**
 * Stores the attempt that created this charge before the database was restored, as if the charge had just been named by
 * a webhook.
 */
export function adoptAttempt(
  scope: Scope,
  document: DocumentRow,
  charge: AttemptedCharge,
  { number, chargeId }: { number: number; chargeId: string },
): Promise<Attempt> {
  return insertAttempt(scope, document, charge, { number, seenChargeId: chargeId });
}

function insertAttempt(
  scope: Scope,
  document: DocumentRow,
  charge: AttemptedCharge,
  { number, seenChargeId }: { number: number; seenChargeId: string | null },
): Promise<Attempt> {
  return scope
    .insertInto('registration_attempts')
    .values({
      id: referenceOf(document, number),
      tenant_id: document.tenant_id,
      document_id: document.id,
      account_id: accountOf(document),
      number,
      version: document.version,
      charge: JSON.stringify(charge),
      sent_at: sql`now()`,
      seen_charge_id: seenChargeId,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Closes an attempt that created no charge: its call certainly had no effect, or two looks found no charge. Returns
 * false when it has an outcome already.
 */
export async function closeAttemptAsAbsent(scope: Scope, attemptId: string): Promise<boolean> {
  const closed = await scope
    .updateTable('registration_attempts')
    .set({ outcome: 'absent', closed_at: sql`now()` })
    .where('id', '=', attemptId)
    .where('outcome', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

/** Closes an attempt whose charge is known. Returns false when it has an outcome already. */
export async function closeAttemptAsRegistered(
  scope: Scope,
  attemptId: string,
  chargeId: string,
): Promise<boolean> {
  const closed = await scope
    .updateTable('registration_attempts')
    .set({ outcome: 'registered', charge_id: chargeId, closed_at: sql`now()` })
    .where('id', '=', attemptId)
    .where('outcome', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

/** Closes an attempt that Asaas refused. Returns false when it has an outcome already. */
export async function closeAttemptAsRefused(
  scope: Scope,
  attemptId: string,
  error: ChargeError,
): Promise<boolean> {
  const closed = await scope
    .updateTable('registration_attempts')
    .set({ outcome: 'refused', error: JSON.stringify(error), closed_at: sql`now()` })
    .where('id', '=', attemptId)
    .where('outcome', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

/** Sets when to look up the charge of an attempt, and how many times that was already done. */
export async function scheduleLook(
  scope: Scope,
  attemptId: string,
  lookAt: Date,
  looks: number,
): Promise<void> {
  await scope
    .updateTable('registration_attempts')
    .set({ look_at: lookAt, looks })
    .where('id', '=', attemptId)
    .execute();
}

function accountOf(document: DocumentRow): string {
  if (!document.account_id) throw new Error(`Document ${document.id} was sent without an account`);
  return document.account_id;
}
