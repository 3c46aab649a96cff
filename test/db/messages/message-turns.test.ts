import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../db/database.ts';
import {
  claimWaitingMessages,
  markDelivered,
  readmitDueMessages,
} from '../../../db/messages/message-turns.ts';
import { leaveDocumentMessage, leaveDocumentMessages } from '../../../db/messages/messages.ts';
import { createSealer } from '../../../db/sealed-text.ts';
import { asRelay, asTenant } from '../../../db/tenancy.ts';
import type { DocumentSignal } from '../../../domain/messages.ts';
import { asApplication, freshDatabase } from '../../environment/databases.ts';
import { type Seed, seedDocument, seedMoreDocuments } from '../../environment/seeds.ts';

const sealer = createSealer('ab'.repeat(32));

let db: Database;
let crowded: Seed[];
let single: Seed;

beforeAll(async () => {
  db = openDatabase(asApplication(await freshDatabase()));
  const first = await seedDocument(db, sealer, 'key');
  crowded = [first, ...(await seedMoreDocuments(db, first, 299))];
  single = await seedDocument(db, sealer, 'key');
});

afterAll(() => db.destroy());

const facts = { documentSent: { remittanceId: null }, paymentReceived: { chargeId: 'pay_1' } };

function leave(seed: Seed, signal: keyof typeof facts & DocumentSignal): Promise<string> {
  return asTenant(db, seed.tenantId, (scope) =>
    leaveDocumentMessage(scope, seed.documentId, signal, facts[signal] as never),
  );
}

async function claimAndDeliver(limit: number): Promise<string[]> {
  return asRelay(db, async (scope) => {
    const messages = await claimWaitingMessages(scope, limit);
    const ids = messages.map(({ id }) => id);
    await markDelivered(scope, ids);
    return ids;
  });
}

describe('the relay, when one account has left a crowd of messages', () => {
  it('takes turns: the single message of another account, left last, goes with the first', async () => {
    const crowd: string[] = [];
    for (const seed of crowded) crowd.push(await leave(seed, 'documentSent'));
    const lone = await leave(single, 'documentSent');
    const first = await claimAndDeliver(10);
    expect(first).toContain(lone);
    expect(first.filter((id) => crowd.includes(id))).toEqual(crowd.slice(0, 9));
  });

  it('carries news of money before new documents', async () => {
    const paid = crowded.at(0) as Seed;
    const money = await leave(paid, 'paymentReceived');
    expect(await claimAndDeliver(1)).toEqual([money]);
  });

  it('keeps the messages of one document in their order, however urgent the later one is', async () => {
    const last = crowded.at(-1) as Seed;
    const money = await leave(last, 'paymentReceived');
    const order: string[] = [];
    for (;;) {
      const claimed = await claimAndDeliver(50);
      if (claimed.length === 0) break;
      order.push(...claimed);
    }
    expect(order.at(-1)).toBe(money);
    expect(new Set(order).size).toBe(order.length);
  });

  it('is shared by relays side by side, each message being claimed by one', async () => {
    for (const seed of crowded.slice(0, 120)) await leave(seed, 'documentSent');
    const claims = await asRelay(db, (one) =>
      asRelay(db, async (other) => [
        await claimWaitingMessages(one, 50),
        await claimWaitingMessages(other, 50),
      ]),
    );
    const ids = claims.flat().map(({ id }) => id);
    expect(ids.length).toBe(100);
    expect(new Set(ids).size).toBe(100);
  });
});

describe('the relay, when thousands of messages of a lane wait after a failure', () => {
  it('reads none of them to find the one that may go', async () => {
    const databaseUrl = await freshDatabase();
    const own = openDatabase(asApplication(databaseUrl));
    const seed = await seedDocument(own, sealer, 'key');
    const failing = [seed, ...(await seedMoreDocuments(own, seed, 5_000))];
    const [good] = failing.splice(0, 1) as [Seed];
    const ids = failing.map(({ documentId }) => documentId);
    await asTenant(own, seed.tenantId, (scope) =>
      leaveDocumentMessages(scope, ids, 'documentSent', facts.documentSent),
    );
    const superuser = new pg.Client({ connectionString: databaseUrl });
    await superuser.connect();
    await superuser.query(`update messages set attempts = 1, last_error = 'INTERNAL: once',
      next_attempt_at = case when id::text ~ '[02468ace]$' then now() + interval '1 hour' end,
      parked_at = case when id::text !~ '[02468ace]$' then now() end`);
    const wanted = await asTenant(own, seed.tenantId, (scope) =>
      leaveDocumentMessage(scope, good.documentId, 'documentSent', facts.documentSent),
    );
    await superuser.query('vacuum analyze messages');
    await superuser.end();
    const { claimed, rowsRead } = await asRelay(own, async (scope) => {
      await readmitDueMessages(scope, 50);
      const messages = await claimWaitingMessages(scope, 50);
      const { rows } = await sql<{ rows: number }>`
        select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as rows
        from pg_stat_xact_user_tables where relname = 'messages'`.execute(scope);
      return { claimed: messages.map(({ id }) => id), rowsRead: rows[0]?.rows };
    });
    expect(claimed).toEqual([wanted]);
    expect(rowsRead).toBeGreaterThan(0);
    expect(rowsRead).toBeLessThan(50);
    await own.destroy();
  });
});
