import { CompiledQuery } from 'kysely';
import type { Scope } from '../../db/database.ts';
import type { ListQuery } from './list-query.ts';

/** A step of a plan, as `explain (format json)` tells it. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

/** A statement as it was sent, and how Postgres carries it out. */
export interface Explained {
  sql: string;
  milliseconds: number;
  plan: PlanNode;
}

/** Runs a list and explains every statement that it sent, in the same transaction. */
export async function explainList(scope: Scope, sent: Sent, list: ListQuery): Promise<Explained[]> {
  sent.clear();
  await list.run(scope);
  const explained: Explained[] = [];
  for (const query of sent.clear()) {
    const { sql, parameters } = query;
    // The role in which the next statement is sent.
    if (sql.startsWith('set local')) {
      await scope.executeQuery(query);
      continue;
    }
    const { rows } = await scope.executeQuery<{
      'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number }];
    }>(CompiledQuery.raw(`explain (analyze, buffers, format json) ${sql}`, [...parameters]));
    const [told] = rows[0]?.['QUERY PLAN'] ?? [];
    if (told) explained.push({ sql, milliseconds: told['Execution Time'], plan: told.Plan });
  }
  return explained;
}

/** The steps of a plan, each with those below it. */
export function stepsOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(stepsOf)];
}

/** Collects the statements of a pool: `openDatabase(url, { onQuery: sent.note })`. */
export class Sent {
  #queries: CompiledQuery[] = [];

  readonly note = (query: CompiledQuery): void => {
    this.#queries.push(query);
  };

  /** What was collected since the last time. */
  clear(): CompiledQuery[] {
    const queries = this.#queries;
    this.#queries = [];
    return queries;
  }
}
