import type { Generated } from 'kysely';
import type { ChargeError } from '../../domain/charge-error.ts';
import type { HoldCause } from '../../domain/hold.ts';
import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

export interface RemittanceTable {
  id: string;
  tenant_id: string;
  account_id: string;
  /** The rule that made it. Null when somebody asked for it. */
  sending_rule_id: Optional<string>;
  status: Generated<'sending' | 'waiting' | 'completed'>;
  total: number;
  message_seq: Generated<number>;
  /** The estimated end. Null when it cannot be estimated. */
  eta: OptionalInstant;
  /** Why documents without an outcome do not advance. */
  hold: Optional<HoldCause>;
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
