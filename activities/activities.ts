import { accountCareActivities } from './account-care.ts';
import { amendmentActivities } from './amendment.ts';
import { bookingActivities } from './booking.ts';
import { bookkeepingActivities } from './bookkeeping.ts';
import { cancellationActivities } from './cancellation.ts';
import type { Dependencies } from './dependencies.ts';
import { receiptAssignmentActivities } from './receipt-assignment.ts';
import { registrationActivities } from './registration.ts';
import { remittanceActivities } from './remittance.ts';
import { loadingActivities, processingActivities } from './settlement-return.ts';
import { unidentifiedReceiptActivities } from './unidentified-receipt.ts';

export type AsaasActivities = ReturnType<typeof createAsaasActivities>;
export type LedgerActivities = ReturnType<typeof createLedgerActivities>;

/** The activities that call Asaas, for the `asaas` task queue. */
export function createAsaasActivities(deps: Dependencies) {
  return {
    ...registrationActivities(deps),
    ...amendmentActivities(deps),
    ...cancellationActivities(deps),
    ...bookingActivities(deps),
    ...unidentifiedReceiptActivities(deps),
    ...accountCareActivities(deps),
    ...receiptAssignmentActivities(deps),
    ...loadingActivities(deps),
  };
}

/** The short steps in our own database, for the workflow worker itself. */
export function createLedgerActivities(deps: Dependencies) {
  return { ...bookkeepingActivities(deps), ...remittanceActivities(deps), ...processingActivities(deps) };
}
