import type { AccountTable } from './tables/accounts.ts';
import type { AuditEntryTable } from './tables/audit.ts';
import type { DivergenceTable } from './tables/divergences.ts';
import type { DocumentTable, SupersededTermsTable } from './tables/documents.ts';
import type { ErasureTable } from './tables/erasures.ts';
import type { WebhookDeliveryTable, WebhookEndpointTable } from './tables/erp-delivery.ts';
import type {
  ErpEventTable,
  EventSequenceTable,
  ProviderEventTable,
  TimelineTable,
} from './tables/journal.ts';
import type { MessageTable } from './tables/messages.ts';
import type { LedgerEntryTable, UnidentifiedReceiptTable } from './tables/money.ts';
import type { AccountNoticesTable } from './tables/notices.ts';
import type { CustomerTable, PayerTable } from './tables/payers.ts';
import type { WorkerBeatTable } from './tables/processing.ts';
import type { ChargeTable, RegistrationAttemptTable } from './tables/registration.ts';
import type { RemittanceItemTable, RemittanceTable } from './tables/remittances.ts';
import type { ForgottenChargeTable } from './tables/restores.ts';
import type { SendingRuleTable } from './tables/sending-rules.ts';
import type { SessionTable, SignInLinkTable, UserTable } from './tables/sessions.ts';
import type { SettlementReturnItemTable, SettlementReturnTable } from './tables/settlement-returns.ts';
import type {
  MissingPaymentTable,
  ReconciliationTable,
  StatementDayTable,
  StatementLineTable,
} from './tables/statement.ts';
import type {
  ApiKeyTable,
  IdempotencyKeyTable,
  LogoTable,
  SealingKeyTable,
  TenantTable,
} from './tables/tenants.ts';
import type { SavedViewTable } from './tables/views.ts';

/** Every table, as the queries see it. The columns of each noun are in `tables/`. */
export interface Tables {
  tenants: TenantTable;
  logos: LogoTable;
  audit_entries: AuditEntryTable;
  api_keys: ApiKeyTable;
  idempotency_keys: IdempotencyKeyTable;
  sealing_keys: SealingKeyTable;
  users: UserTable;
  sessions: SessionTable;
  sign_in_links: SignInLinkTable;
  accounts: AccountTable;
  payers: PayerTable;
  customers: CustomerTable;
  erasures: ErasureTable;
  documents: DocumentTable;
  superseded_terms: SupersededTermsTable;
  registration_attempts: RegistrationAttemptTable;
  charges: ChargeTable;
  forgotten_charges: ForgottenChargeTable;
  ledger_entries: LedgerEntryTable;
  unidentified_receipts: UnidentifiedReceiptTable;
  timeline: TimelineTable;
  event_sequences: EventSequenceTable;
  erp_events: ErpEventTable;
  provider_events: ProviderEventTable;
  remittances: RemittanceTable;
  remittance_items: RemittanceItemTable;
  sending_rules: SendingRuleTable;
  saved_views: SavedViewTable;
  settlement_returns: SettlementReturnTable;
  settlement_return_items: SettlementReturnItemTable;
  messages: MessageTable;
  statement_lines: StatementLineTable;
  statement_days: StatementDayTable;
  missing_payments: MissingPaymentTable;
  reconciliations: ReconciliationTable;
  account_notices: AccountNoticesTable;
  worker_beats: WorkerBeatTable;
  divergences: DivergenceTable;
  webhook_endpoints: WebhookEndpointTable;
  webhook_deliveries: WebhookDeliveryTable;
}
