import type { Selectable } from 'kysely';
import type { AnsweredTerms } from '../../domain/answered-terms.ts';
import type { Scope } from '../database.ts';
import type { ChargeTable } from '../tables/registration.ts';
import type { Attempt } from './registration-attempts.ts';

export type ChargeRow = Selectable<ChargeTable>;

/**
 * Connects a charge at Asaas with its document. A unique index refuses a second live charge of the same document.
 * `answered` is what Asaas answered when the charge was created or found; null when the charge only appeared.
 */
export async function insertCharge(
  scope: Scope,
  attempt: Attempt,
  { chargeId, live, answered }: { chargeId: string; live: boolean; answered: AnsweredTerms | null },
): Promise<void> {
  await scope
    .insertInto('charges')
    .values({
      tenant_id: attempt.tenant_id,
      account_id: attempt.account_id,
      charge_id: chargeId,
      document_id: attempt.document_id,
      attempt_id: attempt.id,
      live,
      answered_terms: answered && JSON.stringify(answered),
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'charge_id']).doNothing())
    .execute();
}

export function findCharge(
  scope: Scope,
  documentId: string,
  chargeId: string,
): Promise<ChargeRow | undefined> {
  return scope
    .selectFrom('charges')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
}

/** Notes whether a charge still waits for its payer at Asaas. */
export async function setChargeLive(
  scope: Scope,
  documentId: string,
  chargeId: string,
  live: boolean,
): Promise<void> {
  await scope
    .updateTable('charges')
    .set({ live })
    .where('document_id', '=', documentId)
    .where('charge_id', '=', chargeId)
    .execute();
}

/** Keeps what a charge's optional terms are measured by from now on. */
export async function setAnsweredTerms(
  scope: Scope,
  documentId: string,
  chargeId: string,
  answered: AnsweredTerms,
): Promise<void> {
  await scope
    .updateTable('charges')
    .set({ answered_terms: JSON.stringify(answered) })
    .where('document_id', '=', documentId)
    .where('charge_id', '=', chargeId)
    .execute();
}
