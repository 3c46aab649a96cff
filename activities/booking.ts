import type { Scope } from '../db/database.ts';
import { findCharge, insertCharge } from '../db/documents/charges.ts';
import { type DocumentRow, findDocument } from '../db/documents/documents.ts';
import { findAttemptByReference } from '../db/documents/registration-attempts.ts';
import { isAssignedTo } from '../db/money/unidentified-receipts.ts';
import { asTenant } from '../db/tenancy.ts';
import type { Charge } from '../domain/charge.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import type { SettlementSource } from '../domain/settlement.ts';
import { mustRemoveOwnCharge, type Standing, standingOf } from '../domain/standing.ts';
import { callAsaas, type OpenAccount, openAccountWithin } from './account.ts';
import { book, type Reading } from './book.ts';
import { noteDeniedPayment } from './denied-payment.ts';
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
  /** A webhook says that the money came in. */
  isToldReceived?: boolean;
  /** The settlement return that waits for the outcome. */
  returnId?: string;
}

/**
 * What must be done at Asaas before a reading is booked. `surplus`: remove this charge, because nobody should pay it.
 * `own charge`: remove the document's own charge, because this other charge is paid.
 */
type Obstacle = 'surplus' | 'own charge';

/** Money. A webhook is only a hint: before a booking, the charge is read with the account's own key. */
export const bookingActivities = (deps: Dependencies) => ({
  /** Reads a charge and books what our books do not have yet. May be repeated: the second time nothing is missing. */
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

/** One transaction to find the account, then the call, then one transaction to book. */
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
    if (news.isToldReceived)
      await noteDeniedPayment(deps, scope, { accountId: account.row.id, chargeId: news.chargeId }, charge);
    const obstacle = await bookUnlessObstructed(deps, scope, document, reading, cleared);
    if (obstacle) return obstacle;
    const { returnId } = news;
    if (returnId) await tellReturn(scope, { ...news, returnId }, account.row.id, charge);
    return snapshotOf(deps, scope, news.documentId);
  });
  return { reading, result };
}

/** A document that was sent again may use another account now. Its old charge is still in the old account. */
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
  const standing = await findStanding(scope, document.id, charge);
  if (standing === 'surplus') return cleared.has('surplus') ? null : 'surplus';
  if (standing === 'unclear') await noteUnknownStatus(deps, scope, document, charge);
  if (standing === 'unclear' || standing === 'not ours') return null;
  const { status, charge_id: chargeId } = document;
  if (mustRemoveOwnCharge(charge, { status, chargeId }) && !cleared.has('own charge')) return 'own charge';
  await book(deps, scope, document, reading);
  return null;
}

/** What a charge is to the document. A late charge is written down as one of the document's. */
async function findStanding(scope: Scope, documentId: string, charge: Charge): Promise<Standing> {
  const isOurs =
    (await findCharge(scope, documentId, charge.chargeId)) !== undefined ||
    (await isAssignedTo(scope, documentId, charge.chargeId));
  const attempt = isOurs
    ? undefined
    : await findAttemptByReference(scope, documentId, charge.reference ?? '');
  const known = attempt ? (attempt.closed_at ? 'closed' : 'open') : 'none';
  const standing = standingOf(charge, { isOurs, attempt: known });
  if (standing === 'late' && attempt)
    await insertCharge(scope, attempt, { chargeId: charge.chargeId, live: false, answered: null });
  return standing;
}

/** Calls Asaas, so it runs outside of the transaction. The charge is read again afterwards. */
function clear(deps: Dependencies, news: ChargeNews, reading: Reading, obstacle: Obstacle): Promise<void> {
  const { account, charge, source } = reading;
  return obstacle === 'surplus'
    ? removeSurplus(deps, account, news.documentId, charge)
    : removeOwnCharge(deps, news, source);
}
