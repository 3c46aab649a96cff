import type { ColumnType, Generated } from 'kysely';
import type { ChargeError } from '../../domain/charge-error.ts';
import type {
  BillingType,
  CollectionTerms,
  Discount,
  Fine,
  Interest,
} from '../../domain/collection-terms.ts';
import type { DocumentFlag, DocumentStatus } from '../../domain/document-status.ts';
import type { HeldWork, HoldCause } from '../../domain/hold.ts';
import type { Instant, Json, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

/** What is printed on a slip. Deleted when the charge is amended, because digitable line and Pix code change. */
export interface Slip {
  digitableLine: string | null;
  barCode: string | null;
  pix: { payload: string; image: string; expiresAt: string } | null;
}

/** A flag beside the status: the reason and since when. Cure and amount only if they are known. */
export interface FlagMark {
  reason: string;
  at: string;
  /** What a person can do, in Portuguese. */
  cure?: string;
  amountCents?: number;
  /** The charge whose news raised it. */
  chargeId?: string;
}

export type Flags = Partial<Record<DocumentFlag, FlagMark>>;

/** Terms with which a charge once stood at Asaas: a payer may still hold their slip. */
export interface SupersededTermsTable {
  id: string;
  tenant_id: string;
  document_id: string;
  charge_id: string;
  version: number;
  terms: Json<CollectionTerms>;
  superseded_at: Instant;
}

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
  /** The names in `flags`, in order; null without a flag. */
  readonly flag_names: ColumnType<DocumentFlag[] | null, never, never>;
  version: Generated<number>;
  synced_version: Generated<number>;
  /** The version whose amendment Asaas refused. The next edit tries again. */
  refused_version: Generated<number>;
  message_seq: Generated<number>;
  /** Grows with each change of the row, and with each booked reading of a charge. */
  change_seq: Generated<number>;
  amount_cents: number;
  addition_cents: Generated<number>;
  rebate_cents: Generated<number>;
  /** What the document asks of its payer: amount and addition less rebate. */
  readonly charged_cents: ColumnType<number, never, never>;
  discount: OptionalJson<Discount>;
  fine: OptionalJson<Fine>;
  interest: OptionalJson<Interest>;
  description: Optional<string>;
  due_date: string;
  billing_type: Generated<BillingType>;
  charge_id: Optional<string>;
  /**
   * The terms of the newest create call, stored before it is sent, or of the newest amendment that is known to have
   * reached Asaas. The account's defaults are included.
   */
  synced_terms: OptionalJson<CollectionTerms>;
  bank_slip_url: Optional<string>;
  invoice_url: Optional<string>;
  our_number: Optional<string>;
  slip: OptionalJson<Slip>;
  cancel_requested_at: OptionalInstant;
  cancel_reason: Optional<string>;
  last_error: OptionalJson<ChargeError>;
  /** Of `last_error`. */
  readonly error_code: ColumnType<string | null, never, never>;
  readonly error_field: ColumnType<string | null, never, never>;
  /** Why the document cannot do something now. Null without a hold. */
  hold: Optional<HoldCause>;
  hold_work: Optional<HeldWork>;
  /** When the newest try met the hold. */
  hold_since: OptionalInstant;
  /** When to try again. Null when only a message ends the hold. */
  hold_until: OptionalInstant;
  /** The account of the held work. A document that was sent again may have money in its earlier account. */
  hold_account_id: Optional<string>;
  /** How many tries in a row were in vain. 0 after a step was done or the status changed. */
  hold_tries: Generated<number>;
  created_at: Instant;
  updated_at: Instant;
  registered_at: OptionalInstant;
  paid_on: Optional<string>;
  /** When a payment that is confirmed becomes money of the account, as far as known. */
  credit_expected_on: Optional<string>;
  settled_at: OptionalInstant;
  cancelled_at: OptionalInstant;
  refunded_at: OptionalInstant;
  /** When its payer was erased. It can be sent no more. */
  erased_at: OptionalInstant;
}
