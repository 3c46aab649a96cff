import type { Scope } from '../../db/database.ts';
import type { CalendarDate } from '../../domain/calendar.ts';

/** What one call of the API asks the database for, by the API's own functions. */
export interface ListQuery {
  /** The operation of the API that asks for it. */
  operation: string;
  name: string;
  run: (scope: Scope) => Promise<unknown>;
}

/** What the filters name: rows that are there. */
export interface Sample {
  today: CalendarDate;
  accountId: string;
  remittanceId: string;
  documentId: string;
  endpointId: string;
  payerId: string;
  returnId: string;
  ruleId: string;
}

/** The queries of one operation. */
export function queriesOf(operation: string, queries: readonly Omit<ListQuery, 'operation'>[]): ListQuery[] {
  return queries.map((query) => ({ operation, ...query }));
}
