import type { Selectable } from 'kysely';
import type { Scope } from '../database.ts';
import type { ChargeTable } from '../tables/registration.ts';
import type { Attempt } from './registration-attempts.ts';

export type ChargeRow = Selectable<ChargeTable>;

/** Connects a charge at Asaas with its document. A unique index refuses a second live charge of the same document. */
export async function insertCharge(
  scope: Scope,
  attempt: Attempt,
  chargeId: string,
  live: boolean,
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
