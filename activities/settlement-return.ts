import { isBankDay } from '../asaas/bank-days.ts';
import type { ReceivedPage } from '../asaas/received-charges.ts';
import type { AccountRow } from '../db/accounts/accounts.ts';
import type { Scope } from '../db/database.ts';
import { findDocumentsByIds } from '../db/documents/documents.ts';
import { ourReference } from '../db/documents/registration-attempts.ts';
import { keepSeenCharge } from '../db/documents/seen-charge.ts';
import { leaveDocumentMessage, leaveReceiptMessage } from '../db/messages/messages.ts';
import { findChargeOwner } from '../db/messages/provider-events.ts';
import { findOwnedCharges, findOwners, type OwnedCharge } from '../db/money/received-charges.ts';
import {
  countChosen,
  countReturnItems,
  findSettlementReturn,
  findUnhandedItems,
  insertReturnItems,
  lockSettlementReturn,
  markDone,
  markHanded,
  markLoaded,
  type ReturnItemRow,
  type SettlementReturnRow,
} from '../db/money/settlement-returns.ts';
import { findReceiptOfCharge } from '../db/money/unidentified-receipts.ts';
import { asTenant } from '../db/tenancy.ts';
import type { BookingDays } from '../domain/booking.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import type { ReceivedCharge } from '../domain/charge.ts';
import { judgeReceipt, type ReturnPlace, type ReturnStatus } from '../domain/settlement-return.ts';
import { callAsaas, type OpenAccount, openAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';

export interface ReturnRef {
  tenantId: string;
  returnId: string;
}

/**
 * A reading step ends at the first of these limits. A dead worker then loses few pages, and the step ends before its
 * timeout.
 */
const pagesPerStep = 10;
const stepMs = 30_000;

/** The part that calls Asaas: reads the received payments page by page. */
export const loadingActivities = (deps: Dependencies) => ({
  /** Reads some pages, from `place` on, and stores their rows beside our documents. May be repeated. */
  async loadSettlementReturn(
    ref: ReturnRef & { place: ReturnPlace },
  ): Promise<{ next: ReturnPlace | null; loaded: number }> {
    const row = await asTenant(deps.db, ref.tenantId, (scope) => demandReturn(scope, ref.returnId));
    const account = await openAccount(deps, ref.tenantId, row.account_id, 'amend');
    const until = performance.now() + stepMs;
    let next: ReturnPlace | null = ref.place;
    for (let pages = 0; next && pages < pagesPerStep && performance.now() < until; pages++) {
      const page: ReceivedPage | null = await readPage(deps, account, row, next).catch((error: unknown) => {
        if (pages === 0) throw error;
        return null; // The pages before this one are stored. The next step starts with this page.
      });
      if (!page) break;
      await asTenant(deps.db, ref.tenantId, (scope) => keepPage(deps, scope, row, account.row, page.charges));
      next = page.next;
    }
    const loaded = await asTenant(deps.db, ref.tenantId, (scope) => countReturnItems(scope, ref.returnId));
    return { next, loaded };
  },
});

/** The part in our own database: which rows wait, and what is left to do. */
export const processingActivities = (deps: Dependencies) => ({
  async readSettlementReturn(ref: ReturnRef): Promise<{ status: ReturnStatus }> {
    const { status } = await asTenant(deps.db, ref.tenantId, (scope) => demandReturn(scope, ref.returnId));
    return { status };
  },

  /** From now on a person may choose rows. Returns how many rows there are. */
  async finishLoading(ref: ReturnRef): Promise<number> {
    return asTenant(deps.db, ref.tenantId, async (scope) => {
      await markLoaded(scope, ref.returnId);
      return countReturnItems(scope, ref.returnId);
    });
  },

  /**
   * Hands over the next chosen rows and counts the open ones. The settlement return is done when none is open. May be
   * repeated.
   */
  async processReturnItems(
    ref: ReturnRef & { chunk: number },
  ): Promise<{ chosen: number; open: number; unhanded: number }> {
    return asTenant(deps.db, ref.tenantId, async (scope) => {
      await lockSettlementReturn(scope, ref.returnId);
      const items = await findUnhandedItems(scope, ref.returnId, ref.chunk);
      await lockOwners(scope, items);
      for (const item of items) await handOver(scope, item);
      const counts = await countChosen(scope, ref.returnId);
      if (counts.open === 0) await markDone(scope, ref.returnId);
      return counts;
    });
  },
});

async function demandReturn(scope: Scope, returnId: string): Promise<SettlementReturnRow> {
  const row = await findSettlementReturn(scope, returnId);
  if (!row) throw new Error(`There is no settlement return ${returnId}`);
  return row;
}

function readPage(
  deps: Dependencies,
  account: OpenAccount,
  { paid_from: from, paid_to: to }: SettlementReturnRow,
  place: ReturnPlace,
): Promise<ReceivedPage> {
  const { receivedCharges } = deps.asaas;
  return callAsaas(deps, account, () => receivedCharges.readPage(account.connection, { from, to }, place));
}

async function keepPage(
  deps: Dependencies,
  scope: Scope,
  { id, tenant_id }: SettlementReturnRow,
  account: AccountRow,
  charges: readonly ReceivedCharge[],
): Promise<void> {
  const owned = await findOwnedCharges(scope, account, charges);
  const days = { today: dateInSaoPaulo(deps.now()), isBankDay };
  const shared = { return_id: id, tenant_id, account_id: account.id };
  const items = charges.map((charge) => ({
    ...shared,
    ...toItem(charge, owned.get(charge.chargeId), days),
  }));
  await insertReturnItems(scope, items);
}

function toItem(charge: ReceivedCharge, owner: OwnedCharge | undefined, days: BookingDays) {
  const { kind, receipt } = judgeReceipt(charge, owner ?? null, days);
  return {
    charge_id: charge.chargeId,
    kind,
    document_id: owner?.documentId ?? null,
    reference: ourReference(charge.reference),
    method: charge.method,
    gross_cents: receipt.grossCents,
    fee_cents: receipt.feeCents,
    net_cents: receipt.netCents,
    face_cents: receipt.faceCents,
    addition_cents: receipt.additionCents,
    rebate_cents: receipt.rebateCents,
    discount_cents: receipt.discountCents,
    fine_cents: receipt.fineCents,
    interest_and_fine_cents: receipt.interestAndFineCents,
    difference_cents: receipt.differenceCents,
    expected: receipt.expected && JSON.stringify(receipt.expected),
    paid_on: receipt.paidOn,
    received_on: charge.receivedOn,
    credited_on: receipt.creditedOn,
    refunded_cents: charge.refundedCents,
  };
}

/**
 * Locks the documents of all rows at once, in the order of their ids. Locking them row by row would follow the order of
 * the charges, and could deadlock.
 */
async function lockOwners(scope: Scope, items: readonly ReturnItemRow[]): Promise<void> {
  const [first] = items; // All rows of a settlement return have the same account.
  if (!first) return;
  const charges = items.map(({ charge_id: chargeId, reference }) => ({ chargeId, reference }));
  const owners = await findOwners(scope, first.account_id, charges);
  await findDocumentsByIds(scope, [...owners.values()], { locked: true });
}

/**
 * Leaves the message that a webhook about this payment would leave now: to the document of the charge, or to the run
 * that stores an unidentified receipt.
 */
async function handOver(scope: Scope, item: ReturnItemRow): Promise<void> {
  const { account_id: accountId, charge_id: chargeId, tenant_id: tenantId, return_id: returnId } = item;
  if (item.kind === 'already_settled') return markHanded(scope, item, { outcome: 'already_settled' });
  const charge = { id: chargeId, externalReference: item.reference };
  const owner = await findChargeOwner(scope, accountId, charge);
  if (owner) {
    const { documentId } = owner;
    await keepSeenCharge(scope, owner, chargeId);
    const facts = { chargeId, source: 'settlement_return', returnId } as const;
    await leaveDocumentMessage(scope, documentId, 'paymentReceived', facts);
    return markHanded(scope, item, { documentId });
  }
  if (await findReceiptOfCharge(scope, accountId, chargeId))
    return markHanded(scope, item, { outcome: 'kept' });
  await leaveReceiptMessage(scope, { tenantId, accountId, chargeId });
  return markHanded(scope, item);
}
