import type { Generated } from 'kysely';
import type { Instant, Json, Optional, OptionalInstant, OptionalJson } from './column-types.ts';
import type { ChargeError } from './documents.ts';

/** What a create call asks of Asaas, kept with its attempt so that a charge found later can be compared with it. */
export interface AttemptedCharge {
  customerId: string;
  valueCents: number;
  dueDate: string;
}

export interface RegistrationAttemptTable {
  /** The `externalReference` of the charge: opaque, and never used for a second intention. */
  id: string;
  tenant_id: string;
  document_id: string;
  account_id: string;
  number: number;
  version: number;
  charge: Json<AttemptedCharge>;
  opened_at: Instant;
  sent_at: OptionalInstant;
  outcome: Optional<'registered' | 'refused' | 'absent'>;
  closed_at: OptionalInstant;
  look_at: OptionalInstant;
  looks: Generated<number>;
  /** A charge that a webhook named with this reference before the create call's answer was known. */
  seen_charge_id: Optional<string>;
  charge_id: Optional<string>;
  error: OptionalJson<ChargeError>;
}

export interface ChargeTable {
  tenant_id: string;
  account_id: string;
  charge_id: string;
  document_id: string;
  attempt_id: string;
  live: Generated<boolean>;
  created_at: Instant;
}
