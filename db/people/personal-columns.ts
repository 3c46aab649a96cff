import type { PersonalKind } from '../../domain/personal-data.ts';

/** What the columns of a table hold. */
interface ClassifiedTable {
  /** Columns that hold nothing of a person, apart by blanks. */
  plain: string;
  personal?: Readonly<Record<string, PersonalKind>>;
}

/**
 * Every column of every table. A test compares this with the schema, so a new column must be classified before it can
 * be merged; and the export and the erasure of a person read it, so what is classified is exported and erased.
 *
 * A document's number and the ERP's id of it are plain: the ERP chose them to name a document, and an entry that did not
 * know them again would charge twice.
 */
export const classifiedTables: Readonly<Record<string, ClassifiedTable>> = {
  account_notices: {
    plain: 'account_id tenant_id message_seq changed_at applied_at fee_cents whatsapp_fee_cents fee_read_at',
  },
  accounts: {
    plain: `id tenant_id bank_code environment key_status key_refused_at webhook_endpoint webhook_token_digest webhook_id
      webhook_status settings notices disabled_at created_at message_seq webhook_cause webhook_since webhook_checked_at
      webhook_well_at webhook_told_at webhook_resumes webhook_resumed_at events_lost_from events_lost_until
      webhook_set_up_until webhook_token_previous_digest expiring_key_id expiring_key_name expiring_key_on
      expiring_key_told_at pix_ready daily_limit daily_limit_until restored_to restore_read_at`,
    personal: {
      name: 'company',
      agency: 'company',
      number: 'company',
      digit: 'company',
      api_key_sealed: 'company',
      api_key_hint: 'company',
      webhook_token_sealed: 'company',
      asaas_account: 'company',
    },
  },
  api_keys: {
    plain: 'id tenant_id role digest hint created_at last_used_at revoked_at',
    personal: { name: 'staff' },
  },
  audit_entries: {
    plain: 'id tenant_id at action resource_kind resource_id',
    personal: { actor: 'staff', before: 'copy', after: 'copy' },
  },
  audit_judgements: { plain: 'invariant judged_at' },
  audit_offenders: { plain: 'tenant_id invariant subject what found_at seen_at' },
  audit_rounds: { plain: 'only_row looked_at round_began_at round_ended_at next_tenant next_after' },
  charges: {
    plain: 'tenant_id account_id charge_id document_id attempt_id live created_at listed_at',
    personal: { answered_terms: 'text' },
  },
  customers: {
    plain:
      'tenant_id account_id payer_id synced_version claimed_until create_sent_at notify_payers told_notices listed_at',
    personal: { customer_id: 'pseudonym', notice_ids: 'pseudonym' },
  },
  divergences: {
    plain: 'id tenant_id account_id document_id charge_id field found_at taken taken_at closed_at outcome',
    personal: { ours: 'text', theirs: 'text', taken_by: 'staff' },
  },
  document_figure_changes: { plain: 'id tenant_id status account_id due_date paid_on count amount_cents' },
  document_figures: { plain: 'id tenant_id day_of day status account_id count amount_cents' },
  documents: {
    plain: `id tenant_id erp_id number payer_id account_id remittance_id status version synced_version refused_version
      message_seq amount_cents addition_cents discount fine interest due_date billing_type charge_id our_number
      cancel_requested_at created_at updated_at registered_at paid_on settled_at cancelled_at refunded_at change_seq hold
      hold_work hold_since hold_until hold_account_id hold_tries rebate_cents charged_cents flag_names error_code
      error_field erased_at credit_expected_on`,
    personal: {
      description: 'text',
      synced_terms: 'text',
      cancel_reason: 'text',
      last_error: 'text',
      flags: 'text',
      slip: 'link',
      bank_slip_url: 'link',
      invoice_url: 'link',
    },
  },
  erasures: {
    plain: 'id tenant_id payer_id erased_at documents kept_until',
    personal: { actor: 'staff', asaas_customers: 'pseudonym' },
  },
  erp_events: { plain: 'tenant_id sequence id type occurred_at', personal: { data: 'copy' } },
  event_sequences: { plain: 'tenant_id last_sequence' },
  forgotten_charges: {
    plain: 'account_id charge_id tenant_id reference value_cents due_date found_at document_id adopted_at',
    personal: { description: 'text' },
  },
  idempotency_keys: {
    plain: 'scope key request_digest status created_at call_id claim claimed_until',
    personal: { body: 'copy' },
  },
  kysely_migration: { plain: 'name timestamp' },
  kysely_migration_lock: { plain: 'id is_locked' },
  ledger_entries: {
    plain: `id tenant_id account_id document_id charge_id cause gross_cents fee_cents net_cents discount_cents
      interest_and_fine_cents difference_cents paid_on credited_on source created_at face_cents addition_cents rebate_cents
      fine_cents expected`,
  },
  logos: { plain: 'tenant_id', personal: { image: 'company' } },
  messages: {
    plain: `id tenant_id workflow_type workflow_id seq signal subject created_at delivered_at urgency lane attempts
      next_attempt_at parked_at`,
    personal: { facts: 'text', last_error: 'text' },
  },
  missing_payments: {
    plain: 'account_id charge_id tenant_id document_id amount_cents credited_on found_at',
  },
  payers: {
    plain: 'id tenant_id version created_at notify default_account_id erased_at',
    personal: {
      tax_id: 'identity',
      name: 'identity',
      search_name: 'identity',
      email: 'contact',
      phone: 'contact',
      address: 'contact',
    },
  },
  provider_events: {
    plain: 'id tenant_id account_id event_id name charge_id fate received_at denied_at',
    personal: { body: 'copy' },
  },
  reconciliations: {
    plain: `account_id tenant_id message_seq due_at done_at statement_through swept_through asked_at
      begun_at answered_at`,
  },
  registration_attempts: {
    plain: `id tenant_id document_id account_id number version opened_at sent_at outcome closed_at look_at looks
      seen_charge_id charge_id`,
    personal: { charge: 'pseudonym', error: 'text' },
  },
  remittance_count_changes: { plain: 'id tenant_id remittance_id outcome count' },
  remittance_counts: { plain: 'remittance_id outcome tenant_id count' },
  remittance_items: {
    plain: 'remittance_id tenant_id position document_id handed_at outcome outcome_at',
    personal: { error: 'text' },
  },
  remittances: {
    plain: `id tenant_id account_id status total message_seq created_at completed_at eta hold hold_until
      sending_rule_id`,
  },
  request_quotas: { plain: 'key points expire' },
  saved_views: {
    plain: 'id tenant_id owner_id list sort columns shared version created_at updated_at',
    personal: { name: 'text', filter: 'text' },
  },
  sealing_keys: { plain: 'key_id sentinel created_at' },
  sending_rules: {
    plain: `id tenant_id enabled priority account_id payer_id due_within_days amount_from_cents amount_to_cents version
      created_at updated_at removed_at`,
    personal: { name: 'text' },
  },
  sessions: {
    plain: 'id digest user_id api_key_id created_at last_seen_at expires_at ended_at confirmed_at',
  },
  settlement_return_items: {
    plain: `return_id tenant_id account_id charge_id kind document_id reference method gross_cents fee_cents net_cents
      discount_cents interest_and_fine_cents paid_on received_on credited_on chosen_at handed_at outcome face_cents
      addition_cents rebate_cents fine_cents expected difference_cents refunded_cents`,
    personal: { reason: 'text' },
  },
  settlement_returns: {
    plain: 'id tenant_id account_id paid_from paid_to status message_seq created_at loaded_at done_at',
  },
  sign_in_links: { plain: 'digest user_id created_at expires_at used_at' },
  statement_days: {
    plain: `tenant_id account_id on_date count in_cents out_cents unexplained_count unexplained_cents first_position
      last_position`,
  },
  statement_lines: {
    plain: `tenant_id account_id line_id position on_date kind provider_type amount_cents balance_cents charge_id
      explanation booked_cents read_at`,
    personal: { description: 'text' },
  },
  superseded_terms: {
    plain: 'id tenant_id document_id charge_id version superseded_at',
    personal: { terms: 'text' },
  },
  tenants: { plain: 'id features created_at', personal: { name: 'company', tax_id: 'company' } },
  timeline: {
    plain: 'id tenant_id document_id at what',
    personal: { actor: 'staff', details: 'copy' },
  },
  unidentified_receipts: {
    plain: `id tenant_id account_id charge_id gross_cents net_cents paid_on assigned_document_id created_at assigned_at
      booked_at`,
    personal: { description: 'text', payer_tax_id: 'identity', payer_name: 'identity' },
  },
  users: {
    plain: 'id tenant_id role created_at disabled_at',
    personal: { login: 'staff', name: 'staff', password_hash: 'staff' },
  },
  webhook_deliveries: {
    plain: `id tenant_id endpoint_id sequence event_id type subject status replays attempts first_attempt_at last_attempt_at
      next_attempt_at http_status delivered_at created_at`,
    personal: { error: 'text' },
  },
  webhook_endpoints: {
    plain: `id tenant_id events status reason status_since read_sequence has_news failures failing_since next_try_at
      message_seq created_at deleted_at challenge proved_at proof_failure previous_secret_until`,
    personal: {
      url: 'company',
      description: 'company',
      secret_sealed: 'company',
      previous_secret_sealed: 'company',
    },
  },
  worker_beats: { plain: 'worker_id started_at beat_at is_polling relayed_at' },
};

/** The columns of a table, as they are classified. Throws when the table is not. */
export function columnsOf(table: string): string[] {
  const classified = classifiedTables[table];
  if (!classified) throw new Error(`${table} is not classified`);
  return [...classified.plain.split(/\s+/), ...Object.keys(classified.personal ?? {})];
}
