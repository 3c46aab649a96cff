import { type Kysely, sql } from 'kysely';

/**
 * The sums of each day of a statement, kept with every line, so that the totals of a statement of years are read day by day.
 * Only the reconciliation of an account writes here, and an account has one run of it, so nobody waits for another's lock.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [table, triggers, firstSums, security]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

const table = [
  `create table statement_days (
     tenant_id uuid not null,
     account_id uuid not null,
     on_date date not null,
     count bigint not null,
     in_cents bigint not null,
     out_cents bigint not null,
     unexplained_count bigint not null,
     unexplained_cents bigint not null,
     first_position bigint not null,
     last_position bigint not null,
     primary key (account_id, on_date),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     check (0 <= unexplained_count and unexplained_count <= count and in_cents >= 0 and out_cents <= 0)
   )`,
];

const names = `tenant_id, account_id, on_date, count, in_cents, out_cents, unexplained_count, unexplained_cents,
  first_position, last_position`;

/** What lines add to their days. `sign` is 1 for a line that is there and -1 for one that was. */
const sumsOf = (lines: string) => `
  select tenant_id, account_id, on_date, sum(sign), sum(sign * greatest(amount_cents, 0)), sum(sign * least(amount_cents, 0)),
    coalesce(sum(sign) filter (where explanation = 'unexplained'), 0),
    coalesce(sum(sign * amount_cents) filter (where explanation = 'unexplained'), 0), min(position), max(position)
  from (${lines}) line
  group by tenant_id, account_id, on_date order by account_id, on_date`;

/** A line keeps its day and its place, whatever else of it changes. */
const triggers = [
  `create function note_new_lines() returns trigger language plpgsql as $$
   begin
     insert into statement_days as day (${names})
     ${sumsOf('select *, 1 as sign from entered')}
     on conflict (account_id, on_date) do update
       set count = day.count + excluded.count, in_cents = day.in_cents + excluded.in_cents,
         out_cents = day.out_cents + excluded.out_cents,
         unexplained_count = day.unexplained_count + excluded.unexplained_count,
         unexplained_cents = day.unexplained_cents + excluded.unexplained_cents,
         first_position = least(day.first_position, excluded.first_position),
         last_position = greatest(day.last_position, excluded.last_position);
     return null;
   end $$`,
  `create function note_changed_lines() returns trigger language plpgsql as $$
   begin
     perform from statement_days where (account_id, on_date) in (select account_id, on_date from now_so)
     order by account_id, on_date for update;
     update statement_days as day
     set in_cents = day.in_cents + change.in_cents, out_cents = day.out_cents + change.out_cents,
       unexplained_count = day.unexplained_count + change.unexplained_count,
       unexplained_cents = day.unexplained_cents + change.unexplained_cents
     from (${sumsOf('select *, 1 as sign from now_so union all select *, -1 from was_so')}) as change (${names})
     where day.account_id = change.account_id and day.on_date = change.on_date
       and (change.in_cents, change.out_cents, change.unexplained_count, change.unexplained_cents) <> (0, 0, 0, 0);
     return null;
   end $$`,
  'lock table statement_lines in share row exclusive mode',
  `create trigger lines_entered after insert on statement_lines referencing new table as entered
     for each statement execute function note_new_lines()`,
  `create trigger lines_changed after update on statement_lines referencing old table as was_so new table as now_so
     for each statement execute function note_changed_lines()`,
];

/** Forced row-level security shows even the owner no row, so it rests while the owner adds up. */
const firstSums = [
  'alter table statement_lines no force row level security',
  `insert into statement_days (${names}) ${sumsOf('select *, 1 as sign from statement_lines')}`,
  'alter table statement_lines force row level security',
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = [
  'alter table statement_days enable row level security',
  'alter table statement_days force row level security',
  `create policy tenant on statement_days to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update on statement_days to remessa_app',
];
