import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountCareActivities } from '../../activities/account-care.ts';
import { createAsaasActivities, createLedgerActivities } from '../../activities/activities.ts';
import { sealApiKey } from '../../db/accounts/account-secrets.ts';
import { findAccountOrThrow, updateAccount } from '../../db/accounts/accounts.ts';
import { findDocument, setCancellation } from '../../db/documents/documents.ts';
import { insertRemittance } from '../../db/remittances/remittances.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { AccountSignal } from '../../domain/messages.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
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
  bench.control('PUT', '/faults', { rules: [{ accountId: seed.asaasId, ...rule }] });
const book = () => bench.control<Book>('GET', `/book?account=${seed.asaasId}`);

/** One try of an activity, as the worker makes it: the first, unless it is said which. */
function attempt(
  name: 'registerCharge' | 'cancelCharge' | 'lookUpCharge',
  number = 1,
): Promise<DocumentSnapshot> {
  return bench.run(createAsaasActivities(bench.deps)[name], seed, number);
}

const row = () => asTenant(bench.deps.db, seed.tenantId, (scope) => findDocument(scope, seed.documentId));

const messages = () =>
  asTenant(bench.deps.db, seed.tenantId, (scope) =>
    scope.selectFrom('messages').select(['signal', 'facts', 'workflow_type']).orderBy('created_at').execute(),
  );

const care = (heard: AccountSignal[] = []) =>
  bench.run(accountCareActivities(bench.deps).checkAndRepairAccount, { ...seed, heard });

/** Asaas does not know the account's key any more. */
async function revokeKey(): Promise<void> {
  expectTrouble({
    part: 'worker',
    line: /Asaas refused the key of an account/,
    why: 'The test revokes it.',
  });
  await bench.control('POST', `/accounts/${seed.asaasId}/keys/revoke`, { apiKey: seed.apiKey });
}

async function saveKey(apiKey: string): Promise<void> {
  await asTenant(bench.deps.db, seed.tenantId, async (scope) => {
    const account = await findAccountOrThrow(scope, seed.accountId);
    const accepted = { key_status: 'accepted', key_refused_at: null } as const;
    await updateAccount(scope, seed.accountId, {
      ...sealApiKey(bench.deps.sealer, account, apiKey),
      ...accepted,
    });
  });
}

