import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, expect, inject, it } from 'vitest';
import { createAsaasActivities } from '../../activities/activities.ts';
import { readSettings } from '../../config.ts';
import { leaveAccountMessage } from '../../db/messages/messages.ts';
import { asTenant } from '../../db/tenancy.ts';
import { typescriptCommand } from '../../dev/project.ts';
import { LogWatch } from '../../dev/stack/log-watch.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { RunFile } from '../../dev/stack/run-record.ts';
import { serviceEnvironment, servicePlans } from '../../dev/stack/service-parts.ts';
import { Supervisor } from '../../dev/stack/supervisor.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/server.ts';
import { openDependencies, runActivity } from '../activities/dependencies.ts';
import { until } from '../environment/conditions.ts';
import { asApplication, copyOf, freshDatabase } from '../environment/databases.ts';
import { inDays } from '../environment/days.ts';
import { freshNamespace, temporalAddress } from '../environment/namespaces.ts';
import { judgeAtTheEnd, listenTo } from '../environment/quiet.ts';
import { type Seed, seedDocument, seedMoreDocuments } from '../environment/seeds.ts';

/** API and worker of this file's own: their database is put back under what they did at Asaas. */
const admin = randomBytes(24).toString('hex');
const sealingKey = randomBytes(32).toString('hex');
const dataDir = join(inject('runFolder'), 'restored');
let simulator: RunningSimulator;
let supervisor: Supervisor<unknown> | undefined;

afterAll(async () => {
  await supervisor?.stopAll();
  await simulator?.close();
});

interface Place {
  databaseUrl: string;
  namespace: string;
  apiPort: number;
  workerPort: number;
}

function environmentOf({ databaseUrl, namespace, apiPort, workerPort }: Place) {
  const settings = readSettings({
    API_PORT: String(apiPort),
    WORKER_PORT: String(workerPort),
    UNKNOWN_OUTCOME_WAIT: '5s',
    WEBHOOK_CHECK_INTERVAL: '10s',
  });
  const backing = {
    databaseUrl: asApplication(databaseUrl),
    migrationDatabaseUrl: databaseUrl,
    simulatorDatabaseUrl: databaseUrl,
    temporal: temporalAddress(),
    temporalNamespace: namespace,
    asaasSandbox: `${simulator.url}/v3`,
  };
  const own = { admin, secretsKey: sealingKey, consoleDir: '', workflowBundle: inject('workflowBundle') };
  return { settings, env: serviceEnvironment(settings, backing, own) };
}

/** Starts API and worker on a database. Returns how the ERP of this company calls them. */
async function start(place: Place, tenantId: string) {
  mkdirSync(dataDir, { recursive: true });
  supervisor = new Supervisor({
    logsDir: join(dataDir, 'logs'),
    log: () => {},
    runFile: new RunFile(dataDir),
  });
  const { settings, env } = environmentOf(place);
  const plans = await servicePlans(settings, env, () => {});
  await Promise.all(plans.map((plan) => supervisor?.start(plan)));
  const as = (key: string) => caller(place.apiPort, key);
  const { key } = await as(admin)<{ key: string }>('POST', `/v1/tenants/${tenantId}/api-keys`, {
    name: 'ERP',
    role: 'erp',
  });
  return as(key);
}

function caller(port: number, key: string) {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': randomUUID(),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
}

type Call = ReturnType<typeof caller>;

const documentOf = (erpId: string) => ({
  ...{ erpId, number: erpId, amountCents: 20_000, dueDate: inDays(20) },
  payer: { taxId: '52998224725', name: 'Maria' },
});

async function record(call: Call, erpIds: string[]): Promise<string[]> {
  const { documents } = await call<{ documents: { id: string }[] }>('POST', '/v1/documents', {
    documents: erpIds.map(documentOf),
  });
  return documents.map(({ id }) => id);
}

async function untilStatus(call: Call, ids: string[], status: string): Promise<string[]> {
  const chargeIds: string[] = [];
  for (const id of ids) {
    const { chargeId } = await until(`document ${id} to be ${status}`, async () => {
      const document = await call<{ status: string; chargeId: string }>('GET', `/v1/documents/${id}`);
      return document.status === status && document;
    });
    chargeIds.push(chargeId);
  }
  return chargeIds;
}

