import type { Generated } from 'kysely';
import type { AnsweredTerms } from '../../domain/answered-terms.ts';
import type { ChargeError } from '../../domain/charge-error.ts';
import type { Instant, Json, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

/** What a create call asks for. A charge that is found later is compared with it. */
export interface AttemptedCharge {
  customerId: string;
  valueCents: number;
  dueDate: string;
}

export interface RegistrationAttemptTable {
  /** The `externalReference` of the charge. It is used for one attempt only. */
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
  /** The charge that a webhook named with this reference before the outcome of the create call was known. */
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
  /** What Asaas answered of the terms that need not be sent; null for a charge that only appeared. */
  answered_terms: OptionalJson<AnsweredTerms>;
  /** When a list of Asaas, or a reading of the charge alone, last showed it to the reconciliation. */
  listed_at: OptionalInstant;
  created_at: Instant;
}
