import type { Instant, Json, Optional } from './column-types.ts';

/** The id of a payer's customer in one of the company's accounts at Asaas. */
export interface CustomerAtAsaas {
  accountId: string;
  customerId: string;
}

/** That a person was erased, by whom and when. It does not say who the person was. */
export interface ErasureTable {
  id: string;
  tenant_id: string;
  payer_id: string;
  erased_at: Instant;
  actor: string;
  documents: number;
  /** Until when amounts, dates and ids of the documents are kept. */
  kept_until: Optional<string>;
  /** What is left to be deleted at Asaas. */
  asaas_customers: Json<CustomerAtAsaas[]>;
}
