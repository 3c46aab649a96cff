import type { Generated } from 'kysely';
import type { Instant, Optional, OptionalInstant } from './column-types.ts';

export interface SendingRuleTable {
  id: string;
  tenant_id: string;
  name: string;
  enabled: Generated<boolean>;
  /** The rule with the lowest number decides about a document that several rules fit. */
  priority: number;
  /** Null: each payer's default account. */
  account_id: Optional<string>;
  /** Null: all payers. */
  payer_id: Optional<string>;
  /** Null: whatever the due date. */
  due_within_days: Optional<number>;
  amount_from_cents: Optional<number>;
  amount_to_cents: Optional<number>;
  version: Generated<number>;
  created_at: Instant;
  updated_at: Instant;
  removed_at: OptionalInstant;
}
