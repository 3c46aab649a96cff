import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { PaymentMethod } from '../domain/charge.ts';
import type { BillingType, CollectionTerms, Discount, Fine, Interest } from '../domain/collection-terms.ts';
import type { DocumentFlag, DocumentStatus } from '../domain/document-status.ts';
import type { ReturnItemKind, ReturnItemOutcome, ReturnStatus } from '../domain/settlement-return.ts';
import type { WebhookStatus } from '../domain/webhook-health.ts';

/** An instant: read as `Date`, may be left to the database when inserted. */
type Instant = ColumnType<Date, Date | undefined, Date>;
type OptionalInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
type Json<T> = ColumnType<T, string, string>;
type OptionalJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface TenantTable {
  id: string;
  name: string;
  tax_id: string;
  features: string[];
  created_at: Instant;
}

export type KeyRole = 'erp' | 'operator' | 'viewer';

export interface ApiKeyTable {
  id: string;
  tenant_id: string;
  name: string;
  role: KeyRole;
  digest: Buffer;
  hint: string;
  created_at: Instant;
  last_used_at: OptionalInstant;
  revoked_at: OptionalInstant;
}

export interface IdempotencyKeyTable {
  scope: string;
  key: string;
  request_digest: Buffer;
  status: number;
  body: Json<unknown>;
  created_at: Instant;
}

export type Environment = 'sandbox' | 'production';

/** Defaults of an account for documents that say nothing themselves. */
export interface AccountSettings {
  fine?: Fine;
  interest?: Interest;
  discount?: Discount;
  daysToCancelRegistration?: number;
  /** Asaas' own e-mails and SMS to payers cost money: off unless wanted. */
  notifyPayers?: boolean;
}

export interface AccountTable {
  id: string;
  tenant_id: string;
  name: string;
  bank_code: string;
  agency: string;
  number: string;
  digit: string;
  environment: Environment;
  api_key_sealed: string;
  api_key_hint: string;
  key_status: Generated<'accepted' | 'refused'>;
  key_refused_at: OptionalInstant;
  asaas_account: Json<Record<string, unknown>>;
  webhook_endpoint: string;
  webhook_token_sealed: string;
  webhook_token_digest: Buffer;
  webhook_id: Optional<string>;
  webhook_status: ColumnType<WebhookStatus, WebhookStatus | undefined, WebhookStatus>;
  /** Why it is not simply active, and what cures it, in Portuguese. */
  webhook_cause: Optional<string>;
  /** Since when it stands as it does. */
  webhook_since: Instant;
  /** When Asaas last answered how it stands. */
  webhook_checked_at: OptionalInstant;
  /** When it was last seen to deliver. */
  webhook_well_at: OptionalInstant;
  /** When the ERP was told of the interruption that goes on; null once the queue has held. */
  webhook_told_at: OptionalInstant;
  /** How often the queue was resumed without holding since. */
  webhook_resumes: Generated<number>;
  webhook_resumed_at: OptionalInstant;
  /** The last period whose events will never come. */
  events_lost_from: Optional<string>;
  events_lost_until: Optional<string>;
  message_seq: Generated<number>;
  settings: Json<AccountSettings>;
  disabled_at: OptionalInstant;
  created_at: Instant;
}

export interface PayerAddress {
  street?: string | undefined;
  number?: string | undefined;
  complement?: string | undefined;
  district?: string | undefined;
  postalCode?: string | undefined;
}

export interface PayerTable {
  id: string;
  tenant_id: string;
  tax_id: string;
  name: string;
  email: Optional<string>;
  phone: Optional<string>;
  address: OptionalJson<PayerAddress>;
  /** Grows with each change of the payer's data; `customers.synced_version` follows it. */
  version: Generated<number>;
  created_at: Instant;
}

export interface CustomerTable {
  tenant_id: string;
  account_id: string;
  payer_id: string;
  customer_id: Optional<string>;
  synced_version: Generated<number>;
  claimed_until: OptionalInstant;
  create_sent_at: OptionalInstant;
  /** Whether Asaas was told to send this payer its notices; null when it was told nothing. */
  notify_payers: Optional<boolean>;
}

/** Asaas' refusal kept word for word, beside what it means here. */
export interface ChargeError {
  code: string;
  field: string | null;
  /** Asaas' own words, in Portuguese. */
  message: string;
  /** What a person can do about it, in Portuguese. */
  cure: string;
}

