import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { replay } from '../../db/erp-delivery/deliveries.ts';
import type { EndpointRow } from '../../db/erp-delivery/endpoints.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant, asUpkeep } from '../../db/tenancy.ts';
import { deletedAtOnce, deleteExpired } from '../../db/upkeep/retention.ts';
import { type Expiring, keptDays } from '../../domain/retention.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';

let db: Database;
let superuser: pg.Pool;
let seed: Seed;
const endpointId = randomUUID();
const longAgo = 1_000;

beforeAll(async () => {
  const url = await freshDatabase();
  db = openDatabase(asApplication(url), { maxConnections: 3 });
  superuser = new pg.Pool({ connectionString: url, max: 2 });
  seed = await seedDocument(db, createSealer('7'.repeat(64)), 'key');
  await superuser.query(
    `insert into webhook_endpoints (id, tenant_id, url, secret_sealed, read_sequence) values ($1, $2, 'https://erp.example', 's', 9)`,
    [endpointId, seed.tenantId],
  );
});

afterAll(async () => {
  await Promise.all([db.destroy(), superuser.end()]);
});

beforeEach(() =>
  superuser.query('delete from messages; delete from provider_events; delete from webhook_deliveries'),
);

const deleteAll = (table: Expiring) => asUpkeep(db, (scope) => deleteExpired(scope, table, new Date()));

/** What is left of a table, by the column that names its rows here. */
async function left(table: Expiring, column: string): Promise<string[]> {
  const { rows } = await superuser.query(`select ${column} as name from ${table} order by 1`);
  return rows.map(({ name }) => name);
}

let number = 0;

function addMessage(workflow: string, daysAgo: number, changes: { type?: string; delivered?: boolean } = {}) {
  const { type = 'receivableDocument', delivered = true } = changes;
  number += 1;
  return superuser.query(
    `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, subject, created_at, delivered_at)
     values ($1, $2, $3, $4, $5, 's', '{}', now() - make_interval(days => $6), $7)`,
    [randomUUID(), seed.tenantId, type, workflow, number, daysAgo, delivered ? daysBefore(daysAgo) : null],
  );
}

function addEvent(eventId: string, daysAgo: number) {
  return superuser.query(
    `insert into provider_events (id, tenant_id, account_id, event_id, body, fate, received_at)
     values ($1, $2, $3, $4, '', 'noted', $5)`,
    [randomUUID(), seed.tenantId, seed.accountId, eventId, daysBefore(daysAgo)],
  );
}

function addDelivery(type: string, daysAgo: number, status: 'delivered' | 'given_up' | 'waiting') {
  number += 1;
  return superuser.query(
    `insert into webhook_deliveries (id, tenant_id, endpoint_id, sequence, event_id, type, subject, status, attempts,
       first_attempt_at, last_attempt_at, delivered_at)
     values ($1, $2, $3, $4, $5, $6, 's', $7, 1, $8, $8, $9)`,
    [
      randomUUID(),
      seed.tenantId,
      endpointId,
      number,
      randomUUID(),
      type,
      status,
      daysBefore(daysAgo),
      status === 'delivered' ? daysBefore(daysAgo) : null,
    ],
  );
}

function daysBefore(days: number): Date {
  return new Date(Date.now() - days * 86_400_000);
}

describe('what has been kept long enough', () => {
  it('is a delivered message of long ago, and no message that was not delivered', async () => {
    await addMessage('delivered long ago', keptDays.messages + 1);
    await addMessage('delivered lately', keptDays.messages - 1);
    await addMessage('never delivered', longAgo, { delivered: false });
    expect(await deleteAll('messages')).toBe(1);
    expect(await left('messages', 'workflow_id')).toEqual(['delivered lately', 'never delivered']);
  });

  it('is no message about a receipt: the next one takes its number from it', async () => {
    await addMessage('receipt', longAgo, { type: 'unidentifiedReceipt' });
    expect(await deleteAll('messages')).toBe(0);
  });

  it('is an event of Asaas of long ago, unless it is the last one of its account', async () => {
    await addEvent('evt_older', longAgo + 1);
    await addEvent('evt_last', longAgo);
    expect(await deleteAll('provider_events')).toBe(1);
    expect(await left('provider_events', 'event_id')).toEqual(['evt_last']);
    await addEvent('evt_new', keptDays.provider_events - 1);
    expect(await deleteAll('provider_events')).toBe(1);
    expect(await left('provider_events', 'event_id')).toEqual(['evt_new']);
  });

  it('is a delivery that ended long ago, and none that waits', async () => {
    await addDelivery('ended.long_ago', keptDays.webhook_deliveries + 1, 'delivered');
    await addDelivery('given_up.long_ago', keptDays.webhook_deliveries + 1, 'given_up');
    await addDelivery('ended.lately', keptDays.webhook_deliveries - 1, 'delivered');
    await addDelivery('waits', longAgo, 'waiting');
    expect(await deleteAll('webhook_deliveries')).toBe(2);
    expect(await left('webhook_deliveries', 'type')).toEqual(['ended.lately', 'waits']);
  });

  it('goes by batches', async () => {
    await superuser.query(
      `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, subject, delivered_at)
       select gen_random_uuid(), $1, 'receivableDocument', 'many', n, 's', '{}', $2 from generate_series(1, $3::int) n`,
      [seed.tenantId, daysBefore(longAgo), deletedAtOnce + 1],
    );
    expect(await deleteAll('messages')).toBe(deletedAtOnce);
    expect(await deleteAll('messages')).toBe(1);
    expect(await deleteAll('messages')).toBe(0);
  });
});

describe('what is promised for ever', () => {
  it('is out of the reach of the upkeep, and so is what waits', async () => {
    for (const table of [
      'erp_events',
      'timeline',
      'idempotency_keys',
      'ledger_entries',
      'documents',
      'statement_lines',
    ])
      await expect(
        asUpkeep(db, (scope) => scope.deleteFrom(table as 'timeline').execute()),
      ).rejects.toMatchObject({
        code: '42501',
      });
    await addMessage('never delivered', longAgo, { delivered: false });
    await asUpkeep(db, (scope) => scope.deleteFrom('messages').execute());
    expect(await left('messages', 'workflow_id')).toEqual(['never delivered']);
  });

  it('can be sent again, as the event that it was, after the log of its delivery is gone', async () => {
    const eventId = randomUUID();
    await superuser.query(
      `insert into erp_events (tenant_id, sequence, id, type, occurred_at, data)
       values ($1, 5, $2, 'document.overdue', now() - interval '1000 days', '{}')`,
      [seed.tenantId, eventId],
    );
    const endpoint = {
      id: endpointId,
      tenant_id: seed.tenantId,
      read_sequence: 9,
      events: [] as string[],
    } as EndpointRow;
    expect(await asTenant(db, seed.tenantId, (scope) => replay(scope, endpoint, { from: 1, to: 9 }))).toBe(1);
    expect(await left('webhook_deliveries', 'event_id')).toEqual([eventId]);
  });
});
