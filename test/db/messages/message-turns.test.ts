import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../db/database.ts';
import { claimWaitingMessages, markDelivered } from '../../../db/messages/message-turns.ts';
import { leaveDocumentMessage } from '../../../db/messages/messages.ts';
import { createSealer } from '../../../db/sealed-text.ts';
import { asRelay, asTenant } from '../../../db/tenancy.ts';
import type { DocumentSignal } from '../../../domain/messages.ts';
import { asApplication, freshDatabase } from '../../environment/databases.ts';
import { type Seed, seedDocument } from '../../environment/seeds.ts';

const sealer = createSealer('ab'.repeat(32));

let db: Database;
let crowded: Seed[];
let single: Seed;

beforeAll(async () => {
  db = openDatabase(asApplication(await freshDatabase()));
  const first = await seedDocument(db, sealer, 'key');
  crowded = [first, ...(await seedMore(first, 299))];
  single = await seedDocument(db, sealer, 'key');
});

afterAll(() => db.destroy());

/** More documents of the same company, account and payer. */
async function seedMore({ tenantId, documentId, accountId }: Seed, count: number): Promise<Seed[]> {
  return asTenant(db, tenantId, async (scope) => {
    const { payer_id, due_date } = await scope
      .selectFrom('documents')
      .select(['payer_id', 'due_date'])
      .where('id', '=', documentId)
      .executeTakeFirstOrThrow();
    const rows = Array.from({ length: count }, (_, at) => {
      const id = randomUUID();
      const own = { id, erp_id: id, number: `NF-${at}`, amount_cents: 10_000 };
      return { ...own, tenant_id: tenantId, account_id: accountId, payer_id, due_date };
    });
    await scope.insertInto('documents').values(rows).execute();
    return rows.map(({ id }) => ({ tenantId, accountId, documentId: id }));
  });
}

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