/** What is printed on a slip; dropped whenever the charge is amended, since line and Pix code change with it. */
export interface Slip {
  digitableLine: string | null;
  barCode: string | null;
  pix: { payload: string; image: string; expiresAt: string } | null;
}

/** A mark beside the status: why, since when, and where something is known about them, its cure and its amount. */
export interface FlagMark {
  reason: string;
  at: string;
  /** What a person can do about it, in Portuguese. */
  cure?: string;
  amountCents?: number;
}

export type Flags = Partial<Record<DocumentFlag, FlagMark>>;

export interface DocumentTable {
  id: string;
  tenant_id: string;
  erp_id: string;
  number: string;
  payer_id: string;
  account_id: Optional<string>;
  remittance_id: Optional<string>;
  status: ColumnType<DocumentStatus, DocumentStatus | undefined, DocumentStatus>;
  flags: ColumnType<Flags, string | undefined, string>;
  version: Generated<number>;
  synced_version: Generated<number>;
  /** The version of which Asaas refused the amendment; the next edit tries again. */
  refused_version: Generated<number>;
  message_seq: Generated<number>;
  amount_cents: number;
  addition_cents: Generated<number>;
  discount: OptionalJson<Discount>;
  fine: OptionalJson<Fine>;
  interest: OptionalJson<Interest>;
  description: Optional<string>;
  due_date: string;
  billing_type: Generated<BillingType>;
  charge_id: Optional<string>;
  /** What Asaas was last told and acknowledged, the account's defaults included. */
  synced_terms: OptionalJson<CollectionTerms>;
  bank_slip_url: Optional<string>;
  invoice_url: Optional<string>;
  our_number: Optional<string>;
  slip: OptionalJson<Slip>;
  cancel_requested_at: OptionalInstant;
  cancel_reason: Optional<string>;
  last_error: OptionalJson<ChargeError>;
  created_at: Instant;
  updated_at: Instant;
  registered_at: OptionalInstant;
  paid_on: Optional<string>;
  settled_at: OptionalInstant;
  cancelled_at: OptionalInstant;
  refunded_at: OptionalInstant;
}

/** What a create call asks of Asaas, kept with its attempt so that a charge found later can be compared with it. */
export interface AttemptedCharge {
  customerId: string;
  valueCents: number;
  dueDate: string;
}

export interface RegistrationAttemptTable {
  /** The `externalReference` of the charge: opaque, and never used for a second intention. */
  id: string;
  tenant_id: string;
  document_id: string;
  account_id: string;
  number: number;
  version: number;
  charge: Json<AttemptedCharge>;
  opened_at: Instant;
  sent_at: OptionalInstant;
  outcome: Optional<'registered' | 'refused' | 'absent'>;
  closed_at: OptionalInstant;
  look_at: OptionalInstant;
  looks: Generated<number>;
  /** A charge that a webhook named with this reference before the create call's answer was known. */
  seen_charge_id: Optional<string>;
  charge_id: Optional<string>;
  error: OptionalJson<ChargeError>;
}

export interface ChargeTable {
  tenant_id: string;
  account_id: string;
  charge_id: string;
  document_id: string;
  attempt_id: string;
  live: Generated<boolean>;
  created_at: Instant;
}

export type SettlementSource = 'webhook' | 'settlement_return' | 'person' | 'reconciliation';

export interface LedgerEntryTable {
  id: string;
  tenant_id: string;
  account_id: string;
  document_id: string | null;
  charge_id: string;
  cause: string;
  gross_cents: number;
  fee_cents: number;
  net_cents: number;
  discount_cents: Generated<number>;
  interest_and_fine_cents: Generated<number>;
  /** Gross less what we expected of a payment on that day. */
  difference_cents: Generated<number>;
  paid_on: string;
  credited_on: Optional<string>;
  source: SettlementSource;
  created_at: Instant;
}

export interface UnidentifiedReceiptTable {
  id: string;
  tenant_id: string;
  account_id: string;
  charge_id: string;
  gross_cents: number;
  net_cents: number;
  paid_on: string;
  description: Optional<string>;
  assigned_document_id: Optional<string>;
  assigned_at: OptionalInstant;
  /** When the ledger took it as the document's payment; the document's own workflow does that. */
  booked_at: OptionalInstant;
  created_at: Instant;
}

