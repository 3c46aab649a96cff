import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQuotaBucket, type QuotaBucket } from '../../../db/accounts/request-quota.ts';
import type { CallPurpose } from '../../../domain/request-quota.ts';
import { until } from '../../environment/conditions.ts';
import { asApplication, freshDatabase } from '../../environment/databases.ts';
import { expectTrouble } from '../../environment/quiet.ts';

const quota = { requests: 200, windowMs: 3_600_000 };

let databaseUrl: string;
/** Two processes that call the same accounts. */
let processes: [QuotaBucket, QuotaBucket];

beforeAll(async () => {
  databaseUrl = asApplication(await freshDatabase());
  processes = [openQuotaBucket(databaseUrl, quota), openQuotaBucket(databaseUrl, quota)];
});

afterAll(() => Promise.all(processes.map((each) => each.close())));

/** Tries `calls` calls from both processes at once. Returns how many were let through. */
async function tryCalls(accountId: string, purpose: CallPurpose, calls: number): Promise<number> {
  const waits = await Promise.all(
    Array.from({ length: calls }, (_, at) =>
      (processes[at % 2] as QuotaBucket).take(accountId, purpose, 'POST /payments'),
    ),
  );
  return waits.filter((wait) => wait === 0).length;
}

describe('the bucket of calls of an account', () => {
  it('lets registrations through up to their share, whichever process asks, and keeps the rest for money', async () => {
    const account = randomUUID();
    expect(await tryCalls(account, 'register', 300)).toBe(170);
    expect(await tryCalls(account, 'register', 10)).toBe(0);
    expect(await tryCalls(account, 'amend', 100)).toBe(20);
    expect(await tryCalls(account, 'settle', 100)).toBe(8);
  });

  it('lets sweeps make a twentieth of all calls and no more', async () => {
    expect(await tryCalls(randomUUID(), 'sweep', 50)).toBe(10);
  });

  it('says how long to wait, and counts nothing that has to wait', async () => {
    const account = randomUUID();
    await tryCalls(account, 'register', 170);
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const wait = await processes[0].take(account, 'register', 'POST /payments');
      expect(wait).toBeGreaterThan(3_500_000);
      expect(wait).toBeLessThanOrEqual(quota.windowMs);
    }
    expect((await processes[1].room(account, 'settle')).calls).toBe(28);
  });

  it('tells accounts apart', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await tryCalls(one, 'register', 200);
    expect(await tryCalls(other, 'register', 100)).toBe(100);
  });

  it('opens anew with its window', async () => {
    const short = openQuotaBucket(databaseUrl, { requests: 20, windowMs: 4_000 });
    try {
      const account = randomUUID();
      const take = () => short.take(account, 'register', 'GET /payments');
      for (let call = 0; call < 17; call += 1) expect(await take()).toBe(0);
      expect(await take()).toBeGreaterThan(0);
      await until('the next window', async () => (await take()) === 0);
      expect((await short.room(account, 'register')).calls).toBe(16);
    } finally {
      await short.close();
    }
  });

  it('keeps every process from an endpoint that Asaas said is used up, and from no other', async () => {
    const account = randomUUID();
    await processes[0].pause(account, 'GET /customers', 60_000);
    expect(await processes[1].take(account, 'settle', 'GET /customers')).toBeGreaterThan(55_000);
    expect(await processes[1].take(account, 'settle', 'POST /payments')).toBe(0);
    expect(await processes[1].take(randomUUID(), 'settle', 'GET /customers')).toBe(0);
  });

  it('is out of reach of the role that reads documents', async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    expectTrouble({
      part: 'postgres',
      line: /permission denied for table request_quotas/,
      why: 'The role is refused what belongs to another.',
    });
    await expect(client.query('select * from request_quotas')).rejects.toThrow(/permission denied/);
    await client.end();
  });
});
