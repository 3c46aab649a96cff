import type { ColumnType, Generated } from 'kysely';
import type { DefaultTerms } from '../../domain/collection-terms.ts';
import type { NoticesPolicy } from '../../domain/notices.ts';
import type { WebhookStatus } from '../../domain/webhook-health.ts';
import type { Instant, Json, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

export type Environment = 'sandbox' | 'production';

/** The settings of an account: defaults for documents that say nothing, and some others. */
export interface AccountSettings extends DefaultTerms {
  daysToCancelRegistration?: number;
  /** Asaas' own e-mails and SMS to payers cost money, so they are off by default. */
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
  /** A key of the account at Asaas, ours or another, that Asaas says will die. */
  expiring_key_id: Optional<string>;
  expiring_key_name: Optional<string>;
  expiring_key_on: Optional<string>;
  expiring_key_told_at: OptionalInstant;
  /** Whether the account has a Pix key at Asaas; null while nobody knows. */
  pix_ready: Optional<boolean>;
  /** How many charges Asaas lets the account create in a day, known since the limit was met, and when it opens again. */
  daily_limit: Optional<number>;
  daily_limit_until: OptionalInstant;
  asaas_account: Json<Record<string, unknown>>;
  webhook_endpoint: string;
  webhook_token_sealed: string;
  webhook_token_digest: Buffer;
  /** The digest of the old token. It is accepted until Asaas has the new one. */
  webhook_token_previous_digest: Optional<Buffer>;
  webhook_id: Optional<string>;
  webhook_status: ColumnType<WebhookStatus, WebhookStatus | undefined, WebhookStatus>;
  /** Why the webhook is not active, and what a person can do, in Portuguese. */
  webhook_cause: Optional<string>;
  /** Since when the webhook has this status. */
  webhook_since: Instant;
  /** When Asaas last showed the webhook. */
  webhook_checked_at: OptionalInstant;
  /** When the webhook was last known to deliver. */
  webhook_well_at: OptionalInstant;
  /** When the ERP was told of the current interruption. Null again when the queue is stable. */
  webhook_told_at: OptionalInstant;
  /** Resumptions since the queue was last stable. */
  webhook_resumes: Generated<number>;
  webhook_resumed_at: OptionalInstant;
  /** Until when the API sets up the webhook at Asaas. The account's care leaves it alone until then. */
  webhook_set_up_until: OptionalInstant;
  /** The last period whose events will never come. */
  events_lost_from: Optional<string>;
  events_lost_until: Optional<string>;
  /** The moment of the backup, if the database was ever restored; no charge is created until the next column is set. */
  restored_to: OptionalInstant;
  /** When the charges of since then were read at Asaas. */
  restore_read_at: OptionalInstant;
  message_seq: Generated<number>;
  settings: Json<AccountSettings>;
  /** Which notices the payers get, of all kinds. Null: nobody chose, and Asaas' own choice stands. */
  notices: OptionalJson<NoticesPolicy>;
  disabled_at: OptionalInstant;
  created_at: Instant;
}
