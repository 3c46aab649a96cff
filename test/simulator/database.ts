import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** Where the tests' Postgres comes from: the only line that knows. */
const serverUrl = (): string => inject('databaseUrl');

/** Makes an empty database of its own for one test file. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `simulator_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
