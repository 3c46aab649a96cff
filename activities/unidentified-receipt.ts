import { Forbidden, NotFound, Refused } from '../asaas/errors.ts';
import { tellErp } from '../db/messages/erp-events.ts';
import { noteReceiptOutcome } from '../db/money/settlement-returns.ts';
import { keepReceipt } from '../db/money/unidentified-receipts.ts';
import { findPayerOfCustomer } from '../db/payers/customers.ts';
import { asTenant } from '../db/tenancy.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import type { Charge } from '../domain/charge.ts';
import { callAsaas, type OpenAccount, openAccount } from './account.ts';
import { noteDeniedPayment } from './denied-payment.ts';
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
    const payer = charge && isPaid(charge) ? await payerOf(deps, account, charge.customerId) : null;
    await asTenant(deps.db, receipt.tenantId, async (scope) => {
      if (!charge || !isPaid(charge)) {
        await noteDeniedPayment(deps, scope, receipt, charge);
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
        payer_tax_id: payer?.taxId ?? null,
        payer_name: payer?.name || null,
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

/**
 * Who paid, which tells the document that the money may be for. One of our own payers is known here; Asaas is asked of
 * another. A key that may not read customers keeps no money from being kept.
 */
async function payerOf(
  deps: Dependencies,
  account: OpenAccount,
  customerId: string,
): Promise<{ taxId: string | null; name: string | null } | null> {
  const { row, connection } = account;
  const ours = await asTenant(deps.db, row.tenant_id, (scope) =>
    findPayerOfCustomer(scope, row.id, customerId),
  );
  if (ours) return ours;
  const read = () => deps.asaas.customers.read(connection, customerId);
  const call = callAsaas(deps, account, read, [NotFound, Refused, Forbidden]);
  return call.catch((error: unknown) => {
    if (error instanceof NotFound || error instanceof Refused || error instanceof Forbidden) return null;
    throw error;
  });
}

/** A charge of nobody's has no timeline, so a status that we do not know is noted in the log alone. */
function whyNotPaid(deps: Dependencies, charge: Charge): string {
  if (charge.status === 'refunded') return 'O pagamento já foi devolvido ao pagador: não há o que baixar.';
  if (charge.status !== 'unknown') return notReceivedAnyMore;
  const { chargeId, unknownStatus: status } = charge;
  deps.logger.warn({ chargeId, status }, 'Asaas shows a charge in an unknown status');
  return unknownStatusReason(charge);
}

function isPaid({ status }: Charge): boolean {
  return status === 'received' || status === 'confirmed' || status === 'received_in_cash';
}
