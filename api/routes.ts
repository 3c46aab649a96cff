import { accountCheckRoutes } from './account-checks.ts';
import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { bankRoutes } from './banks.ts';
import type { Route } from './define-route.ts';
import { documentActionRoutes } from './document-actions.ts';
import { documentAmendmentRoutes } from './document-amendment.ts';
import { documentHistoryRoutes } from './document-history.ts';
import { documentSlipRoutes } from './document-slip.ts';
import { documentRoutes } from './documents.ts';
import { eventRoutes } from './events.ts';
import { problemCauseRoutes } from './problem-causes.ts';
import { remittanceActionRoutes } from './remittance-actions.ts';
import { remittanceRoutes } from './remittances.ts';
import { settlementReturnItemRoutes } from './settlement-return-items.ts';
import { settlementReturnRoutes } from './settlement-returns.ts';
import { tenantRoutes } from './tenants.ts';
import { unidentifiedReceiptRoutes } from './unidentified-receipts.ts';

/** Every route of `/v1`, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...tenantRoutes,
  ...apiKeyRoutes,
  ...bankRoutes,
  ...accountRoutes,
  ...accountCheckRoutes,
  ...documentRoutes,
  ...documentAmendmentRoutes,
  ...documentHistoryRoutes,
  ...documentSlipRoutes,
  ...documentActionRoutes,
  ...remittanceRoutes,
  ...remittanceActionRoutes,
  ...problemCauseRoutes,
  ...settlementReturnRoutes,
  ...settlementReturnItemRoutes,
  ...unidentifiedReceiptRoutes,
  ...eventRoutes,
];
