import { tellErp } from '../db/messages/erp-events.ts';
import { noteReceiptOutcome } from '../db/money/settlement-returns.ts';
import { keepReceipt } from '../db/money/unidentified-receipts.ts';
import { asTenant } from '../db/tenancy.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import type { Charge } from '../domain/charge.ts';
import { callAsaas, openAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';
import { notReceivedAnyMore } from './return-outcome.ts';
import { unknownStatusReason } from './unknown-status.ts';

export const unidentifiedReceiptActivities = (deps: Dependencies) => ({
  /** Reads back a charge that nobody here created and keeps its payment where a person will find it. May be repeated. */
  async keepUnidentifiedReceipt(receipt: {
    tenantId: string;
    accountId: string;
    chargeId: string;
  }): Promise<void> {
    const account = await openAccount(deps, receipt.tenantId, receipt.accountId, 'settle');
    const charge = await callAsaas(deps, account, () =>
      deps.asaas.charges.read(account.connection, receipt.chargeId),
    );
    await asTenant(deps.db, receipt.tenantId, async (scope) => {
      if (!isPaid(charge)) {
        return noteReceiptOutcome(scope, receipt, { outcome: 'failed', reason: whyNotPaid(deps, charge) });
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
      await tellErp(scope, receipt.tenantId, 'receipt.unidentified', {
        receiptId: kept.id,
        accountId: receipt.accountId,
        chargeId: charge.chargeId,
        grossCents: charge.valueCents,
        netCents: charge.netCents,
        paidOn: charge.paidOn,
      });
    });
  },
});

/** A charge of nobody's has no timeline, so a status that we do not know is noted in the log alone. */
function whyNotPaid(deps: Dependencies, charge: Charge): string {
  if (charge.status !== 'unknown') return notReceivedAnyMore;
  const { chargeId, unknownStatus: status } = charge;
  deps.logger.warn({ chargeId, status }, 'Asaas shows a charge in an unknown status');
  return unknownStatusReason(charge);
}

function isPaid({ status }: Charge): boolean {
  return status === 'received' || status === 'confirmed' || status === 'received_in_cash';
}