describe('a step that cannot be done now', () => {
  it('is left to Temporal while it may pass in seconds, and becomes a hold at the third try', async () => {
    await fault({ path: '/v3/**', status500BeforeCommit: true });
    await expect(attempt('registerCharge')).rejects.toThrow(/answered 500/);
    await expect(attempt('registerCharge', 2)).rejects.toThrow(/answered 500/);
    expect((await row()).hold).toBeNull();
    const held = await attempt('registerCharge', 3);
    expect(held).toMatchObject({ status: 'registering', triesInVain: 1 });
    expect(held.hold).toMatchObject({ cause: 'asaas_unavailable', work: 'register' });
    expect(await messages()).toMatchObject([{ workflow_type: 'accountCare', signal: 'asaasUnavailable' }]);
  });

  it('holds at once, until the reset, what a limit turns away for longer than seconds', async () => {
    await fault({ path: '/v3/customers', status429: { resetSeconds: 3_600 } });
    const { hold } = await attempt('registerCharge');
    expect(hold).toMatchObject({ cause: 'quota', work: 'register' });
    expect(hold?.untilMs).toBeGreaterThan(Date.now() + 3_590_000);
    expect(hold?.untilMs).toBeLessThan(Date.now() + 3_610_000);
  });

  it('tries a forbidden call again after a quarter of an hour, then after half a day', async () => {
    await fault({ path: '/v3/**', html403: 'html' });
    const minutes = async () =>
      (((await attempt('registerCharge')).hold?.untilMs ?? 0) - Date.now()) / 60_000;
    expect(await minutes()).toBeCloseTo(15, 0);
    expect(await minutes()).toBeCloseTo(720, 0);
  });

  it('is over as soon as a step gets through, and forgotten', async () => {
    await fault({ path: '/v3/**', html403: 'html' });
    await attempt('registerCharge', 3);
    await bench.control('DELETE', '/faults');
    expect(await attempt('registerCharge')).toMatchObject({
      status: 'registered',
      hold: null,
      triesInVain: 0,
    });
    expect(await row()).toMatchObject({ hold: null, hold_until: null, hold_tries: 0 });
  });

  it('keeps a failure that nobody foresaw from holding the document’s loop', async () => {
    expectTrouble({
      part: 'worker',
      line: /A step of a document failed and is held/,
      why: 'The test breaks it.',
    });
    const { asaas } = bench.deps;
    const broken = {
      ...asaas,
      customers: { ...asaas.customers, findByTaxId: () => Promise.reject(new TypeError('x')) },
    };
    const steps = createAsaasActivities({ ...bench.deps, asaas: broken });
    const { hold } = await bench.run(steps.registerCharge, seed, 3);
    expect(hold).toMatchObject({ cause: 'unexpected' });
  });

  it('is left to Temporal while the database is away, for far longer than other failures', async () => {
    expectTrouble({
      part: 'worker',
      line: /A step of a document failed and is held/,
      why: 'The test breaks it.',
    });
    const { asaas } = bench.deps;
    const ended = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const broken = { ...asaas, customers: { ...asaas.customers, findByTaxId: () => Promise.reject(ended) } };
    const steps = createAsaasActivities({ ...bench.deps, asaas: broken });
    await expect(bench.run(steps.registerCharge, seed, 19)).rejects.toThrow('terminating connection');
    expect(await row()).toMatchObject({ hold: null });
    expect((await bench.run(steps.registerCharge, seed, 20)).hold).toMatchObject({ cause: 'unexpected' });
  });

  it('is cancelled without a call when it is a create that was never sent', async () => {
    await fault({ path: '/v3/**', html403: 'html' });
    await attempt('registerCharge', 3);
    const calls = (await book()).calls;
    await asTenant(bench.deps.db, seed.tenantId, (scope) =>
      setCancellation(scope, [seed.documentId], { requestedAt: new Date(), reason: 'desistência' }),
    );
    expect(await attempt('cancelCharge')).toMatchObject({ status: 'cancelled', hold: null });
    expect((await book()).calls).toEqual(calls);
  });
});

