import type { Generated } from 'kysely';
import type { ExpectedPayment } from '../../domain/collection-terms.ts';
import type { SettlementSource } from '../../domain/settlement.ts';
import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

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
  face_cents: Generated<number>;
  addition_cents: Generated<number>;
  rebate_cents: Generated<number>;
  discount_cents: Generated<number>;
  fine_cents: Generated<number>;
  interest_and_fine_cents: Generated<number>;
  /** The gross amount minus the amount that we expected for a payment on that day. */
  difference_cents: Generated<number>;
  /** Our own calculation of that day; null for what is no receipt. */
  expected: OptionalJson<ExpectedPayment>;
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
  /** Who paid, as far as Asaas knows. */
  payer_tax_id: Optional<string>;
  payer_name: Optional<string>;
  assigned_document_id: Optional<string>;
  assigned_at: OptionalInstant;
  /** When the document's workflow booked the receipt as the document's payment. */
  booked_at: OptionalInstant;
  created_at: Instant;
}
