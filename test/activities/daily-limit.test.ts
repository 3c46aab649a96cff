import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountCareActivities } from '../../activities/account-care.ts';
import { createAsaasActivities, createLedgerActivities } from '../../activities/activities.ts';
import { causeOfRefusal } from '../../asaas/daily-limit.ts';
import { Forbidden, Refused } from '../../asaas/errors.ts';
import { updateAccount } from '../../db/accounts/accounts.ts';
import { noDailyLimit } from '../../db/accounts/daily-limit.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { findRemittance, insertRemittance } from '../../db/remittances/remittances.ts';
import { asTenant } from '../../db/tenancy.ts';
import { nextDayInSaoPaulo } from '../../domain/calendar.ts';
import type { Book } from '../environment/erp.ts';
import { type Seed, seedMoreDocuments } from '../environment/seeds.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const dayMs = 86_400_000;

let bench: Workbench;
let first: Awaited<ReturnType<Workbench['seed']>>;
let others: Seed[];

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  first = await bench.seed();
  others = await seedMoreDocuments(bench.deps.db, first, 4);
  await allow(1);
});

afterEach(() => {
  bench.clock.offsetMs = 0;
});

afterAll(() => bench.close());

const allow = (chargesPerDay: number) =>
  bench.control('PUT', `/settings?account=${first.asaasId}`, { chargesPerDay });
const register = (seed: Seed) => bench.run(createAsaasActivities(bench.deps).registerCharge, seed);
const calls = async () => (await bench.control<Book>('GET', `/book?account=${first.asaasId}`)).calls;
const holdOf = async ({ documentId }: Seed) =>
  (await asTenant(bench.deps.db, first.tenantId, (scope) => findDocument(scope, documentId))).hold;

describe('the daily limit of creations', () => {
  it('holds the document that meets it until the next day, and the others without asking Asaas', async () => {
    expect(await register(first)).toMatchObject({ status: 'registered' });
    const midnight = nextDayInSaoPaulo(bench.deps.now());
    const [second, third] = others as [Seed, Seed];
    const held = await register(second);
    expect(held).toMatchObject({ status: 'registering', hold: { cause: 'daily_limit', work: 'register' } });
    expect(Math.abs((held.hold?.untilMs ?? 0) - midnight.getTime())).toBeLessThan(60_000);
    expect(await calls()).toMatchObject({ 'POST /v3/payments': 2, 'GET /v3/payments/limits': 1 });
    const before = await calls();
    expect(await register(third)).toMatchObject({ hold: { cause: 'daily_limit' } });
    expect(await calls()).toEqual(before);

    bench.clock.offsetMs = midnight.getTime() + 60_000 - Date.now();
    await bench.control('POST', '/clock', { advanceDays: 1 });
    expect(await register(second)).toMatchObject({ status: 'registered', hold: null });
    expect(await register(third)).toMatchObject({ hold: { cause: 'daily_limit' } });
  });

  it('is proved by the account’s own counter: a refusal that merely speaks of a limit stays a refusal', async () => {
    const fault = { code: 'invalid_discount', description: 'O desconto passa do limite permitido.' };
    const refusal = new Refused('POST /payments was refused', 400, [fault]);
    const connection = { environment: 'sandbox', apiKey: 'key', turn: null } as const;
    const counterSays = (wasReached: boolean) => async (): Promise<never> =>
      ({ creation: { daily: { limit: 7, used: 7, wasReached } } }) as never;
    expect(await causeOfRefusal(counterSays(false), connection, refusal)).toBe(refusal);
    expect(await causeOfRefusal(counterSays(true), connection, refusal)).toMatchObject({ perDay: 7 });
    const forbids = () => Promise.reject(new Forbidden('GET /payments/limits: forbidden'));
    expect(await causeOfRefusal(forbids, connection, refusal)).toBe(refusal);
  });

  it('is forgotten once a person had it raised and the account verified, and its documents go on', async () => {
    await register(first);
    const [second] = others as [Seed];
    await register(second);
    const care = () =>
      bench.run(accountCareActivities(bench.deps).checkAndRepairAccount, { ...first, heard: ['keyChanged'] });
    await care();
    expect(await holdOf(second)).toBe('daily_limit');
    await allow(5);
    await asTenant(bench.deps.db, first.tenantId, (scope) =>
      updateAccount(scope, first.accountId, noDailyLimit),
    );
    await care();
    expect(await holdOf(second)).toBeNull();
    expect(await register(second)).toMatchObject({ status: 'registered' });
  });

  it('is said of the remittance, whose end is foreseen by days', async () => {
    const documentIds = [first, ...others].map(({ documentId }) => documentId);
    const { tenantId, accountId } = first;
    const { id: remittanceId } = await asTenant(bench.deps.db, tenantId, (scope) =>
      insertRemittance(scope, { sendingRuleId: null, tenantId, accountId, documentIds }),
    );
    const advance = () =>
      bench.run(createLedgerActivities(bench.deps).advanceRemittance, {
        tenantId,
        remittanceId,
        lastSpeed: 1,
      });
    await advance();
    const midnight = nextDayInSaoPaulo(bench.deps.now()).getTime();
    await register(first);
    await register(others[0] as Seed);
    const { hold, waiting } = await advance();
    expect([waiting, hold?.cause]).toEqual([0, 'daily_limit']);
    expect(Math.abs((hold?.untilMs ?? 0) - midnight)).toBeLessThan(60_000);
    const row = await asTenant(bench.deps.db, tenantId, (scope) => findRemittance(scope, remittanceId));
    expect(row?.hold).toBe('daily_limit');
    // Four are left and one passes on each day, the first of these days beginning at midnight.
    const days = ((row?.eta?.getTime() ?? 0) - midnight) / dayMs;
    expect(days).toBeGreaterThan(3);
    expect(days).toBeLessThan(3.01);
  });
});