describe('what ends a hold', () => {
  it('for a refused key is the care of the account, once there is a new one', async () => {
    await revokeKey();
    expect((await attempt('registerCharge')).hold).toEqual({
      cause: 'key_refused',
      work: 'register',
      untilMs: null,
    });
    await care();
    expect((await row()).hold).toBe('key_refused');
    const { apiKey } = await bench.control<{ apiKey: string }>('POST', `/accounts/${seed.asaasId}/keys`);
    await saveKey(apiKey);
    await care(['keyChanged']);
    expect((await row()).hold).toBeNull();
    expect(await messages()).toMatchObject([{ signal: 'holdLifted', facts: { cause: 'key_refused' } }]);
  });

  it('does not come too late for a document that held while the key was being saved', async () => {
    await revokeKey();
    const { apiKey } = await bench.control<{ apiKey: string }>('POST', `/accounts/${seed.asaasId}/keys`);
    const { asaas } = bench.deps;
    const savesMeanwhile: typeof asaas.customers.findByTaxId = async (...args) => {
      await saveKey(apiKey);
      return asaas.customers.findByTaxId(...args);
    };
    const slow = { ...asaas, customers: { ...asaas.customers, findByTaxId: savesMeanwhile } };
    const steps = createAsaasActivities({ ...bench.deps, asaas: slow });
    await expect(bench.run(steps.registerCharge, seed)).rejects.toThrow('may work again');
    expect((await row()).hold).toBeNull();
    expect(await attempt('registerCharge', 2)).toMatchObject({ status: 'registered' });
  });

  it('for a disabled account is that it is enabled', async () => {
    const set = (disabled_at: Date | null) =>
      asTenant(bench.deps.db, seed.tenantId, (scope) =>
        updateAccount(scope, seed.accountId, { disabled_at }),
      );
    await set(new Date());
    expect((await attempt('registerCharge')).hold).toMatchObject({ cause: 'account_disabled' });
    await care(['accountDisabled']);
    expect((await row()).hold).toBe('account_disabled');
    await set(null);
    await care(['accountEnabled']);
    expect((await row()).hold).toBeNull();
  });

  it('for a silent Asaas is that it answers, sooner at first and later after each try in vain', async () => {
    await fault({ path: '/v3/**', status500BeforeCommit: true });
    await attempt('registerCharge', 3);
    expect(await care()).toMatchObject({ standing: 'watched', pauseMs: 60_000 });
    const aged = (minutes: number) =>
      asTenant(bench.deps.db, seed.tenantId, (scope) =>
        scope
          .updateTable('documents')
          .set({ hold_since: new Date(Date.now() - minutes * 60_000) })
          .where('id', '=', seed.documentId)
          .execute(),
      );
    await aged(30);
    await care();
    expect((await row()).hold, 'while Asaas is silent').toBe('asaas_unavailable');
    await fault({ path: '/v3/customers', status500BeforeCommit: true });
    await aged(1.1);
    await care();
    expect((await row()).hold, 'after a minute, when it answers').toBeNull();
    await attempt('registerCharge', 3);
    await aged(3.9);
    await care();
    expect((await row()).hold, 'the second time, before four minutes').toBe('asaas_unavailable');
    await aged(4.1);
    expect(await care()).toMatchObject({ pauseMs: 300_000 });
    expect((await row()).hold, 'the second time, after four minutes').toBeNull();
  });
});

describe('a remittance that has handed over everything', () => {
  /** Hands the document over, and lets it meet what is broken. */
  async function handOver(): Promise<string> {
    const { tenantId, accountId, documentId } = seed;
    const { id } = await asTenant(bench.deps.db, tenantId, (scope) =>
      insertRemittance(scope, { sendingRuleId: null, tenantId, accountId, documentIds: [documentId] }),
    );
    await advance(id);
    return id;
  }

  const advance = (remittanceId: string) =>
    bench.run(createLedgerActivities(bench.deps).advanceRemittance, {
      tenantId: seed.tenantId,
      remittanceId,
      lastSpeed: 2,
    });

  const kept = (id: string) =>
    asTenant(bench.deps.db, seed.tenantId, (scope) =>
      scope.selectFrom('remittances').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );

  it('says that Asaas’ limit holds it, and will be done after the limit’s reset', async () => {
    const id = await handOver();
    await fault({ path: '/v3/customers', status429: { resetSeconds: 3_600 } });
    await attempt('registerCharge');
    const { hold, waiting } = await advance(id);
    expect(waiting).toBe(0);
    expect(hold?.cause).toBe('quota');
    const { eta, hold_until } = await kept(id);
    expect(hold_until?.getTime()).toBe(hold?.untilMs);
    expect(eta?.getTime()).toBeGreaterThan(hold_until?.getTime() ?? 0);
    expect(eta?.getTime()).toBeLessThan((hold_until?.getTime() ?? 0) + 60_000);
  });

  it('says that a refused key holds it, and foresees no end', async () => {
    const id = await handOver();
    await revokeKey();
    await attempt('registerCharge');
    expect((await advance(id)).hold).toEqual({ cause: 'key_refused', untilMs: null });
    expect(await kept(id)).toMatchObject({ eta: null, hold: 'key_refused', status: 'waiting' });
  });

  it('is not said to stand for one that waits for a moment, and its end is not in the past', async () => {
    const id = await handOver();
    expect((await advance(id)).hold).toBeNull();
    expect((await kept(id)).eta?.getTime()).toBeGreaterThan(Date.now() - 1_000);
    await attempt('registerCharge');
    await advance(id);
    expect(await kept(id)).toMatchObject({ status: 'completed', hold: null, eta: null });
  });
});
