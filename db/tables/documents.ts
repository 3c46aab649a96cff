import type { ColumnType, Generated } from 'kysely';
import type {
  BillingType,
  CollectionTerms,
  Discount,
  Fine,
  Interest,
} from '../../domain/collection-terms.ts';
import type { DocumentFlag, DocumentStatus } from '../../domain/document-status.ts';
import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

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
  /** Grows with each change of the row and with each reading of a charge that was booked on it. */
  change_seq: Generated<number>;
  amount_cents: number;
  addition_cents: Generated<number>;
  discount: OptionalJson<Discount>;
  fine: OptionalJson<Fine>;
  interest: OptionalJson<Interest>;
  description: Optional<string>;
  due_date: string;
  billing_type: Generated<BillingType>;
  charge_id: Optional<string>;
  /**
   * What the last create call sent, written before it is sent, or the last edit that Asaas acknowledged. The account's
   * defaults are included.
   */
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
