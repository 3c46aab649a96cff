import type { Scope } from '../db/database.ts';
import { findCharge, insertCharge } from '../db/documents/charges.ts';
import { type DocumentRow, findDocument } from '../db/documents/documents.ts';
import { findAttemptByReference } from '../db/documents/registration-attempts.ts';
import { isAssignedTo } from '../db/money/unidentified-receipts.ts';
import type { SettlementSource } from '../db/tables/money.ts';
import { asTenant } from '../db/tenancy.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import { isLive } from '../domain/document-status.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, type OpenAccount, openAccountWithin } from './account.ts';
import { book, type Reading } from './book.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { lockUnlessOvertaken, readAgainWhenOvertaken } from './fresh-reading.ts';
import { removeOwnCharge } from './own-charge.ts';
import { tellReturn } from './return-outcome.ts';
import { snapshotOf } from './snapshot.ts';
import { removeSurplus } from './surplus-charge.ts';
import { noteUnknownStatus } from './unknown-status.ts';

export interface ChargeNews extends DocumentRef {
  chargeId: string;
  source: SettlementSource;
  /** The settlement return that waits for what came of it. */
  returnId?: string;
}

/**
 * What must be done at Asaas before a reading is booked: `surplus`, remove the charge itself, which nobody should pay;
 * `own charge`, remove the document's own charge, since this one is paid.
 */
type Obstacle = 'surplus' | 'own charge';

/** Money. A webhook's body is a hint: before anything is booked the charge is read back with the account's own key. */
export const bookingActivities = (deps: Dependencies) => ({
  /** Reads a charge and books whatever it says that our books do not say yet. May be repeated: the second time finds nothing. */
  async bookCharge(news: ChargeNews): Promise<DocumentSnapshot> {
    const cleared = new Set<Obstacle>();
    for (;;) {
      const { reading, result } = await readAgainWhenOvertaken(() => readAndBook(deps, news, cleared));
      if (typeof result !== 'string') return result;
      await clear(deps, news, reading, result);
      cleared.add(result);
    }
  },
});

/** One transaction to find out where to read, the call, one transaction to book. */
async function readAndBook(
  deps: Dependencies,
  news: ChargeNews,
  cleared: ReadonlySet<Obstacle>,
): Promise<{ reading: Reading; result: Obstacle | DocumentSnapshot }> {
  const { account, changeSeq } = await asTenant(deps.db, news.tenantId, (scope) =>
    prepare(deps, scope, news),
  );
  const read = () => deps.asaas.charges.read(account.connection, news.chargeId);
  const charge = await callAsaas(deps, account, read);
  const reading = { account, charge, source: news.source };
  const result = await asTenant(deps.db, news.tenantId, async (scope) => {
    const document = await lockUnlessOvertaken(scope, news.documentId, changeSeq);
    const obstacle = await bookUnlessObstructed(deps, scope, document, reading, cleared);
    if (obstacle) return obstacle;
    const { returnId } = news;
    if (returnId) await tellReturn(scope, { ...news, returnId }, account.row.id, charge);
    return snapshotOf(deps, scope, news.documentId);
  });
  return { reading, result };
}

/** A document sent again may collect through another account by now; its old charge is still in the old one. */
async function prepare(
  deps: Dependencies,
  scope: Scope,
  news: ChargeNews,
): Promise<{ account: OpenAccount; changeSeq: number }> {
  const document = await findDocument(scope, news.documentId);
  const charge = await findCharge(scope, news.documentId, news.chargeId);
  const accountId = charge?.account_id ?? document.account_id;
  const account = await openAccountWithin(deps, scope, accountId, 'settle');
  return { account, changeSeq: document.change_seq };
}

async function bookUnlessObstructed(
  deps: Dependencies,
  scope: Scope,
  document: DocumentRow,
  reading: Reading,
  cleared: ReadonlySet<Obstacle>,
): Promise<Obstacle | null> {
  const { charge } = reading;
  const standing = await standingOf(scope, document.id, charge);
  if (standing === 'surplus') return cleared.has('surplus') ? null : 'surplus';
  if (standing === 'unclear') await noteUnknownStatus(deps, scope, document, charge);
  if (standing !== 'ours') return null;
  const isOwnPayable = document.charge_id !== charge.chargeId && isLive(document.status);
  const isPaid = charge.status === 'received' || charge.status === 'received_in_cash';
  if (isOwnPayable && isPaid && !cleared.has('own charge')) return 'own charge';
  await book(deps, scope, document, reading);
  return null;
}

/**
 * How a charge stands to the document. One that an attempt given up long ago brought forth after all is surplus while
 * nobody has paid it. Paid, it is taken onto our books; with a status we do not know, it stays as it is. While its own
 * attempt is open, looking it up will adopt it.
 */
async function standingOf(
  scope: Scope,
  documentId: string,
  charge: Charge,
): Promise<'ours' | 'surplus' | 'unclear' | 'not ours'> {
  if (await findCharge(scope, documentId, charge.chargeId)) return 'ours';
  if (await isAssignedTo(scope, documentId, charge.chargeId)) return 'ours';
  const attempt = await findAttemptByReference(scope, documentId, charge.reference ?? '');
  if (!attempt?.closed_at) return 'not ours';
  if (charge.status === 'unknown') return 'unclear';
  if (isWaiting(charge)) return 'surplus';
  await insertCharge(scope, attempt, charge.chargeId, false);
  return 'ours';
}

/** Calls Asaas, so it stands outside of the transaction. The charge is read anew afterwards. */
function clear(deps: Dependencies, news: ChargeNews, reading: Reading, obstacle: Obstacle): Promise<void> {
  const { account, charge, source } = reading;
  return obstacle === 'surplus'
    ? removeSurplus(deps, account, news.documentId, charge)
    : removeOwnCharge(deps, news, source);
}
