import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openQuotaBucket, type QuotaBucket } from '../../db/accounts/request-quota.ts';
import { type Database, openDatabase } from '../../db/database.ts';
import { listenForNotifications } from '../../db/notifications.ts';
import { isDatabaseUnavailable } from '../../db/unavailable.ts';
import { untilReachable } from '../../until-reachable.ts';
import { until } from '../environment/conditions.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { expectTrouble } from '../environment/quiet.ts';

let superuser: pg.Pool;
let applicationUrl: string;
let db: Database;

beforeEach(async () => {
  expectTrouble({
    part: 'postgres',
    line: /FATAL: {2}terminating connection due to administrator command/,
    why: 'These tests end sessions, as a failover does.',
  });
  const databaseUrl = await freshDatabase();
  superuser = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  applicationUrl = asApplication(databaseUrl);
  db = openDatabase(applicationUrl, { maxConnections: 3 });
});

afterEach(() => Promise.all([db.destroy(), superuser.end()]));

/** Ends every session of the application, as a failover or a restart does. Returns how many there were. */
async function endSessions(): Promise<number> {
  const { rowCount } = await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'remessa_app'`,
  );
  return rowCount ?? 0;
}

/** A connection may be lent before the news of its end is read: that call fails as unavailable, too. */
async function countsOne(bucket: QuotaBucket): Promise<boolean> {
  try {
    return (await bucket.take('a', 'settle', 'GET /payments')) === 0;
  } catch (error) {
    if (isDatabaseUnavailable(error)) return false;
    throw error;
  }
}

/** An `error` event without a listener would end the process: the run would be red, whatever is expected here. */
describe('the end of a session', () => {
  it('in the middle of a transaction fails that transaction as unavailable, and no other', async () => {
    const broken = db.transaction().execute(async (scope) => {
      await sql`select 1`.execute(scope);
      expect(await endSessions()).toBe(1);
      // Long enough for the news of the end to arrive while nothing is asked.
      await until('the session to be gone', async () => (await endSessions()) === 0);
      await sql`select 1`.execute(scope);
    });
    await expect(broken).rejects.toSatisfy(isDatabaseUnavailable);
    const { rows } = await sql`select 1 as one`.execute(db);
    expect(rows).toEqual([{ one: 1 }]);
  });

  it('while a query runs fails that query as unavailable', async () => {
    const asleep = sql`select pg_sleep(20)`.execute(db);
    asleep.catch(() => undefined);
    await until('the query to run', async () => (await endSessions()) > 0);
    await expect(asleep).rejects.toSatisfy(isDatabaseUnavailable);
  });

  it('costs the counting of calls no more than the call under way', async () => {
    const bucket = openQuotaBucket(applicationUrl, { requests: 1_000, windowMs: 60_000 });
    const takeMany = () =>
      Promise.allSettled(
        Array.from({ length: 50 }, () => bucket.take(crypto.randomUUID(), 'settle', 'GET /payments')),
      );
    await takeMany();
    const [results] = await Promise.all([takeMany(), endSessions()]);
    for (const result of results) {
      if (result.status === 'rejected') expect(isDatabaseUnavailable(result.reason)).toBe(true);
    }
    await until('the next count', () => countsOne(bucket));
    await bucket.close();
  });

  it('of who listens makes it listen anew', async () => {
    const heard = listenForNotifications(applicationUrl, 'messages');
    const listening = async () =>
      (
        await superuser.query(
          `select from pg_stat_activity where query = 'listen messages' and datname = current_database()`,
        )
      ).rowCount === 1;
    await until('the listener', listening);
    await endSessions();
    await until('the listener again', listening);
    await heard.close();
  });
});

describe('a process that starts while the database is away', () => {
  it('waits for it, and for nothing that waiting does not cure', async () => {
    const nobody = openDatabase('postgres://remessa_app:remessa_app@127.0.0.1:1/x');
    let waited = 0;
    const gone = untilReachable(() => sql`select 1`.execute(nobody), {
      isAway: isDatabaseUnavailable,
      tellOfWaiting: () => {
        waited += 1;
      },
      pause: async () => {
        if (waited === 3) throw new Error('enough');
      },
    });
    await expect(gone).rejects.toThrow('enough');
    await nobody.destroy();

    const unknown = new URL(applicationUrl);
    unknown.password = 'wrong';
    const refused = openDatabase(unknown.href);
    const never = () => Promise.reject(new Error('waited'));
    await expect(
      untilReachable(() => sql`select 1`.execute(refused), {
        isAway: isDatabaseUnavailable,
        tellOfWaiting: () => undefined,
        pause: never,
      }),
    ).rejects.toThrow(/password authentication failed/);
    await refused.destroy();
  });

  it('begins its first work again when the database goes in the middle of it', async () => {
    let tries = 0;
    const reasons: string[] = [];
    const firstWork = () =>
      db.transaction().execute(async (transaction) => {
        tries += 1;
        await sql`select 1`.execute(transaction);
        if (tries === 1) await endSessions();
        await sql`select 1`.execute(transaction);
      });
    await untilReachable(firstWork, {
      isAway: isDatabaseUnavailable,
      tellOfWaiting: (reason) => reasons.push(reason),
      pause: async () => undefined,
    });
    expect([tries, reasons.length]).toEqual([2, 1]);
  });
});