export interface TimelineTable {
  id: Generated<number>;
  tenant_id: string;
  document_id: string;
  at: Instant;
  what: string;
  actor: string;
  details: Json<Record<string, unknown>>;
}

export interface EventSequenceTable {
  tenant_id: string;
  last_sequence: Generated<number>;
}

export interface ErpEventTable {
  tenant_id: string;
  sequence: number;
  id: string;
  type: string;
  occurred_at: Instant;
  data: Json<Record<string, unknown>>;
}

export interface ProviderEventTable {
  id: string;
  tenant_id: string;
  account_id: string;
  event_id: string;
  name: string | null;
  charge_id: string | null;
  body: Buffer;
  fate: 'forwarded' | 'noted' | 'unreadable';
  received_at: Instant;
}

export interface RemittanceTable {
  id: string;
  tenant_id: string;
  account_id: string;
  status: Generated<'sending' | 'waiting' | 'completed'>;
  total: number;
  message_seq: Generated<number>;
  /** When it will be done, as far as can be told; null while nothing was measured. */
  eta: OptionalInstant;
  /** Why nothing more is handed over just now, though something waits. */
  hold: Optional<'quota' | 'key_refused'>;
  hold_until: OptionalInstant;
  created_at: Instant;
  completed_at: OptionalInstant;
}

export type ItemOutcome = 'registered' | 'rejected' | 'uncertain' | 'cancelled';

export interface RemittanceItemTable {
  remittance_id: string;
  tenant_id: string;
  position: number;
  document_id: string;
  handed_at: OptionalInstant;
  outcome: Optional<ItemOutcome>;
  outcome_at: OptionalInstant;
  error: OptionalJson<ChargeError>;
}

export interface SettlementReturnTable {
  id: string;
  tenant_id: string;
  account_id: string;
  /** The period of Asaas' payment dates, both days included. */
  paid_from: string;
  paid_to: string;
  status: Generated<ReturnStatus>;
  message_seq: Generated<number>;
  created_at: Instant;
  loaded_at: OptionalInstant;
  done_at: OptionalInstant;
}

export interface SettlementReturnItemTable {
  return_id: string;
  tenant_id: string;
  account_id: string;
  charge_id: string;
  kind: ReturnItemKind;
  document_id: string | null;
  /** The charge's reference, when it has the form of ours: whose it is may become known only later. */
  reference: string | null;
  method: PaymentMethod;
  gross_cents: number;
  fee_cents: number;
  net_cents: number;
  discount_cents: number;
  interest_and_fine_cents: number;
  paid_on: string;
  /** Asaas' payment date, the one that the period is about: a boleto is paid some days before. */
  received_on: string;
  credited_on: string | null;
  chosen_at: OptionalInstant;
  handed_at: OptionalInstant;
  outcome: Optional<ReturnItemOutcome>;
  /** Why it failed, in Portuguese. */
  reason: Optional<string>;
}

export interface MessageTable {
  id: string;
  tenant_id: string;
  workflow_type: string;
  workflow_id: string;
  seq: number;
  signal: string;
  facts: JSONColumnType<Record<string, string | number | boolean | null>>;
  subject: JSONColumnType<Record<string, string | number | null>>;
  /** 1 is carried first. */
  urgency: Generated<number>;
  /** The account, or the company where it concerns no account: each lane has its turn. */
  readonly lane: ColumnType<string, never, never>;
  created_at: Instant;
  delivered_at: OptionalInstant;
}

export interface Tables {
  tenants: TenantTable;
  api_keys: ApiKeyTable;
  idempotency_keys: IdempotencyKeyTable;
  accounts: AccountTable;
  payers: PayerTable;
  customers: CustomerTable;
  documents: DocumentTable;
  registration_attempts: RegistrationAttemptTable;
  charges: ChargeTable;
  ledger_entries: LedgerEntryTable;
  unidentified_receipts: UnidentifiedReceiptTable;
  timeline: TimelineTable;
  event_sequences: EventSequenceTable;
  erp_events: ErpEventTable;
  provider_events: ProviderEventTable;
  remittances: RemittanceTable;
  remittance_items: RemittanceItemTable;
  settlement_returns: SettlementReturnTable;
  settlement_return_items: SettlementReturnItemTable;
  messages: MessageTable;
}
