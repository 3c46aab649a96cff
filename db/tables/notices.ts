import type { Generated } from 'kysely';
import type { Optional, OptionalInstant } from './column-types.ts';

export interface AccountNoticesTable {
  account_id: string;
  tenant_id: string;
  message_seq: Generated<number>;
  /** When somebody last changed whether the account notifies. */
  changed_at: OptionalInstant;
  /** When all payers had been told of that change. Null while they are being told. */
  applied_at: OptionalInstant;
  /** What Asaas charges for the e-mails and SMS of one charge. Null: Asaas did not say. */
  fee_cents: Optional<number>;
  /** What Asaas charges for each notice by WhatsApp. Null: Asaas did not say. */
  whatsapp_fee_cents: Optional<number>;
  fee_read_at: OptionalInstant;
}
