import type { ColumnType, Generated, JSONColumnType, Selectable, UpdateObject } from 'kysely';
import type { BehaviourOverrides } from '../behaviour.ts';
import type { FaultRule } from '../fault-rule.ts';
import type { Discount, Fine, Interest, Terms } from '../terms.ts';

export type Environment = 'sandbox' | 'production';

export type ChargeStatus =
  | 'PENDING'
  | 'OVERDUE'
  | 'CONFIRMED'
  | 'RECEIVED'
  | 'RECEIVED_IN_CASH'
  | 'REFUND_REQUESTED'
  | 'REFUNDED'
  | 'CHARGEBACK_REQUESTED'
  | 'CHARGEBACK_DISPUTE'
  | 'AWAITING_CHARGEBACK_REVERSAL';

/** Where a payer's complaint at the bank stands, as a charge shows it. */
export type ChargebackStatus = 'REQUESTED' | 'IN_DISPUTE' | 'DISPUTE_LOST' | 'REVERSED';

/** What the slip said before the last amendment: a payer may hold it still. */
export interface PreviousSlip extends Terms {
  valueCents: number;
  dueDate: string;
}

export type BillingType = 'BOLETO' | 'PIX' | 'UNDEFINED';

/** One row: what belongs to the whole simulator. */
export interface StateTable {
  onlyRow: Generated<boolean>;
  offsetMs: number;
  /** The last calendar day whose nightly work is done. */
  daysDoneThrough: string;
  behaviour: JSONColumnType<BehaviourOverrides>;
  faultRules: JSONColumnType<FaultRule[]>;
}

export interface AccountTable {
  id: string;
  seq: Generated<number>;
  name: string;
  cpfCnpj: string;
  environment: Environment;
  agency: string;
  accountNumber: string;
  accountDigit: string;
  behaviour: JSONColumnType<BehaviourOverrides>;
  quotaOpenedAt: Date | null;
  quotaUsed: Generated<number>;
}

export interface ApiKeyTable {
  key: string;
  accountId: string;
  revoked: Generated<boolean>;
}

export interface CustomerTable {
  id: string;
  seq: Generated<number>;
  accountId: string;
  dateCreated: string;
  deleted: Generated<boolean>;
  name: string;
  cpfCnpj: string;
  email: string | null;
  groupName: string | null;
  externalReference: string | null;
  notificationDisabled: boolean;
  foreignCustomer: boolean;
  /** Fields that are only kept and given back. */
  details: JSONColumnType<Record<string, string | null>>;
}

/** What a customer may be told by Asaas, and how. Each customer has the same eight from its beginning. */
export interface NotificationTable {
  id: string;
  seq: Generated<number>;
  customerId: string;
  event: string;
  /** In days. Only events around the due date have one. */
  scheduleOffset: number;
  enabled: Generated<boolean>;
  emailEnabledForProvider: boolean;
  smsEnabledForProvider: Generated<boolean>;
  emailEnabledForCustomer: Generated<boolean>;
  smsEnabledForCustomer: Generated<boolean>;
  phoneCallEnabledForCustomer: Generated<boolean>;
  whatsappEnabledForCustomer: Generated<boolean>;
}

export interface ChargeTable {
  id: string;
  seq: Generated<number>;
  accountId: string;
  customerId: string;
  billingType: BillingType;
  status: ChargeStatus;
  deleted: Generated<boolean>;
  /** Made by a receipt that no charge expected. */
  automatic: Generated<boolean>;
  createdAt: Date;
  dateCreated: string;
  valueCents: number;
  originalValueCents: number | null;
  interestCents: number | null;
  feeCents: number;
  dueDate: string;
  originalDueDate: string;
  description: string | null;
  externalReference: string | null;
  registrationCancellationDays: number | null;
  registrationCancelled: Generated<boolean>;
  discount: JSONColumnType<Discount>;
  fine: JSONColumnType<Fine>;
  interest: JSONColumnType<Interest>;
  ourNumber: string | null;
  invoiceNumber: string;
  pixRevision: Generated<number>;
  pixTransaction: string | null;
  confirmedDate: string | null;
  paymentDate: string | null;
  clientPaymentDate: string | null;
  creditDate: string | null;
  previousSlip: ColumnType<PreviousSlip | null, string | null | undefined, string | null>;
  chargeback: ChargebackStatus | null;
}

export interface HistoryTable {
  seq: Generated<number>;
  chargeId: string;
  at: Date;
  event: string;
}

export type ReceiptMethod = 'boleto' | 'pix' | 'cash' | 'cash-undone';

/** Money that came in, written when it became available. Never changed: an undone cash receipt is a negative row. */
export interface ReceiptTable {
  seq: Generated<number>;
  chargeId: string;
  at: Date;
  method: ReceiptMethod;
  valueCents: number;
  feeCents: number;
}

export interface RefundTable {
  seq: Generated<number>;
  chargeId: string;
  at: Date;
  valueCents: number;
  description: string | null;
  status: 'PENDING' | 'DONE' | 'CANCELLED';
}

/** One line of an account's statement. Its balance is what the lines up to it add up to. */
export interface StatementLineTable {
  seq: Generated<number>;
  accountId: string;
  date: string;
  type: string;
  /** Negative when money leaves the account. */
  valueCents: number;
  chargeId: string | null;
  description: string;
}

export interface WebhookTable {
  id: string;
  seq: Generated<number>;
  accountId: string;
  name: string;
  url: string;
  email: string | null;
  enabled: boolean;
  interrupted: boolean;
  apiVersion: number;
  sendType: 'SEQUENTIALLY' | 'NON_SEQUENTIALLY';
  authToken: string;
  events: string[];
  consecutiveFailures: Generated<number>;
}

export interface EventTable {
  id: string;
  accountId: string;
  /** Null for an event about the account's keys. */
  chargeId: string | null;
  event: string;
  at: Date;
  /** The exact text that is sent, each time the same. */
  body: string;
}

/** One copy of one event for one webhook. */
export interface DeliveryTable {
  id: Generated<number>;
  webhookId: string;
  eventId: string;
  /** Orders the queue; later than the event when a setting delays or shuffles. */
  positionAt: Date;
  nextAttemptAt: Date;
  /** Failures since the queue was last resumed: the row of the retry table it stands in. */
  failures: Generated<number>;
  state: Generated<'pending' | 'delivered' | 'forgotten'>;
}

export interface AttemptTable {
  seq: Generated<number>;
  deliveryId: number;
  at: Date;
  /** Null when no answer came. */
  status: number | null;
  error: string | null;
}

export interface CallTable {
  accountId: string;
  endpoint: string;
  outcome: 'ok' | 'refused' | 'failed';
  count: number;
}

export interface Schema {
  state: StateTable;
  accounts: AccountTable;
  apiKeys: ApiKeyTable;
  customers: CustomerTable;
  notifications: NotificationTable;
  charges: ChargeTable;
  history: HistoryTable;
  receipts: ReceiptTable;
  refunds: RefundTable;
  statementLines: StatementLineTable;
  webhooks: WebhookTable;
  events: EventTable;
  deliveries: DeliveryTable;
  attempts: AttemptTable;
  calls: CallTable;
}

export type Account = Selectable<AccountTable>;
export type Customer = Selectable<CustomerTable>;
export type Notification = Selectable<NotificationTable>;
export type Charge = Selectable<ChargeTable>;
export type ChargeChange = UpdateObject<Schema, 'charges'>;
export type Refund = Selectable<RefundTable>;
export type Webhook = Selectable<WebhookTable>;
