import { type Kysely, sql } from 'kysely';

/** The counted calls of each account, the estimated end of a remittance, and the lanes of messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [quotas, pace, turns]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

/** The table of the rate-limiter library. It has no data of accounts except their ids. Its role sees no other table. */
const quotas = [
  `do $$ begin
     create role remessa_quota nologin;
   exception when duplicate_object or unique_violation then null;
   end $$`,
  'grant remessa_quota to current_user',
  'create table request_quotas (key varchar(255) primary key, points int not null default 0, expire bigint)',
  'grant select, insert, update, delete on request_quotas to remessa_quota',
];

const pace = [
  'alter table remittances add column eta timestamptz',
  `alter table remittances add column hold text check (hold in ('quota', 'key_refused', 'account_disabled'))`,
  'alter table remittances add column hold_until timestamptz',
  `alter table remittances add check (hold is not null or hold_until is null)`,
  'alter table remittance_items add column outcome_at timestamptz',
  `create index remittance_items_open on remittance_items (tenant_id, remittance_id) where outcome is null`,
  `create index remittance_items_by_outcome on remittance_items (tenant_id, outcome_at) where outcome_at is not null`,
  `create index remittances_open on remittances (tenant_id, account_id) where status <> 'completed'`,
];

/** The lane of a message is its account. If it concerns no account, it is its company. */
const turns = [
  'alter table messages add column urgency smallint not null default 2 check (urgency between 1 and 4)',
  `alter table messages add column lane text not null
     generated always as (coalesce(subject ->> 'accountId', tenant_id::text)) stored`,
  'create index messages_by_lane on messages (lane, urgency, created_at) where delivered_at is null',
];
