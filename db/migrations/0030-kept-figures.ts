import { type Kysely, sql } from 'kysely';

/**
 * How many documents there are and what they come to, kept by status, account and day; and how many of each remittance
 * have which outcome. Each change of a document adds rows that say what changed. Nobody waits for another's lock, since rows are only added. From time to time the upkeep folds
 * them into one row per day or outcome. The figures are both tables together.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [tables, triggers, remittances, firstFigures, security]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

const tables = [
  `create table document_figures (
     id bigint generated always as identity primary key,
     tenant_id uuid not null references tenants,
     day_of text not null check (day_of in ('due', 'payment')),
     day date not null,
     status text not null,
     account_id uuid,
     count bigint not null,
     amount_cents bigint not null
   )`,
  `create unique index one_figure on document_figures
     (tenant_id, day_of, status, day, coalesce(account_id, '00000000-0000-0000-0000-000000000000'))`,
  `create table document_figure_changes (
     id bigint generated always as identity primary key,
     tenant_id uuid not null,
     status text not null,
     account_id uuid,
     due_date date not null,
     paid_on date,
     count bigint not null,
     amount_cents bigint not null
   )`,
  'create index document_figure_changes_of_tenant on document_figure_changes (tenant_id)',
];

const columns = 'tenant_id, status, account_id, due_date, paid_on';
const value = 'amount_cents + addition_cents - rebate_cents';
const collectedBy = (row: string) => `${row}.amount_cents + ${row}.addition_cents - ${row}.rebate_cents`;
const namesIn = (row: string) =>
  columns
    .split(', ')
    .map((column) => `${row}.${column}`)
    .join(', ');

const noteMany = (name: string, sign: '' | '-') => `
  create function ${name}() returns trigger language plpgsql as $$
  begin
    insert into document_figure_changes (${columns}, count, amount_cents)
    select ${columns}, ${sign}count(*), ${sign}sum(${value}) from changed group by ${columns};
    return null;
  end $$`;

const triggers = [
  noteMany('note_entered_documents', ''),
  noteMany('note_deleted_documents', '-'),
  `create function note_changed_document() returns trigger language plpgsql as $$
   begin
     insert into document_figure_changes (${columns}, count, amount_cents)
     values (${namesIn('old')}, -1, -(${collectedBy('old')})), (${namesIn('new')}, 1, ${collectedBy('new')});
     return null;
   end $$`,
  'lock table documents in share row exclusive mode',
  `create trigger documents_entered after insert on documents referencing new table as changed
     for each statement execute function note_entered_documents()`,
  `create trigger documents_deleted after delete on documents referencing old table as changed
     for each statement execute function note_deleted_documents()`,
  `create trigger document_changed after update on documents for each row
     when ((${namesIn('old')}, ${collectedBy('old')}) is distinct from (${namesIn('new')}, ${collectedBy('new')}))
     execute function note_changed_document()`,
];

const remittances = [
  `create table remittance_counts (
     remittance_id uuid not null,
     outcome text not null,
     tenant_id uuid not null,
     count bigint not null,
     primary key (remittance_id, outcome),
     foreign key (tenant_id, remittance_id) references remittances (tenant_id, id)
   )`,
  `create table remittance_count_changes (
     id bigint generated always as identity primary key,
     tenant_id uuid not null,
     remittance_id uuid not null,
     outcome text not null,
     count bigint not null
   )`,
  'create index remittance_count_changes_of on remittance_count_changes (remittance_id)',
  `create function note_new_items() returns trigger language plpgsql as $$
   begin
     insert into remittance_count_changes (tenant_id, remittance_id, outcome, count)
     select tenant_id, remittance_id, coalesce(outcome, 'waiting'), count(*) from entered group by 1, 2, 3;
     return null;
   end $$`,
  `create function note_item_outcome() returns trigger language plpgsql as $$
   begin
     insert into remittance_count_changes (tenant_id, remittance_id, outcome, count)
     values (old.tenant_id, old.remittance_id, coalesce(old.outcome, 'waiting'), -1),
       (new.tenant_id, new.remittance_id, coalesce(new.outcome, 'waiting'), 1);
     return null;
   end $$`,
  'lock table remittance_items in share row exclusive mode',
  `create trigger items_entered after insert on remittance_items referencing new table as entered
     for each statement execute function note_new_items()`,
  `create trigger item_outcome_changed after update on remittance_items for each row
     when (old.outcome is distinct from new.outcome) execute function note_item_outcome()`,
];

const counted = (dayOf: string, day: string) => `
  insert into document_figures (tenant_id, day_of, day, status, account_id, count, amount_cents)
  select tenant_id, '${dayOf}', ${day}, status, account_id, count(*), sum(${value})
  from documents where ${day} is not null group by tenant_id, ${day}, status, account_id`;

/** Forced row-level security shows even the owner no row, so it rests while the owner counts. */
const firstFigures = [
  'alter table documents no force row level security',
  counted('due', 'due_date'),
  counted('payment', 'paid_on'),
  'alter table documents force row level security',
  'alter table remittance_items no force row level security',
  `insert into remittance_counts (remittance_id, outcome, tenant_id, count)
   select remittance_id, coalesce(outcome, 'waiting'), tenant_id, count(*) from remittance_items group by 1, 2, 3`,
  'alter table remittance_items force row level security',
];

const kept = ['document_figures', 'remittance_counts'];
const changes = ['document_figure_changes', 'remittance_count_changes'];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = [
  `do $$ begin
     create role remessa_upkeep nologin;
   exception when duplicate_object or unique_violation then null;
   end $$`,
  'grant remessa_upkeep to current_user',
  'grant remessa_upkeep to remessa_app',
  'grant usage on schema public to remessa_upkeep',
  ...[...kept, ...changes].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy upkeep on ${table} to remessa_upkeep using (true) with check (true)`,
    `create policy tenant on ${table} to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
    `grant select on ${table} to remessa_app`,
  ]),
  ...changes.flatMap((table) => [
    `grant insert on ${table} to remessa_app`,
    `grant select, delete on ${table} to remessa_upkeep`,
  ]),
  ...kept.map((table) => `grant select, insert, update, delete on ${table} to remessa_upkeep`),
];
