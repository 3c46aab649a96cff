import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registrationActivities } from '../../activities/registration.ts';
import { lockDocumentOrThrow, moveDocument } from '../../db/documents/documents.ts';
import { openAttempt } from '../../db/documents/registration-attempts.ts';
import { asTenant } from '../../db/tenancy.ts';
import { until } from '../environment/conditions.ts';
import type { Book } from '../environment/erp.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  seed = await bench.seed();
});

afterEach(async () => {
  bench.clock.offsetMs = 0;
  await bench.control('DELETE', '/faults');
});

afterAll(() => bench.close());

const fault = (rule: object) =>
  bench.control('PUT', '/faults', { rules: [{ method: 'POST', path: '/v3/payments', ...rule }] });
const book = () => bench.control<Book>('GET', `/book?account=${seed.asaasId}`);
const register = () => bench.run(registrationActivities(bench.deps).registerCharge, seed);
const lookUp = () => bench.run(registrationActivities(bench.deps).lookUpCharge, seed);

describe('registering a charge', () => {
  it('creates one charge, however often it is repeated', async () => {
    expect((await register()).status).toBe('registered');
    expect((await register()).status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it.each([
    ['the connection breaks after Asaas committed', { dropAnswerAfterCommit: true }],
    ['Asaas answers 200 with a page', { htmlOk: true }],
    ['Asaas answers 500 after it committed', { status500AfterCommit: true }],
  ])('does not know the outcome when %s, sends nothing again, and adopts what it finds', async (_, rule) => {
    await fault({ ...rule, count: 1 });
    const unknown = await register();
    expect(unknown.status).toBe('uncertain');
    expect(unknown.lookAt).toBeGreaterThan(Date.now() + 50_000);
    expect((await register()).status).toBe('uncertain');
    expect((await lookUp()).status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it('believes that there is no charge only the second time it looks, and then creates it', async () => {
    await fault({ dropBeforeCommit: true, count: 1 });
    await register();
    const first = await lookUp();
    expect(first.status).toBe('uncertain');
    expect((await lookUp()).status).toBe('registering');
    expect((await register()).status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it('treats an attempt that a dead worker left behind as unknown, and sends nothing', async () => {
    await asTenant(bench.deps.db, seed.tenantId, async (scope) => {
      const document = await lockDocumentOrThrow(scope, seed.documentId);
      const begun = await moveDocument(scope, document, { event: 'document.sent', actor: 'remessa' });
      await openAttempt(scope, begun, { customerId: 'cus_1', valueCents: 10_000, dueDate: begun.due_date });
    });
    expect((await register()).status).toBe('uncertain');
    expect((await book()).charges).toHaveLength(0);
  });

  it('waits for the limit’s own reset when Asaas says it is too much, and creates one charge after it', async () => {
    await fault({ status429: { resetSeconds: 5 }, count: 1 });
    const waiting = { type: 'quota', nextRetryDelay: 5_000, category: 'BENIGN' };
    await expect(register()).rejects.toMatchObject(waiting);
    // Meanwhile nobody asks, and what was not asked leaves no attempt.
    await expect(register()).rejects.toMatchObject({ type: 'quota' });
    expect((await book()).calls['POST /v3/payments']).toBe(1);
    const registered = await until('the limit to open', () => register().catch(() => null));
    expect(registered.status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it('stops an account whose key is refused with one event, calls nothing more, and goes on with a new key', async () => {
    expectTrouble({
      part: 'worker',
      line: /Asaas refused the key of an account/,
      why: 'The key is revoked at Asaas.',
    });
    await bench.control('POST', `/accounts/${seed.asaasId}/keys/revoke`, { apiKey: seed.apiKey });
    await expect(register()).rejects.toMatchObject({ type: 'key_refused' });
    const calls = (await book()).calls;
    await expect(register()).rejects.toMatchObject({ type: 'key_refused' });
    expect((await book()).calls).toEqual(calls);
    const told = await asTenant(bench.deps.db, seed.tenantId, (scope) =>
      scope.selectFrom('erp_events').select('type').execute(),
    );
    expect(told).toEqual([{ type: 'account.key_refused' }]);

    const renewed = await bench.control<{ apiKey: string }>('POST', `/accounts/${seed.asaasId}/keys`);
    await asTenant(bench.deps.db, seed.tenantId, (scope) =>
      scope
        .updateTable('accounts')
        .set({
          api_key_sealed: bench.deps.sealer.seal(
            renewed.apiKey,
            `accounts.api_key|${seed.tenantId}|${seed.accountId}`,
          ),
          key_status: 'accepted',
          key_refused_at: null,
        })
        .where('id', '=', seed.accountId)
        .execute(),
    );
    expect((await register()).status).toBe('registered');
  });
});
