import { z } from 'zod';
import type { Call, Connection } from './http.ts';

/** The largest page that Asaas returns (Asaas reference 1.5). */
export const pageSize = 100;

/**
 * Each page starts with the last rows of the page before. A row that leaves the list between two calls (a refund, a
 * removal) moves the next rows into a page that was already read. Without the overlap they would be missed. Rows that
 * come twice are harmless.
 */
export const pageOverlap = 10;

/**
 * Reads all pages of a list. Pages shift when rows are added during the reading, so a row may come twice; each id is
 * kept once.
 */
export async function readPages<Row extends { id: string }>(
  call: Call,
  connection: Connection,
  path: string,
  filter: Record<string, string>,
  row: z.ZodType<Row>,
): Promise<Row[]> {
  const page = z.looseObject({ hasMore: z.boolean(), data: z.array(row) });
  const rows = new Map<string, Row>();
  for (let offset = 0; ; offset += pageSize) {
    const query = new URLSearchParams({ ...filter, offset: String(offset), limit: String(pageSize) });
    const { data, hasMore } = await call(connection, 'GET', `${path}?${query}`, page);
    for (const each of data) rows.set(each.id, each);
    if (!hasMore || data.length === 0) return [...rows.values()];
  }
}
