import type { ColumnType, Generated } from 'kysely';
import type { NoticeKind } from '../../domain/notices.ts';
import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

export interface PayerAddress {
  street?: string | undefined;
  number?: string | undefined;
  complement?: string | undefined;
  district?: string | undefined;
  postalCode?: string | undefined;
}

export interface PayerTable {
  id: string;
  tenant_id: string;
  tax_id: string;
  name: string;
  /** The name as it is searched: small letters without accents. */
  readonly search_name: ColumnType<string, never, never>;
  email: Optional<string>;
  phone: Optional<string>;
  address: OptionalJson<PayerAddress>;
  /** Whether Asaas sends notices to this payer. Null: as the account says. */
  notify: Optional<boolean>;
  /** Where rules send the payer's documents when they name no account. */
  default_account_id: Optional<string>;
  /** Grows with each change of the payer's data. `customers.synced_version` is the version that Asaas has. */
  version: Generated<number>;
  created_at: Instant;
  /** When the person was erased. Then `tax_id` and `name` only say so. */
  erased_at: OptionalInstant;
}

export interface CustomerTable {
  tenant_id: string;
  account_id: string;
  payer_id: string;
  customer_id: Optional<string>;
  synced_version: Generated<number>;
  claimed_until: OptionalInstant;
  create_sent_at: OptionalInstant;
  /** Whether Asaas was told to send notices to this payer. Null: it was told nothing. */
  notify_payers: Optional<boolean>;
  /** Which notices Asaas was told to send to this payer, as `policyKey` writes them. Null: it was told nothing. */
  told_notices: Optional<string>;
  /** Asaas' id of each of the payer's notices. Null: nobody asked for them yet. */
  notice_ids: OptionalJson<Partial<Record<NoticeKind, string>>>;
  /** When a list of Asaas, or a reading of the payer alone, last showed it to the reconciliation. */
  listed_at: OptionalInstant;
}
