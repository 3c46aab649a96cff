import { accountCareActivities } from './account-care.ts';
import { amendmentActivities } from './amendment.ts';
import { bookingActivities } from './booking.ts';
import { bookkeepingActivities } from './bookkeeping.ts';
import { cancellationActivities } from './cancellation.ts';
import { cashReceiptActivities } from './cash-receipt.ts';
import type { Dependencies } from './dependencies.ts';
import { erpDeliveryActivities } from './erp-delivery.ts';
import { receiptAssignmentActivities } from './receipt-assignment.ts';
import { registrationActivities } from './registration.ts';
import { remittanceActivities } from './remittance.ts';
import { loadingActivities, processingActivities } from './settlement-return.ts';
import { statementExplainingActivities, statementReadingActivities } from './statement.ts';
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
    ...registrationActivities(deps),
    ...amendmentActivities(deps),
    ...cancellationActivities(deps),
    ...bookingActivities(deps),
    ...cashReceiptActivities(deps),
    ...unidentifiedReceiptActivities(deps),
    ...accountCareActivities(deps),
    ...receiptAssignmentActivities(deps),
    ...loadingActivities(deps),
    ...statementReadingActivities(deps),
  };
}

/** What the workflow worker runs itself: the steps in our own database, and the one short call that settles. */
export function createLocalActivities(deps: Dependencies) {
  const { bookCharge } = bookingActivities(deps);
  return { ...createLedgerActivities(deps), bookCharge };
}

/** The short steps in our own database. */
export function createLedgerActivities(deps: Dependencies) {
  return {
    ...bookkeepingActivities(deps),
    ...remittanceActivities(deps),
    ...processingActivities(deps),
    ...statementExplainingActivities(deps),
  };
}
