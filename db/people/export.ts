import { sql } from 'kysely';
import { keepAudit } from '../audit/keep-audit.ts';
import type { Scope } from '../database.ts';
import type { Actor } from '../documents/timeline.ts';
import { ownRowsOf } from './own-rows.ts';
import type { Person } from './person.ts';
import { columnsOf } from './personal-columns.ts';
import { countTraces } from './traces.ts';

/** Everything that we hold of a person: rows with every classified column, by table, as they are stored. */
export interface PersonalData {
  /** The rows that are the person's own. What Asaas sent is text. */
  rows: Record<string, Record<string, unknown>[]>;
  /** How many rows of others, or of nobody, name the person, by `table.column`. They are not the person's to be given. */
  namedElsewhere: Record<string, number>;
}

/** Reads what is about one person, and keeps in the audit who asked. Bytes of what Asaas sent become text. */
export async function exportPerson(scope: Scope, person: Person, actor: Actor): Promise<PersonalData> {
  const rows: PersonalData['rows'] = {};
  for (const [table, own] of Object.entries(ownRowsOf(person))) {
    const result = await sql<Record<string, unknown>>`
      select ${sql.join(columnsOf(table).map((column) => sql.ref(column)))} from ${sql.table(table)}
      where ${own}`.execute(scope);
    if (result.rows.length > 0) rows[table] = result.rows.map(readable);
  }
  const elsewhere = Object.entries(await countTraces(scope, person)).filter(
    ([column]) => rows[column.split('.')[0] ?? ''] === undefined,
  );
  const { id: payerId, tenant_id: tenantId } = person.payer;
  await keepAudit(scope, { tenantId, actor, action: 'payer.exported', resourceId: payerId });
  return { rows, namedElsewhere: Object.fromEntries(elsewhere) };
}

function readable(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      Buffer.isBuffer(value) ? value.toString('utf8') : value,
    ]),
  );
}
