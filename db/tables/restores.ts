import type { Instant, Optional, OptionalInstant } from './column-types.ts';

/** A charge at Asaas that an attempt of ours created, and that the restored rows do not know. */
export interface ForgottenChargeTable {
  account_id: string;
  charge_id: string;
  tenant_id: string;
  /** Its `externalReference`. */
  reference: string;
  value_cents: number;
  due_date: string;
  description: Optional<string>;
  found_at: Instant;
  /** The document that took the charge. */
  document_id: Optional<string>;
  adopted_at: OptionalInstant;
}
