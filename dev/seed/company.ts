import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { digestOf, makeApiKey } from '../../api/tenants/api-key.ts';
import { documentFlags } from '../../domain/document-status.ts';
import { accountRows, batchFunctions, documentRows, keptRows, payerRows, seededTables } from './rows.ts';

export interface SeedSize {
  documents: number;
  payers: number;
}

/** Documents written in one transaction: the progress is seen, and no transaction grows large. */
const documentsAtOnce = 50_000;

/**
 * Makes a company with three accounts, payers, and documents of the last three years in every status, with all that
 * belongs to them. Each table is filled by one statement per batch. Returns the company and a key of it.
 */
export async function seedCompany(
  client: ClientBase,
  { documents, payers }: SeedSize,
  log: (line: string) => void,
): Promise<{ tenantId: string; key: string }> {
  const tenantId = randomUUID();
  const isTrusted = await trustTheRows(client);
  const key = await openCompany(client, tenantId);
  await client.query(`set role remessa_app`);
  await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
  await client.query(batchFunctions);
  for (const statement of accountRows) await client.query(statement, [tenantId]);
  for (const statement of payerRows) await client.query(statement, [tenantId, payers]);
  for (let first = 1; first <= documents; first += documentsAtOnce) {
    const last = Math.min(first + documentsAtOnce - 1, documents);
    await seedDocuments(client, { tenantId, first, last, documents, payers });
    log(`${last} of ${documents} documents`);
  }
  await client.query(
    `insert into event_sequences (tenant_id, last_sequence) values ($1, $2)
     on conflict (tenant_id) do update set last_sequence = excluded.last_sequence`,
    [tenantId, documents],
  );
  if (isTrusted) for (const statement of keptRows) await client.query(statement);
  await client.query('reset role');
  // What autovacuum would do in time: statistics, and pages that an index alone may answer for.
  for (const table of seededTables) await client.query(`vacuum (analyze) ${table}`);
  return { tenantId, key };
}

/**
 * The rows fit each other by construction. A superuser's triggers rest, foreign keys among them, which halves the time.
 * Returns whether they do: then nobody keeps the figures.
 */
async function trustTheRows(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query('select rolsuper from pg_roles where rolname = current_user');
  if (rows[0].rolsuper) await client.query('set session_replication_role = replica');
  return rows[0].rolsuper;
}

async function openCompany(client: ClientBase, tenantId: string): Promise<string> {
  const key = makeApiKey('operator');
  await client.query('set role remessa_admin');
  await client.query(
    `insert into tenants (id, name, tax_id, features)
     values ($1, 'Empresa Grande', '11222333000181', '{boleto,online_banking}')`,
    [tenantId],
  );
  await client.query(
    `insert into api_keys (id, tenant_id, name, role, digest, hint) values ($1, $2, 'Semente', 'operator', $3, $4)`,
    [randomUUID(), tenantId, digestOf(key), key.slice(-4)],
  );
  await client.query('reset role');
  return key;
}

async function seedDocuments(
  client: ClientBase,
  batch: { tenantId: string; first: number; last: number } & SeedSize,
): Promise<void> {
  const { tenantId, first, last, documents, payers } = batch;
  await client.query('begin');
  const [plan, ...rows] = documentRows;
  await client.query(plan, [first, last, documents, payers, documentFlags]);
  for (const statement of rows) await client.query(statement, [tenantId]);
  await client.query('drop table plan');
  await client.query('commit');
}
