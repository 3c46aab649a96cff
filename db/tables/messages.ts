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
  /** 1 is sent first, 4 last. */
  urgency: Generated<number>;
  /** The account; the company if the message concerns no account. Lanes take turns. */
  readonly lane: ColumnType<string, never, never>;
  created_at: Instant;
  delivered_at: OptionalInstant;
  /** How many attempts failed. */
  attempts: Generated<number>;
  /** The error of the last failed attempt. */
  last_error: string | null;
  /** Set while the message waits after a failure. */
  next_attempt_at: OptionalInstant;
  /** Set when Temporal refused the message for good. It is not sent again until a person asks. */
  parked_at: OptionalInstant;
}
