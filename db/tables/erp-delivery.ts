import type { ColumnType, Generated } from 'kysely';
import type { DeliveryStatus, EndpointStatus } from '../../domain/erp-delivery.ts';
import type { Instant, Optional, OptionalInstant } from './column-types.ts';

export interface WebhookEndpointTable {
  id: string;
  tenant_id: string;
  url: string;
  description: Optional<string>;
  /** The types it wants; empty for all. */
  events: ColumnType<string[], string[] | undefined, string[]>;
  secret_sealed: string;
  /** The secret before the last rotation, which signs beside the new one for a while. */
  previous_secret_sealed: Optional<string>;
  previous_secret_until: OptionalInstant;
  status: ColumnType<EndpointStatus, EndpointStatus | undefined, EndpointStatus>;
  /** Why it is parked, in Portuguese. */
  reason: Optional<string>;
  status_since: Instant;
  /** Events of the feed up to here have their deliveries. */
  read_sequence: number;
  /** Whether its workflow was told of events that it has not read yet. */
  has_news: Generated<boolean>;
  /** Attempts that failed since the last success. */
  failures: Generated<number>;
  failing_since: OptionalInstant;
  /** While it fails nothing is tried before this. */
  next_try_at: OptionalInstant;
  message_seq: Generated<number>;
  created_at: Instant;
  deleted_at: OptionalInstant;
}

export interface WebhookDeliveryTable {
  id: string;
  tenant_id: string;
  endpoint_id: string;
  /** The event's number in the feed; null for a test delivery. */
  sequence: number | null;
  event_id: string;
  type: string;
  /** Deliveries of one subject (a document, a remittance, ...) go out in order, one after the other. */
  subject: string;
  status: ColumnType<DeliveryStatus, DeliveryStatus | undefined, DeliveryStatus>;
  attempts: Generated<number>;
  first_attempt_at: OptionalInstant;
  last_attempt_at: OptionalInstant;
  next_attempt_at: Instant;
  /** What the endpoint last answered; null when nothing came. */
  http_status: Optional<number>;
  error: Optional<string>;
  delivered_at: OptionalInstant;
  created_at: Instant;
}
