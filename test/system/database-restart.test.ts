import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readSettings } from '../../config.ts';
import { type Company, openCompany } from '../../dev/demo/company.ts';
import { Payers } from '../../dev/demo/payers.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { enterDocuments } from '../../dev/measure/receivables.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { type Stack, startStack } from '../../dev/stack/stack.ts';
import { temporaryDataDir } from '../../dev/temporary-data-dir.ts';
import { until } from '../environment/conditions.ts';
import { freshNamespace } from '../environment/namespaces.ts';

let dataDir: string;
let stack: Stack;
let payers: Payers;
let company: Company;

/** The whole stack with a Postgres of its own, which may be killed without taking other tests along. */
beforeAll(async () => {
  dataDir = temporaryDataDir('restart');
  const [postgres, simulator, api, worker] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const settings = readSettings({
    DATA_DIR: dataDir,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: await freshNamespace(),
    POSTGRES_PORT: String(postgres),
    SIMULATOR_PORT: String(simulator),
    API_PORT: String(api),
    WORKER_PORT: String(worker),
    UNKNOWN_OUTCOME_WAIT: '5s',
    // The simulator is away as long as its database is: this is how soon the wait for Asaas is over.
    WEBHOOK_CHECK_INTERVAL: '10s',
    LOG_LEVEL: 'warn',
  });
  stack = await startStack(settings, { log: () => undefined });
  payers = new Payers(stack.addresses.simulator ?? '');
  company = await openCompany(stack.addresses.api, stack.keys.admin, payers);
});

afterAll(async () => {
  await stack?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function pidsOf(...parts: string[]): number[] {
  const record = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8'));
  return parts.map((part) => record.parts[part].identity.pid);
}

async function endSessions(): Promise<number> {
  const client = new pg.Client({ connectionString: stack.addresses.migrationDatabaseUrl });
  await client.connect();
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'remessa_app'`,
  );
  await client.end();
  return rowCount ?? 0;
}

async function untilRegistered(remittanceId: string): Promise<void> {
  await until(
    'every document to be registered',
    async () => {
      const params = { path: { id: remittanceId } };
      const answer = await answerOf(company.api.GET('/v1/remittances/{id}', { params })).catch(() => ({
        status: 'unavailable',
      }));
      return answer.status === 'completed';
    },
    // A payer that was being created when everything went away is tried again after a minute.
    300_000,
  );
}

describe('API and worker', () => {
  it('live through the end of every session and a kill of Postgres in the middle of a remittance', async () => {
    const before = pidsOf('api', 'worker');
    const [postgres] = pidsOf('postgres');
    await enterDocuments(company, 120);
    const body = { accountId: company.accountId, filter: {} };
    const { id } = await answerOf(company.api.POST('/v1/remittances', { body }));

    let ended = 0;
    const charged = async () => (await payers.book(company.asaas.id)).charges.length;
    for (const share of [10, 25, 40]) {
      await until(`${share} charges`, async () => (await charged()) >= share);
      ended += await endSessions();
    }
    expect(ended).toBeGreaterThan(6);

    stack.kill('postgres');
    await until('Postgres to be started again', async () => pidsOf('postgres')[0] !== postgres);
    await untilRegistered(id);
    const { charges } = await payers.book(company.asaas.id);
    expect(charges.filter(({ live }) => live)).toHaveLength(120);
    expect(charges).toHaveLength(120);
    expect(pidsOf('api', 'worker')).toEqual(before);
    expect((await fetch(`${stack.addresses.api}/readyz`)).status).toBe(200);
  }, 480_000);
});
