import { accountCheckRoutes } from './accounts/account-checks.ts';
import { accountRoutes } from './accounts/accounts.ts';
import { bankRoutes } from './accounts/banks.ts';
import { accountNoticesRoutes } from './accounts/notices.ts';
import { webhookTokenRoutes } from './accounts/webhook-token.ts';
import { auditRoutes } from './audit/audit.ts';
import { boletoRoutes } from './boletos/boletos.ts';
import { logoRoutes } from './boletos/logo.ts';
import type { Dependencies } from './dependencies.ts';
import { divergenceRoutes } from './divergences/divergences.ts';
import { documentActionRoutes } from './documents/document-actions.ts';
import { documentAmendmentRoutes } from './documents/document-amendment.ts';
import { documentHistoryRoutes } from './documents/document-history.ts';
import { documentSlipRoutes } from './documents/document-slip.ts';
import { documentRoutes } from './documents/documents.ts';
import { flagRoutes } from './documents/flags.ts';
import { eventRoutes } from './events/events.ts';
import type { Route } from './http/define-route.ts';
import { importRoutes } from './imports/imports.ts';
import { problemRoutes } from './inbox/problems.ts';
import { undeliveredMessageRoutes } from './messages/undelivered-messages.ts';
import { payerRoutes } from './payers/payers.ts';
import { personalDataRoutes } from './payers/personal-data.ts';
import { processingHealthRoutes } from './processing/health.ts';
import { remittanceActionRoutes } from './remittances/remittance-actions.ts';
import { remittanceRoutes } from './remittances/remittances.ts';
import { sendingRuleRoutes } from './sending-rules/sending-rules.ts';
import { userRoutes } from './sessions/users.ts';
import { settlementReturnItemRoutes } from './settlement-returns/settlement-return-items.ts';
import { settlementReturnRoutes } from './settlement-returns/settlement-returns.ts';
import { unidentifiedReceiptRoutes } from './settlement-returns/unidentified-receipts.ts';
import { simulatorRoutes } from './simulator/simulator.ts';
import { accountStatementRoutes } from './statement/account-statement.ts';
import { statementFileRoutes } from './statement/statement-files.ts';
import { forecastRoutes } from './summary/forecast.ts';
import { summaryRoutes } from './summary/summary.ts';
import { apiKeyRoutes } from './tenants/api-keys.ts';
import { tenantRoutes } from './tenants/tenants.ts';
import { viewRoutes } from './views/views.ts';
import { webhookDeliveryRoutes } from './webhook-endpoints/webhook-deliveries.ts';
import { webhookEndpointRoutes } from './webhook-endpoints/webhook-endpoints.ts';

/** Every route of `/v1` there is anywhere, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...tenantRoutes,
  ...apiKeyRoutes,
  ...userRoutes,
  ...auditRoutes,
  ...bankRoutes,
  ...accountRoutes,
  ...accountCheckRoutes,
  ...accountNoticesRoutes,
  ...webhookTokenRoutes,
  ...documentRoutes,
  ...flagRoutes,
  ...documentAmendmentRoutes,
  ...documentHistoryRoutes,
  ...documentSlipRoutes,
  ...boletoRoutes,
  ...logoRoutes,
  ...importRoutes,
  ...documentActionRoutes,
  ...viewRoutes,
  ...payerRoutes,
  ...personalDataRoutes,
  ...remittanceRoutes,
  ...remittanceActionRoutes,
  ...sendingRuleRoutes,
  ...problemRoutes,
  ...summaryRoutes,
  ...forecastRoutes,
  ...processingHealthRoutes,
  ...settlementReturnRoutes,
  ...settlementReturnItemRoutes,
  ...unidentifiedReceiptRoutes,
  ...accountStatementRoutes,
  ...statementFileRoutes,
  ...divergenceRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...webhookDeliveryRoutes,
  ...undeliveredMessageRoutes,
  ...simulatorRoutes,
];

/** The routes that exist here: those of the simulator only where there is one. */
export function routesHere({ simulatorUrl }: Pick<Dependencies, 'simulatorUrl'>): readonly Route[] {
  return simulatorUrl === null ? routes.filter((route) => !simulatorRoutes.includes(route)) : routes;
}
