import type { Generated } from 'kysely';
import type { PaymentMethod } from '../../domain/charge.ts';
import type { ReturnItemKind, ReturnItemOutcome, ReturnStatus } from '../../domain/settlement-return.ts';
import type { Instant, Optional, OptionalInstant } from './column-types.ts';

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
