import { z } from 'zod';
import type { Call, Connection } from './http.ts';

/** The largest page Asaas gives (Asaas reference 1.5). */
export const pageSize = 100;

/** Reads a list to its end. Pages shift when rows are added meanwhile, so a row may come twice: ids are made unique. */
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
