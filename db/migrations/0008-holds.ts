import { type Kysely, sql } from 'kysely';

/** What a document cannot do now, stored beside its status. So lists, remittances and people can see it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [documents, remittances]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

const causes = `('quota', 'key_refused', 'account_disabled', 'forbidden', 'asaas_unavailable', 'payer_uncertain',
  'unexpected')`;

const documents = [
  `alter table documents
     add column hold text check (hold in ${causes}),
     add column hold_work text check (hold_work in ('register', 'lookUp', 'amend', 'cancel', 'book')),
     add column hold_since timestamptz,
     add column hold_until timestamptz,
     add column hold_account_id uuid,
     add column hold_tries int not null default 0 check (hold_tries >= 0)`,
  `alter table documents
     add foreign key (tenant_id, hold_account_id) references accounts (tenant_id, id),
     add check (num_nonnulls(hold, hold_work, hold_since, hold_account_id) in (0, 4)),
     add check (hold is not null or hold_until is null),
     add check (hold is null or hold_tries > 0)`,
  // Usually few rows are held. The index finds them at once among millions of others.
  `create index documents_held on documents (tenant_id, hold_account_id, hold) where hold is not null`,
];

const remittances = [
  'alter table remittances drop constraint remittances_hold_check',
  `alter table remittances add constraint remittances_hold_check check (hold in ${causes})`,
];
