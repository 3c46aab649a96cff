import { type RawBuilder, sql } from 'kysely';
import { erasedWord, eraseFromJson, eraseFromText, type PersonTraces } from '../../domain/person-traces.ts';
import type { PersonalKind } from '../../domain/personal-data.ts';
import type { Scope } from '../database.ts';
import { ownRowsOf } from './own-rows.ts';
import type { Person } from './person.ts';
import { classifiedTables } from './personal-columns.ts';

/** A column in which the person was found, and what is to stand there instead. */
export interface ErasedColumn {
  table: string;
  column: string;
  /** By the place of the row in its table, which stays while this transaction holds the row. */
  changes: { place: string; value: unknown }[];
}

/** Kinds of data that an erasure takes out of rows. A pseudonym stays, and the rest is of other people. */
const erasedKinds: readonly PersonalKind[] = ['identity', 'contact', 'text', 'link', 'copy'];

/** The payer's own row is written anew as a whole. */
const writtenAnew = 'payers';

/** Texts that may not be missing. */
const demanded: readonly string[] = ['statement_lines.description', 'sending_rules.name', 'saved_views.name'];

/** A column in which a payer's data can be. */
export interface SoughtColumn {
  table: string;
  column: string;
  kind: PersonalKind;
}

/** Every column that can hold a payer's data, beside the payer's own row. */
export const soughtColumns: readonly SoughtColumn[] = Object.entries(classifiedTables).flatMap(
  ([table, { personal = {} }]) =>
    table === writtenAnew
      ? []
      : Object.entries(personal)
          .filter(([, kind]) => erasedKinds.includes(kind))
          .map(([column, kind]) => ({ table, column, kind })),
);

/**
 * Where the person is in one column, by the rows that are the person's own and by the texts that name the person. It
 * reads the whole table, since no index knows what a text contains. A change of another column moves the rows: the places
 * hold until then.
 */
export async function findTraces(scope: Scope, person: Person, sought: SoughtColumn): Promise<ErasedColumn> {
  const rows = await readRows(scope, person, sought);
  const changes = rows.flatMap((row) => changeOf(row, sought, person.traces));
  return { ...sought, changes };
}

/** In how many rows of each column the person is, by `table.column`. */
export async function countTraces(scope: Scope, person: Person): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const sought of soughtColumns) {
    const { table, column, changes } = await findTraces(scope, person, sought);
    if (changes.length > 0) counts[`${table}.${column}`] = changes.length;
  }
  return counts;
}

/** The other sides of a divergence are amounts, dates and statuses. */
function ownToErase(table: string, own: Readonly<Record<string, RawBuilder<boolean>>>): RawBuilder<boolean> {
  const rows = own[table] ?? sql<boolean>`false`;
  return table === 'divergences' ? sql`(${rows} and field = 'description')` : rows;
}

/** Takes the person out of one column. */
export async function eraseColumn(scope: Scope, { table, column, changes }: ErasedColumn): Promise<void> {
  const isBytes = table === 'provider_events';
  const type = jsonColumns.has(`${table}.${column}`) ? sql`jsonb` : sql`text`;
  const value = isBytes ? sql`''::bytea` : sql`change.value`;
  await sql`
    update ${sql.table(table)} as erased set ${sql.ref(column)} = ${value}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (place text, value ${type})
    where erased.ctid = change.place::tid
  `.execute(scope);
}

const jsonColumns = new Set([
  'charges.answered_terms',
  'audit_entries.before',
  'audit_entries.after',
  'divergences.ours',
  'divergences.theirs',
  'documents.synced_terms',
  'documents.last_error',
  'documents.flags',
  'documents.slip',
  'erp_events.data',
  'idempotency_keys.body',
  'messages.facts',
  'registration_attempts.error',
  'remittance_items.error',
  'saved_views.filter',
  'superseded_terms.terms',
  'timeline.details',
]);

interface FoundRow {
  place: string;
  value: unknown;
  own: boolean;
}

async function readRows(scope: Scope, person: Person, { table, column }: SoughtColumn): Promise<FoundRow[]> {
  const { traces } = person;
  const own = ownToErase(table, ownRowsOf(person));
  const name = sql.ref(column);
  const spellings = [...new Set(traces.texts.flatMap((text) => [text, inJson(text)]))];
  const naming =
    table === 'provider_events'
      ? sql.join(
          spellings.map((text) => sql`position(${Buffer.from(text)}::bytea in ${name}) > 0`),
          sql` or `,
        )
      : sql`${name}::text ilike any(${spellings.map((text) => `%${escapeLike(text)}%`)}::text[])`;
  const { rows } = await sql<FoundRow>`
    select ctid::text as place, ${name} as value, ${own} as own from ${sql.table(table)}
    where ${name} is not null and (${own} or ${naming})
  `.execute(scope);
  return rows;
}

/** As the text stands inside of a JSON text. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** No change where the row names somebody else, or nobody. */
function changeOf(
  { place, value, own }: FoundRow,
  sought: SoughtColumn,
  traces: PersonTraces,
): ErasedColumn['changes'] {
  const erased = erase(value, own, sought, traces);
  return JSON.stringify(erased) === JSON.stringify(value) ? [] : [{ place, value: erased }];
}

function erase(
  value: unknown,
  own: boolean,
  { table, column, kind }: SoughtColumn,
  traces: PersonTraces,
): unknown {
  if (Buffer.isBuffer(value)) return value.length === 0 ? value : null;
  if (own && kind === 'link') return null;
  if (typeof value === 'object') return eraseFromJson(value, traces, own);
  if (own && jsonColumns.has(`${table}.${column}`)) return erasedWord;
  if (own) return demanded.includes(`${table}.${column}`) ? erasedWord : null;
  return eraseFromText(String(value), traces);
}
