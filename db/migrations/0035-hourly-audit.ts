import { type Kysely, sql } from 'kysely';

/**
 * Where the hourly audit stands and what it found. Both belong to the upkeep alone: a company has no part in them. The
 * upkeep may also count the open divergences, of which it sees the field and nothing else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const guarded = (table: string, rights: string) => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy upkeep on ${table} to remessa_upkeep using (true) with check (true)`,
  `grant ${rights} on ${table} to remessa_upkeep`,
];

const statements = [
  // One row. It is made here, so that who claims an hour only updates it.
  `create table audit_rounds (
     only_row boolean primary key default true check (only_row),
     looked_at timestamptz,
     round_began_at timestamptz,
     round_ended_at timestamptz,
     next_tenant uuid,
     next_after uuid,
     check (next_after is null or next_tenant is not null)
   )`,
  'insert into audit_rounds default values',
  `create table audit_judgements (
     invariant text primary key,
     judged_at timestamptz not null
   )`,
  `create table audit_offenders (
     tenant_id uuid not null references tenants,
     invariant text not null,
     subject text not null,
     what text not null,
     found_at timestamptz not null,
     seen_at timestamptz not null,
     primary key (tenant_id, invariant, subject),
     check (seen_at >= found_at)
   )`,
  ...guarded('audit_rounds', 'select, update'),
  ...guarded('audit_judgements', 'select, insert, update'),
  ...guarded('audit_offenders', 'select, insert, update, delete'),
  'create policy upkeep_sees on divergences for select to remessa_upkeep using (closed_at is null)',
  'grant select (field, closed_at) on divergences to remessa_upkeep',
];
