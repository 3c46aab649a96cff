import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Instant, OptionalInstant } from './column-types.ts';

export interface MessageTable {
  id: string;
  tenant_id: string;
  workflow_type: string;
  workflow_id: string;
  seq: number;
  signal: string;
  facts: JSONColumnType<Record<string, string | number | boolean | null>>;
  subject: JSONColumnType<Record<string, string | number | null>>;
  /** 1 goes first, 4 last. */
  urgency: Generated<number>;
  /** The account, or the company where it concerns no account: each lane has its turn. */
  readonly lane: ColumnType<string, never, never>;
  created_at: Instant;
  delivered_at: OptionalInstant;
  /** Attempts that failed. */
  attempts: Generated<number>;
  /** What Temporal said at the last failed attempt. */
  last_error: string | null;
  /** Set while the message waits after a failure. */
  next_attempt_at: OptionalInstant;
  /** Set once Temporal refused the message: it is not sent again until a person asks. */
  parked_at: OptionalInstant;
}
