import type { ColumnType, Generated } from 'kysely';
import type { ProofFailure } from '../../domain/endpoint-proof.ts';
import type { DeliveryStatus, EndpointStatus } from '../../domain/erp-delivery.ts';
import type { Instant, Optional, OptionalInstant } from './column-types.ts';

export interface WebhookEndpointTable {
  id: string;
  tenant_id: string;
  url: string;
  description: Optional<string>;
  /** The types of events that the endpoint wants. Empty: all. */
  events: ColumnType<string[], string[] | undefined, string[]>;
  secret_sealed: string;
  /** The secret before the last rotation. It still signs beside the new one for some time. */
  previous_secret_sealed: Optional<string>;
  previous_secret_until: OptionalInstant;
  status: ColumnType<EndpointStatus, EndpointStatus | undefined, EndpointStatus>;
  /** Why the endpoint is parked, in Portuguese. */
  reason: Optional<string>;
  status_since: Instant;
  /** Every event of the feed up to this number was read. */
  read_sequence: number;
  /** Whether the run was told of events that it has not read yet. */
  has_news: Generated<boolean>;
  /** Failed attempts since the last success. */
  failures: Generated<number>;
  failing_since: OptionalInstant;
  /** Nothing is tried before this time while the endpoint fails. */
  next_try_at: OptionalInstant;
  /** What the address is asked to send back. Renewed with each new address. */
  challenge: Generated<string>;
  /** When the address sent it back. Nothing is delivered before. */
  proved_at: OptionalInstant;
  /** Why it did not, while it has not. */
  proof_failure: Generated<ProofFailure>;
  message_seq: Generated<number>;
  created_at: Instant;
  deleted_at: OptionalInstant;
}

export interface WebhookDeliveryTable {
  id: string;
  tenant_id: string;
  endpoint_id: string;
  /** The event's number in the feed. Null for a test delivery. */
  sequence: number | null;
  event_id: string;
  type: string;
  /** Deliveries of one subject (a document, a remittance, ...) are sent in order, one after the other. */
  subject: string;
  status: ColumnType<DeliveryStatus, DeliveryStatus | undefined, DeliveryStatus>;
  /** How often somebody asked for it again. An attempt that had begun before is no answer to that. */
  replays: Generated<number>;
  attempts: Generated<number>;
  first_attempt_at: OptionalInstant;
  last_attempt_at: OptionalInstant;
  next_attempt_at: Instant;
  /** The endpoint's last answer. Null when no answer came. */
  http_status: Optional<number>;
  error: Optional<string>;
  delivered_at: OptionalInstant;
  created_at: Instant;
}