async function untilWebhooksCome(databaseUrl: string): Promise<void> {
  await until('the webhook to be made', async () => {
    const rows = await query(databaseUrl, 'select webhook_status from accounts');
    return rows[0]?.webhook_status === 'active';
  });
}

async function query(databaseUrl: string, statement: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

async function control<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${simulator.url}/control${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

/** A company with one registered document, and one that was never sent. */
async function backedUpCompany(databaseUrl: string, apiKey: string): Promise<{ seed: Seed; unsent: string }> {
  const { deps, close } = openDependencies({ databaseUrl, simulatorUrl: simulator.url, sealingKey });
  const seed = await seedDocument(deps.db, deps.sealer, apiKey);
  const [unsent] = (await seedMoreDocuments(deps.db, seed, 1)) as [Seed];
  await runActivity(createAsaasActivities(deps).registerCharge, seed);
  // The care of the account makes its webhook.
  await asTenant(deps.db, seed.tenantId, (scope) =>
    leaveAccountMessage(scope, seed.accountId, 'accountAdded'),
  );
  await close();
  return { seed, unsent: unsent.documentId };
}

it('A database that was set back is healed from Asaas: one charge for each document, each payment once', async () => {
  simulator = await startSimulator({ databaseUrl: await freshDatabase(), logTo: listenTo('simulator') });
  judgeAtTheEnd(async () => new LogWatch(join(dataDir, 'logs'), {}).look());
  const asaas = await control<{ id: string; apiKey: string }>('POST', '/accounts', {});
  const databaseUrl = await freshDatabase();
  const { seed, unsent } = await backedUpCompany(databaseUrl, asaas.apiKey);
  const { accountId, tenantId, documentId: registered } = seed;
  const place: Place = {
    ...{ databaseUrl, namespace: await freshNamespace() },
    ...{ apiPort: await freePort(), workerPort: await freePort() },
  };
  const backup = await copyOf(databaseUrl);
  const since = new Date().toISOString();

  // All of this the backup does not know.
  const before = await start(place, tenantId);
  await untilWebhooksCome(databaseUrl);
  const newIds = await record(before, ['sent again', 'paid and sent again', 'never sent again']);
  await before('POST', '/v1/remittances', { accountId, documentIds: [unsent, ...newIds] });
  await untilStatus(before, [unsent, ...newIds], 'registered');
  const paidNew = newIds[1] as string;
  for (const chargeId of await untilStatus(before, [registered, paidNew], 'registered'))
    await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
  const [paidOld, paidUnknown] = await untilStatus(before, [registered, paidNew], 'settled');
  await supervisor?.stopAll();

  const restored = { ...place, databaseUrl: backup };
  const { file, args } = typescriptCommand('worker/after-restore.ts', '--since', since);
  const healing = await promisify(execFile)(file, args, {
    env: { ...process.env, ...environmentOf(restored).env },
  });
  expect(healing.stdout).toMatch(
    new RegExp(`company ${tenantId}: its ERP reads the feed again after event \\d`),
  );
  expect(healing.stdout.match(/waits for its document/g)).toHaveLength(4);

  const after = await start(restored, tenantId);
  await untilStatus(after, [registered], 'settled');
  const again = await record(after, ['sent again', 'paid and sent again']);
  await after('POST', '/v1/remittances', { accountId, documentIds: [unsent, ...again] });
  await untilStatus(after, [unsent, again[0] as string], 'registered');
  await untilStatus(after, [again[1] as string], 'settled');

  const { charges } = await control<{ charges: { id: string; live: boolean }[] }>(
    'GET',
    `/book?account=${asaas.id}`,
  );
  expect(charges.filter(({ live }) => live)).toHaveLength(5);
  expect(charges).toHaveLength(5);
  const booked = await query(backup, 'select charge_id from ledger_entries where gross_cents > 0');
  expect(booked.map((row) => row.charge_id).toSorted()).toEqual([paidOld, paidUnknown].toSorted());
  expect(await query(backup, 'select 1 from forgotten_charges where document_id is null')).toHaveLength(1);
}, 480_000);
