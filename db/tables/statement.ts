import type { ColumnType, Generated } from 'kysely';
import type { Explanation, LineKind } from '../../domain/statement.ts';
import type { Instant, Optional, OptionalInstant } from './column-types.ts';

export interface StatementLineTable {
  tenant_id: string;
  account_id: string;
  line_id: string;
  /** The order of the lines at Asaas. */
  readonly position: ColumnType<number, never, never>;
  on_date: string;
  kind: LineKind;
  /** Asaas' own word for the kind of line. */
  provider_type: string;
  amount_cents: number;
  balance_cents: number;
  charge_id: string | null;
  description: string;
  explanation: ColumnType<Explanation, Explanation | undefined, Explanation>;
  /** What our books say of all lines of the same charge and kind together. */
  booked_cents: Optional<number>;
  read_at: Instant;
}

/** The sums of a day's lines. Triggers keep it. */
export interface StatementDayTable {
  tenant_id: string;
  account_id: string;
  on_date: string;
  count: number;
  in_cents: number;
  out_cents: number;
  unexplained_count: number;
  unexplained_cents: number;
  first_position: number;
  last_position: number;
}

/** A payment of our books that the statement should have and does not. */
export interface MissingPaymentTable {
  account_id: string;
  charge_id: string;
  tenant_id: string;
  document_id: string | null;
  amount_cents: number;
  credited_on: string;
  found_at: Instant;
}

export interface ReconciliationTable {
  account_id: string;
  tenant_id: string;
  message_seq: Generated<number>;
  /** When the next reconciliation is due. */
  due_at: Instant;
  done_at: OptionalInstant;
  /** When somebody last asked for one beside its day. */
  asked_at: OptionalInstant;
  /** When the newest one began. */
  begun_at: OptionalInstant;
  /** When the newest one that ended had begun: what was asked for until then is done. */
  answered_at: OptionalInstant;
  /** The statement was read up to this day. */
  statement_through: Optional<string>;
  /** What was paid up to this day was compared with our books. */
  swept_through: Optional<string>;
}
