import { NotFound } from '../asaas/errors.ts';
import { tellErp } from '../db/messages/erp-events.ts';
import { noteReceiptOutcome } from '../db/money/settlement-returns.ts';
import { keepReceipt } from '../db/money/unidentified-receipts.ts';
import { asTenant } from '../db/tenancy.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import type { Charge } from '../domain/charge.ts';
import { callAsaas, openAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';
import { notReceivedAnyMore } from './return-outcome.ts';
import { isEarlyTry } from './try-step.ts';
import { unknownStatusReason } from './unknown-status.ts';

export const unidentifiedReceiptActivities = (deps: Dependencies) => ({
  /** Reads a charge that nobody here created, and stores its payment so that a person finds it. May be repeated. */
  async keepUnidentifiedReceipt(receipt: {
    tenantId: string;
    accountId: string;
    chargeId: string;
  }): Promise<void> {
    const account = await openAccount(deps, receipt.tenantId, receipt.accountId, 'settle');
    const read = () => deps.asaas.charges.read(account.connection, receipt.chargeId);
    const charge = await callAsaas(deps, account, read, [NotFound]).catch((error: unknown) => {
      if (error instanceof NotFound && !isEarlyTry()) return null;
      throw error;
    });
    await asTenant(deps.db, receipt.tenantId, async (scope) => {
      if (!charge || !isPaid(charge)) {
        const reason = charge ? whyNotPaid(deps, charge) : notReceivedAnyMore;
        return noteReceiptOutcome(scope, receipt, { outcome: 'failed', reason });
      }
      await noteReceiptOutcome(scope, receipt, { outcome: 'kept', reason: null });
      const kept = await keepReceipt(scope, {
        tenant_id: receipt.tenantId,
        account_id: receipt.accountId,
        charge_id: charge.chargeId,
        gross_cents: charge.valueCents,
        net_cents: charge.status === 'received_in_cash' ? charge.valueCents : charge.netCents,
        paid_on: charge.paidOn ?? dateInSaoPaulo(deps.now()),
        description: charge.description,
      });
      if (!kept) return;
      const data = {
        receiptId: kept.id,
        accountId: kept.account_id,
        chargeId: kept.charge_id,
        grossCents: kept.gross_cents,
        netCents: kept.net_cents,
        paidOn: kept.paid_on,
      };
      await tellErp(scope, receipt.tenantId, { type: 'receipt.unidentified', data });
    });
  },
});

/** This charge has no document and no timeline, so a status that we do not know is only logged. */
function whyNotPaid(deps: Dependencies, charge: Charge): string {
  if (charge.status !== 'unknown') return notReceivedAnyMore;
  const { chargeId, unknownStatus: status } = charge;
  deps.logger.warn({ chargeId, status }, 'Asaas shows a charge in an unknown status');
  return unknownStatusReason(charge);
}

function isPaid({ status }: Charge): boolean {
  return status === 'received' || status === 'confirmed' || status === 'received_in_cash';
}
