import { sql } from 'kysely';
import type { Scope } from './database.ts';

/** Does `work` inside the transaction and undoes it, messages included, unless its result is to be kept. */
export async function keepIf<T>(
  scope: Scope,
  isKept: (result: T) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  await sql`savepoint work`.execute(scope);
  const result = await work();
  await (isKept(result) ? sql`release savepoint work` : sql`rollback to savepoint work`).execute(scope);
  return result;
}
