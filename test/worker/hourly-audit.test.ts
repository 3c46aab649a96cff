import type { AddressInfo } from 'node:net';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { serveHealth } from '../../worker/health.ts';
import { auditWhenDue } from '../../worker/hourly-audit.ts';
import { createMetrics } from '../../worker/metrics.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';

const hourMs = 3_600_000;
const lines: { level: number; msg: string; offenders?: object[]; count?: number }[] = [];
const logger = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) });
const signal = new AbortController().signal;

let db: ReturnType<typeof openDatabase>;
let superuser: pg.Pool;
let seed: Seed;
let server: ReturnType<typeof serveHealth>;

beforeAll(async () => {
  const url = await freshDatabase();
  db = openDatabase(asApplication(url), { maxConnections: 3 });
  superuser = new pg.Pool({ connectionString: url, max: 1 });
  seed = await seedDocument(db, createSealer('7'.repeat(64)), 'key');
  server = serveHealth(0, { isReady: () => true, metrics: createMetrics(db) });
});

afterAll(async () => {
  server.close();
  await Promise.all([db.destroy(), superuser.end()]);
});

/** The look of so many hours from now, and what was logged of it. */
async function lookAfter(hours: number) {
  lines.length = 0;
  await auditWhenDue({ db, logger, signal, now: () => new Date(Date.now() + hours * hourMs) });
  return lines;
}

async function metrics(): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
}

it('the audit of our books is made once an hour by all workers together, and says when nothing is wrong', async () => {
  const both = await Promise.all([lookAfter(0), auditWhenDue({ db, logger, signal })]);
  expect(both[0].map(({ level, msg }) => [level, msg])).toEqual([
    [30, 'The audit of our books found nothing wrong'],
  ]);
  expect(await lookAfter(0.9)).toEqual([]);
  expect(await lookAfter(1.1)).toHaveLength(1);
  expect(await metrics()).toContain('remessa_audit_offenders{invariant="moves_lawful"} 0');
});

it('what must not be is an error in the log with its ids and a number in the metrics, until it was mended', async () => {
  await superuser.query(`update documents set status = 'overdue' where id = $1`, [seed.documentId]);
  const [line] = await lookAfter(2.2);
  expect(line).toMatchObject({
    level: 50,
    count: 1,
    offenders: [{ invariant: 'moves_lawful', tenantId: seed.tenantId, subject: seed.documentId }],
  });
  expect(await metrics()).toContain('remessa_audit_offenders{invariant="moves_lawful"} 1');
  await superuser.query(`update documents set status = 'pending' where id = $1`, [seed.documentId]);
  expect(await lookAfter(3.3)).toMatchObject([{ level: 30 }]);
  const text = await metrics();
  expect(text).toContain('remessa_audit_offenders{invariant="moves_lawful"} 0');
  expect(text).toMatch(/remessa_audit_judged_timestamp_seconds\{invariant="feed_gapless"\} \d{10}/);
  expect(text).toMatch(/remessa_audit_round_timestamp_seconds \d{10}/);
});

it('the metrics count the differences with Asaas that wait for a person, and name no company, document or payer', async () => {
  await superuser.query(
    `insert into divergences (id, tenant_id, account_id, document_id, charge_id, field)
     select gen_random_uuid(), tenant_id, $2, id, 'pay_1', 'surplusCharge' from documents where id = $1`,
    [seed.documentId, seed.accountId],
  );
  const text = await metrics();
  expect(text).toContain('remessa_open_divergences{field="surplusCharge"} 1');
  for (const secret of [...Object.values(seed), 'João', '24971563792']) expect(text).not.toContain(secret);
});

it('the metrics of a worker whose database is away are no answer, instead of old numbers', async () => {
  const nowhere = openDatabase('postgres://remessa_app:remessa_app@127.0.0.1:9/remessa');
  const blind = serveHealth(0, { isReady: () => true, metrics: createMetrics(nowhere) });
  const { port } = blind.address() as AddressInfo;
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(503);
  blind.close();
  await nowhere.destroy();
});
