import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../db/database.ts';
import type { DocumentRange, Finding, Offender } from './invariant.ts';

/** The rows of a statement. */
export async function rowsOf<Row>(scope: Scope, statement: RawBuilder<Row>): Promise<Row[]> {
  return (await statement.execute(scope)).rows;
}

/**
 * A finding of two statements: one counts what is looked at, the other names what is wrong. They stand apart so that each
 * reads as its sentence does.
 */
export async function findBySql(
  scope: Scope,
  statements: { count: RawBuilder<{ checked: number }>; offenders: RawBuilder<Offender> },
): Promise<Finding> {
  const [counted] = await rowsOf(scope, statements.count);
  return { checked: counted?.checked ?? 0, offenders: await rowsOf(scope, statements.offenders) };
}

/** Whether the id of a document lies in the range. */
export function isIn(range: DocumentRange | null, id: RawBuilder<unknown>): RawBuilder<boolean> {
  const { afterId = null, throughId = null } = range ?? {};
  return sql`${afterId ? sql`${id} > ${afterId}::uuid` : sql`true`}
    and ${throughId ? sql`${id} <= ${throughId}::uuid` : sql`true`}`;
}
