import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookingActivities } from '../../activities/booking.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { createAsaas } from '../../asaas/asaas.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import { createWorkers } from '../../worker/workers.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { openWorkbench, type Workbench } from '../activities/workbench.ts';
import type { Book } from '../environment/erp.ts';
import { freshNamespace, temporalAddress } from '../environment/namespaces.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;
let namespace: string;
let native: NativeConnection;
let connection: Connection;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  bench = await openWorkbench();
  // Asaas itself is waited for longer than any attempt may take: what ends a call here is its attempt.
  const patient = { sandboxUrl: `${bench.simulatorUrl}/v3`, productionUrl: bench.simulatorUrl };
  bench.deps.asaas = createAsaas({ ...patient, timeoutMs: 30_000, turnstile: bench.deps.quota });
  namespace = await freshNamespace();
  native = await NativeConnection.connect({ address: temporalAddress() });
  connection = await Connection.connect({ address: temporalAddress() });
});

beforeEach(async () => {
  seed = await bench.seed();
});

afterEach(() => bench.control('DELETE', '/faults'));

afterAll(async () => {
  await Promise.all([native.close(), connection.close()]);
  await bench.close();
});

/** Runs a workflow of one step to its end, and waits until every attempt has ended too. */
async function run(workflow: 'registerOnce' | 'bookOnce', input: object): Promise<DocumentSnapshot> {
  const workflowsPath = fileURLToPath(new URL('./one-step.ts', import.meta.url));
  const post = async () => ({ status: null, body: '', error: 'No test delivers to an ERP' });
  const workers = await createWorkers(native, namespace, { ...bench.deps, post }, { workflowsPath });
  const workflowId = `${workflow}-${seed.documentId}`;
  const options = { workflowId, taskQueue: taskQueues.receivables, args: [input] };
  const client = new Client({ connection, namespace });
  const execute = () => client.workflow.execute(workflow, options) as Promise<DocumentSnapshot>;
  return workers.reduce((work, worker) => () => worker.runUntil(work), execute)();
}

/** Temporal's time may be up before an attempt that was cut off has written what it knows: then the step fails. */
const ofNoTime = () => 'failed';

const slow = (method: string, path: string, delayAnswerMs: number) => ({ method, path, delayAnswerMs });
const setFaults = (...rules: object[]) => bench.control('PUT', '/faults', { rules });
const book = () => bench.control<Book>('GET', `/book?account=${seed.asaasId}`);
const document = () =>
  asTenant(bench.deps.db, seed.tenantId, (scope) => findDocument(scope, seed.documentId));

describe('an attempt whose time is up', () => {
  it('makes no further call to Asaas, though the answers it waits for still come', async () => {
    await setFaults(slow('*', '/v3/**', 5_000));
    // Cut off while it looked for the payer or made it, it ends with that hold. It never registers.
    const end = await run('registerOnce', seed).then(({ hold }) => hold?.cause, ofNoTime);
    expect(['asaas_unavailable', 'payer_uncertain', 'failed']).toContain(end);
    const { calls, charges } = await book();
    expect(calls['GET /v3/customers']).toBe(1);
    expect(calls['POST /v3/payments']).toBeUndefined();
    expect(charges).toEqual([]);
  });

  it('does not know the outcome of a create call that it was cut off from, and leaves it to be looked up', async () => {
    await setFaults(slow('POST', '/v3/payments', 20_000));
    await run('registerOnce', seed).catch(ofNoTime);
    expect((await document()).status).toBe('uncertain');
    const { lookUpCharge } = registrationActivities(bench.deps);
    expect((await bench.run(lookUpCharge, seed)).status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it('books nothing from an answer that comes afterwards, also inside the workflow worker', async () => {
    await bench.run(registrationActivities(bench.deps).registerCharge, seed);
    const chargeId = (await document()).charge_id;
    const news = { ...seed, chargeId: String(chargeId), source: 'webhook' } as const;
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    await setFaults(slow('GET', '/v3/payments/{id}', 12_000));
    const end = await run('bookOnce', news).then(({ hold }) => hold?.cause, ofNoTime);
    expect(['asaas_unavailable', 'failed']).toContain(end);
    expect((await book()).calls['GET /v3/payments/{id}']).toBe(1);
    expect((await document()).status).toBe('registered');
    await bench.control('DELETE', '/faults');
    expect((await bench.run(bookingActivities(bench.deps).bookCharge, news)).status).toBe('settled');
  });
});
