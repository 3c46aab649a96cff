import { type Kysely, sql } from 'kysely';

/** What Asaas tells of an account beside its charges: a key about to die, no Pix key, the day's creations used up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const causes = `('quota', 'daily_limit', 'key_refused', 'account_disabled', 'forbidden', 'asaas_unavailable',
  'payer_uncertain', 'unexpected')`;

const statements = [
  `alter table accounts
     add column expiring_key_id text,
     add column expiring_key_name text,
     add column expiring_key_on date,
     add column expiring_key_told_at timestamptz,
     add column pix_ready boolean,
     add column daily_limit int check (daily_limit >= 0),
     add column daily_limit_until timestamptz`,
  `alter table accounts
     add check ((expiring_key_id is null) = (expiring_key_told_at is null)),
     add check (expiring_key_id is not null or num_nonnulls(expiring_key_name, expiring_key_on) = 0),
     add check ((daily_limit is null) = (daily_limit_until is null))`,
  'alter table documents drop constraint documents_hold_check',
  `alter table documents add constraint documents_hold_check check (hold in ${causes})`,
  'alter table remittances drop constraint remittances_hold_check',
  `alter table remittances add constraint remittances_hold_check check (hold in ${causes})`,
];
