import type { HeldWork } from '../domain/hold.ts';
import { accountCareActivities } from './account-care.ts';
import { amendmentActivities } from './amendment.ts';
import { bookingActivities } from './booking.ts';
import { bookkeepingActivities } from './bookkeeping.ts';
import { cancellationActivities } from './cancellation.ts';
import { cashReceiptActivities } from './cash-receipt.ts';
import { chargeSweepActivities } from './charge-sweep.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { erpDeliveryActivities } from './erp-delivery.ts';
import { noticesActivities } from './notices.ts';
import { payerSweepActivities } from './payer-sweep.ts';
import { receiptAssignmentActivities } from './receipt-assignment.ts';
import { registrationActivities } from './registration.ts';
import { remittanceActivities } from './remittance.ts';
import { loadingActivities, processingActivities } from './settlement-return.ts';
import { statementExplainingActivities, statementReadingActivities } from './statement.ts';
import { sweepBoundsActivities } from './sweep-bounds.ts';
import { type Step, tryStep } from './try-step.ts';
import { unidentifiedReceiptActivities } from './unidentified-receipt.ts';

export type AsaasActivities = ReturnType<typeof createAsaasActivities>;
export type ErpActivities = ReturnType<typeof createErpActivities>;
export type LedgerActivities = ReturnType<typeof createLedgerActivities>;
export type LocalActivities = ReturnType<typeof createLocalActivities>;

/** The activities that call the ERP, for the `erp` task queue. */
export const createErpActivities = erpDeliveryActivities;

/** The activities that call Asaas, for the `asaas` task queue. */
export function createAsaasActivities(deps: Dependencies) {
  return {
    ...documentSteps(deps),
    ...unidentifiedReceiptActivities(deps),
    ...accountCareActivities(deps),
    ...loadingActivities(deps),
    ...statementReadingActivities(deps),
    ...chargeSweepActivities(deps),
    ...payerSweepActivities(deps),
    ...noticesActivities(deps),
  };
}

/**
 * What the workflow worker runs itself: the steps in our own database, and the one short call to Asaas that settles.
 */
export function createLocalActivities(deps: Dependencies) {
  const { bookCharge } = documentSteps(deps);
  return { ...createLedgerActivities(deps), bookCharge };
}

/** The short steps in our own database only. */
export function createLedgerActivities(deps: Dependencies) {
  return {
    ...bookkeepingActivities(deps),
    ...remittanceActivities(deps),
    ...processingActivities(deps),
    ...statementExplainingActivities(deps),
    ...sweepBoundsActivities(deps),
  };
}

/** A document's steps at Asaas. A step that cannot be done now answers with a hold that names the work. */
function documentSteps(deps: Dependencies) {
  const { registerCharge, lookUpCharge } = registrationActivities(deps);
  const { amendCharge } = amendmentActivities(deps);
  const { cancelCharge } = cancellationActivities(deps);
  const { bookCharge } = bookingActivities(deps);
  const { receiveInCash, undoCashReceipt } = cashReceiptActivities(deps);
  const { bookAssignedReceipt } = receiptAssignmentActivities(deps);
  const holding =
    <Ref extends DocumentRef>(work: HeldWork, step: Step<Ref>): Step<Ref> =>
    (ref) =>
      tryStep(deps, work, step, ref);
  return {
    registerCharge: holding('register', registerCharge),
    lookUpCharge: holding('lookUp', lookUpCharge),
    amendCharge: holding('amend', amendCharge),
    cancelCharge: holding('cancel', cancelCharge),
    bookCharge: holding('book', bookCharge),
    receiveInCash: holding('book', receiveInCash),
    undoCashReceipt: holding('book', undoCashReceipt),
    bookAssignedReceipt: holding('book', bookAssignedReceipt),
  };
}
