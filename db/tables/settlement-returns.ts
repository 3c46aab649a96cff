import type { Generated } from 'kysely';
import type { PaymentMethod } from '../../domain/charge.ts';
import type { ExpectedPayment } from '../../domain/collection-terms.ts';
import type { ReturnItemKind, ReturnItemOutcome, ReturnStatus } from '../../domain/settlement-return.ts';
import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

export interface SettlementReturnTable {
  id: string;
  tenant_id: string;
  account_id: string;
  /** The period, by Asaas' payment date. Both days are included. */
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
  /** The charge's reference, if it has the form of our ids. The document may become known only later. */
  reference: string | null;
  method: PaymentMethod;
  gross_cents: number;
  fee_cents: number;
  net_cents: number;
  face_cents: Generated<number>;
  addition_cents: Generated<number>;
  rebate_cents: Generated<number>;
  discount_cents: number;
  fine_cents: Generated<number>;
  interest_and_fine_cents: number;
  /** Gross less what we expected of a payment on that day, which `expected` holds. */
  difference_cents: Generated<number>;
  expected: OptionalJson<ExpectedPayment>;
  /** What of the gross went back to the payer already. */
  refunded_cents: Generated<number>;
  paid_on: string;
  /** Asaas' payment date, which the period is about. The payer of a boleto pays some days before. */
  received_on: string;
  credited_on: string | null;
  chosen_at: OptionalInstant;
  handed_at: OptionalInstant;
  outcome: Optional<ReturnItemOutcome>;
  /** Why the row failed, in Portuguese. */
  reason: Optional<string>;
}
