import type { Generated } from 'kysely';
import type { ErpEventData, ErpEventType } from '../../domain/erp-events.ts';
import type { Instant, Json, OptionalInstant } from './column-types.ts';

export interface TimelineTable {
  id: Generated<number>;
  tenant_id: string;
  document_id: string;
  at: Instant;
  what: string;
  actor: string;
  details: Json<Record<string, unknown>>;
}

export interface EventSequenceTable {
  tenant_id: string;
  last_sequence: Generated<number>;
}

export interface ErpEventTable {
  tenant_id: string;
  sequence: number;
  id: string;
  type: ErpEventType;
  occurred_at: Instant;
  data: Json<ErpEventData[ErpEventType]>;
}

export interface ProviderEventTable {
  id: string;
  tenant_id: string;
  account_id: string;
  event_id: string;
  name: string | null;
  charge_id: string | null;
  body: Buffer;
  fate: 'forwarded' | 'noted' | 'unreadable';
  received_at: Instant;
  /** When Asaas, asked, said otherwise. */
  denied_at: OptionalInstant;
}
