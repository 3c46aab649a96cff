import type { ColumnType, Generated } from 'kysely';
import type { DefaultTerms } from '../../domain/collection-terms.ts';
import type { WebhookStatus } from '../../domain/webhook-health.ts';
import type { Instant, Json, Optional, OptionalInstant } from './column-types.ts';

export type Environment = 'sandbox' | 'production';

/** Defaults of an account for documents that say nothing themselves, and what else it decides. */
export interface AccountSettings extends DefaultTerms {
  daysToCancelRegistration?: number;
  /** Asaas' own e-mails and SMS to payers cost money: off unless wanted. */
  notifyPayers?: boolean;
}

export interface AccountTable {
  id: string;
  tenant_id: string;
  name: string;
  bank_code: string;
  agency: string;
  number: string;
  digit: string;
  environment: Environment;
  api_key_sealed: string;
  api_key_hint: string;
  key_status: Generated<'accepted' | 'refused'>;
  key_refused_at: OptionalInstant;
  asaas_account: Json<Record<string, unknown>>;
  webhook_endpoint: string;
  webhook_token_sealed: string;
  webhook_token_digest: Buffer;
  /** The digest of the token before this one, which is taken until Asaas shows the new one. */
  webhook_token_previous_digest: Optional<Buffer>;
  webhook_id: Optional<string>;
  webhook_status: ColumnType<WebhookStatus, WebhookStatus | undefined, WebhookStatus>;
  /** Why it is not simply active, and what cures it, in Portuguese. */
  webhook_cause: Optional<string>;
  /** Since when it stands as it does. */
  webhook_since: Instant;
  /** When Asaas last answered how it stands. */
  webhook_checked_at: OptionalInstant;
  /** When it was last seen to deliver. */
  webhook_well_at: OptionalInstant;
  /** When the ERP was told of the interruption that goes on; null once the queue has held. */
  webhook_told_at: OptionalInstant;
  /** How often the queue was resumed without holding since. */
  webhook_resumes: Generated<number>;
  webhook_resumed_at: OptionalInstant;
  /** Until when somebody is at work on it at Asaas, whom the account's care leaves alone. */
  webhook_set_up_until: OptionalInstant;
  /** The last period whose events will never come. */
  events_lost_from: Optional<string>;
  events_lost_until: Optional<string>;
  message_seq: Generated<number>;
  settings: Json<AccountSettings>;
  disabled_at: OptionalInstant;
  created_at: Instant;
}
