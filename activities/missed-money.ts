import { findAccountOrThrow } from '../db/accounts/accounts.ts';
import type { Scope } from '../db/database.ts';
import { leaveDocumentMessages, leaveReceiptMessage } from '../db/messages/messages.ts';
import { findOwners } from '../db/money/received-charges.ts';
import { findMissedMoney } from '../db/statement/statement-lines.ts';
import type { AccountRef, Dependencies } from './dependencies.ts';

/** A line is asked about on each day of a week; what stays unexplained then is a person's matter. */
const askedForMs = 7 * 86_400_000;

/**
 * Leaves what a webhook should have said of money that the statement shows and our books do not have: for the document
 * whose charge it is, or for the keeping of a receipt that nobody here asked for. Refunds of payments long past, and
 * charges of nobody's, are found here and in no list of charges.
 */
export async function askForMissedMoney(
  deps: Dependencies,
  scope: Scope,
  { tenantId, accountId }: AccountRef,
): Promise<void> {
  const since = new Date(deps.now().getTime() - askedForMs);
  const account = await findAccountOrThrow(scope, accountId);
  const missed = await findMissedMoney(scope, account, since);
  const charges = missed.map(({ chargeId }) => ({ chargeId, reference: null }));
  const owners = await findOwners(scope, accountId, charges);
  const owned = new Map([...owners].map(([chargeId, documentId]) => [documentId, chargeId]));
  await leaveDocumentMessages(scope, [...owned.keys()], 'paymentReceived', ({ id }) => ({
    chargeId: owned.get(id) ?? '',
    source: 'reconciliation',
  }));
  for (const { chargeId, kind } of missed) {
    const isNobodys = kind === 'payment' && !owners.has(chargeId);
    if (isNobodys) await leaveReceiptMessage(scope, { tenantId, accountId, chargeId });
  }
}
