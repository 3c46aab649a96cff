import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { rebuildRuns } from '../../db/rebuild/rebuild-runs.ts';
import { until } from '../environment/conditions.ts';
import { asApplication } from '../environment/databases.ts';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { expectTrouble } from '../environment/quiet.ts';

expectTrouble({
  part: 'worker',
  line: /Temporal forgot a message/,
  why: 'The runs are deleted here, and the relay notices that by itself.',
});

let connection: Connection;
let client: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: product.temporalNamespace });
});

afterAll(async () => {
  await control('DELETE', '/faults');
  await connection.close();
});

const slow = (company: Company, method: string, path: string) => ({
  ...{ method, path, accountId: company.asaasId, delayAnswerMs: 3_000 },
});

/** Deletes every run of the company in the middle of whatever it does, as the loss of Temporal's store would. */
async function loseRuns(company: Company): Promise<number> {
  const runs = await runsOf(company);
  for (const { workflowId, runId } of runs) {
    await connection.workflowService.deleteWorkflowExecution({
      namespace: product.temporalNamespace,
      workflowExecution: { workflowId, runId },
    });
  }
  // News that comes meanwhile starts runs anew, which know nothing of what the lost ones were told.
  const lost = new Set(runs.map(({ runId }) => runId));
  await until('Temporal to have forgotten them', async () =>
    (await runsOf(company)).every(({ runId }) => !lost.has(runId)),
  );
  return lost.size;
}

async function runsOf(company: Company): Promise<{ workflowId: string; runId: string }[]> {
  const runs = [];
  for await (const run of client.workflow.list({ query: `TenantId = '${company.tenantId}'` })) runs.push(run);
  return runs;
}

async function rebuild(): Promise<void> {
  const db = openDatabase(asApplication(product.databaseUrl), { maxConnections: 1 });
  await rebuildRuns(db, new Date(Date.now() - 600_000)).finally(() => db.destroy());
}

const rowsOfLedger = (company: Company) =>
  sql<{ document_id: string; cause: string }>(
    'select document_id, cause from ledger_entries where tenant_id = $1 order by document_id, id',
    [company.tenantId],
  );

it('Everything that Temporal forgot in the middle of the work is done from our own rows, and once', async () => {
  const company = await Company.open();
  const newPayers = ['52998224725', '11144477735', '19540550000121', '11222333000181'];
  const ids = await company.record([
    ...Array.from({ length: 6 }, () => aDocument()),
    ...newPayers.map((taxId) => aDocument({ payer: { taxId, name: 'Pagador novo' } })),
  ]);
  const [first, later] = [ids.slice(0, 6), ids.slice(6)];
  await company.send(first);
  for (const id of first) await company.untilStatus(id, 'registered');
  const [idle = '', amended = '', inCash = '', cancelled = '', ...paid] = first;

  // All of it is on its way when the runs are lost: told to them, and not yet in any book of ours.
  await control('PUT', '/faults', {
    rules: [slow(company, '*', '/v3/payments/**'), slow(company, 'GET', '/v3/customers')],
  });
  for (const id of paid) {
    const { chargeId } = await company.document(id);
    await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
  }
  await company.call('PATCH', `/v1/documents/${amended}`, { additionCents: 300 });
  await company.call('POST', `/v1/documents/${cancelled}/cancel`, { reason: 'desistência' });
  const { amountCents } = await company.document(inCash);
  await company.call('POST', `/v1/documents/${inCash}/receive-in-cash`, { amountCents, paidOn: inDays(0) });
  await company.send(later);
  for (const id of later) {
    await until('a document to be sent', async () => (await company.document(id)).status !== 'pending');
  }
  await until('every message to be delivered', async () => {
    const waiting = await sql('select 1 from messages where tenant_id = $1 and delivered_at is null', [
      company.tenantId,
    ]);
    return waiting.length === 0;
  });
  // Temporal lists a run a moment after it began.
  await until('the runs to be listed', async () => (await runsOf(company)).length > 10);
  expect(await loseRuns(company)).toBeGreaterThan(10);
  await control('DELETE', '/faults');

  await rebuild();
  for (const id of later) await company.untilStatus(id, 'registered', 120_000);
  for (const id of [...paid, inCash]) await company.untilStatus(id, 'settled');
  await company.untilStatus(cancelled, 'cancelled');
  await until('the amendment to be there', async () => (await company.document(amended)).syncedVersion === 2);
  await company.untilStatus(idle, 'registered');
  const { charges } = await company.book();
  expect(charges.filter((charge) => charge.live)).toHaveLength(9);
  const booked = await rowsOfLedger(company);
  expect(booked.map((entry) => entry.document_id).toSorted()).toEqual([...paid, inCash].toSorted());

  // Once more, while everything runs: nothing is booked again, and nothing sent again.
  await rebuild();
  await until('every message to be delivered', async () => {
    const waiting = await sql('select 1 from messages where tenant_id = $1 and delivered_at is null', [
      company.tenantId,
    ]);
    return waiting.length === 0;
  });
  await control('POST', `/charges/${(await company.document(idle)).chargeId}/pay`, { method: 'pix' });
  await company.untilStatus(idle, 'settled');
  expect(await rowsOfLedger(company)).toHaveLength(booked.length + 1);
  expect((await company.book()).charges).toHaveLength(charges.length);
}, 300_000);
