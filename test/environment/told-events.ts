import pg from 'pg';
import { z } from 'zod';
import { dataSchemas } from '../../api/events/catalogue/catalogue.ts';
import type { Trouble } from '../../dev/stack/trouble.ts';
import { judgeAtTheEnd } from './quiet.ts';

/**
 * Holds every event that a test file really has its ERP told of to the schema of its type. Product databases are used
 * by one file after the other: each judges what was told since it came.
 */
export function judgeToldEvents(databaseUrl: string, since = new Date(0)): void {
  judgeAtTheEnd(() => findIllToldEvents(databaseUrl, since));
}

/** The events in a database that the catalogue does not know, or knows otherwise. */
export async function findIllToldEvents(databaseUrl: string, since = new Date(0)): Promise<Trouble[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ type: string; data: unknown }>(
    'select type, data from erp_events where occurred_at >= $1 order by tenant_id, sequence',
    [since],
  );
  await client.end();
  return rows.flatMap(({ type, data }) => {
    const fault = faultOf(type, data);
    return fault ? [{ part: 'erp_events', file: type, line: `${fault} ${JSON.stringify(data)}` }] : [];
  });
}

function faultOf(type: string, data: unknown): string | null {
  if (!Object.hasOwn(dataSchemas, type)) return 'is in no catalogue';
  const { error } = dataSchemas[type as keyof typeof dataSchemas].safeParse(data);
  return error ? z.prettifyError(error) : null;
}
