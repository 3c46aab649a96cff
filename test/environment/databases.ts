import pg from 'pg';
import { inject } from 'vitest';

/**
 * Makes a database with the newest schema and nothing in it, for one test file alone. Returns its address, with
 * which one is superuser. Nobody has to remove it: the server goes when the run ends.
 */
export async function freshDatabase(): Promise<string> {
  const name = `test_${await nextNumber('test_database')}`;
  await onServer(`create database ${name} template remessa_template`);
  return databaseAddress(name);
}

/** Makes a copy of a database that nobody is connected to. Returns its address. */
export async function copyOf(databaseUrl: string): Promise<string> {
  const name = `test_${await nextNumber('test_database')}`;
  await onServer(`create database ${name} template ${new URL(databaseUrl).pathname.slice(1)}`);
  return databaseAddress(name);
}

/** Makes a database with nothing at all in it. Returns its address. */
export async function emptyDatabase(): Promise<string> {
  const name = `test_${await nextNumber('test_database')}`;
  await onServer(`create database ${name}`);
  return databaseAddress(name);
}

/** The next number of a sequence that all test files of this run share, beginning with 1. */
export async function nextNumber(sequence: 'test_database' | 'test_namespace'): Promise<number> {
  const { rows } = await onServer(`select nextval('${sequence}')::int as number`);
  return (rows[0] as { number: number }).number;
}

/** The same database as the application logs in to it. */
export function asApplication(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = url.password = 'remessa_app';
  return url.href;
}

function databaseAddress(name: string): string {
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
