import { Client, Connection } from '@temporalio/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { untilAtRest } from '../environment/document-runs.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { heldEventsOf, holdWebhooks, releaseWebhooks } from '../environment/held-webhooks.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { reconcile } from '../environment/reconcile.ts';

let company: Company;
let connection: Connection;
let client: Client;

beforeAll(async () => {
  company = await Company.open();
  await holdWebhooks(company);
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: product.temporalNamespace });
});

afterAll(async () => {
  // The statement may have been read before its payments were booked; explained it is by the next comparison alone.
  await reconcile(company);
  await connection.close();
});

const settledLate = ['PAYMENT_CREATED', 'PAYMENT_OVERDUE', 'PAYMENT_CONFIRMED', 'PAYMENT_RECEIVED'];
const refundedInTwo = [...settledLate, 'PAYMENT_PARTIALLY_REFUNDED', 'PAYMENT_REFUNDED'];

/** Brings a charge at Asaas, and there alone, to the end of its life. */
async function live(chargeId: string, life: readonly string[]): Promise<void> {
  await control('POST', `/charges/${chargeId}/overdue`);
  await control('POST', `/charges/${chargeId}/pay`, { method: 'boleto' });
  await control('POST', `/charges/${chargeId}/settle`);
  if (life !== refundedInTwo) return;
  await control('POST', `/charges/${chargeId}/refund`, { valueCents: 3_000 });
  await control('POST', `/charges/${chargeId}/refund`, {});
}

/** One document for each order of the events of a life; each event is delivered twice. Returns the documents. */
async function playOrders(life: readonly string[], orders: readonly (readonly number[])[]) {
  const ids = await company.record(orders.map(() => aDocument({ amountCents: 12_345 })));
  await company.send(ids);
  const documents = await Promise.all(ids.map((id) => company.untilStatus(id, 'registered')));
  await Promise.all(
    documents.map(async ({ chargeId }, at) => {
      await live(chargeId ?? '', life);
      const events = await heldEventsOf(chargeId ?? '');
      expect(events.map(({ name }) => name)).toEqual(life);
      for (const index of orders[at] ?? []) {
        expect([await events[index]?.deliver(), await events[index]?.deliver()]).toEqual([200, 200]);
      }
    }),
  );
  await untilAllRest();
  return documents;
}

/** Waits until all news has reached the documents' runs, and those have made of it what they will. */
async function untilAllRest(): Promise<void> {
  await until('all news to reach the workflows', async () => {
    const waiting = await sql('select 1 from messages where tenant_id = $1 and delivered_at is null', [
      company.tenantId,
    ]);
    return waiting.length === 0;
  });
  const documents = await sql<{ id: string }>('select id from documents where tenant_id = $1', [
    company.tenantId,
  ]);
  for (const { id } of documents) await untilAtRest(client, company, id);
}

interface LedgerLine {
  cause: string;
  gross_cents: number;
  fee_cents: number;
  net_cents: number;
}

function ledgerOf(documentId: string): Promise<LedgerLine[]> {
  return sql(
    `select cause, gross_cents::int, fee_cents::int, net_cents::int from ledger_entries
     where document_id = $1 order by id`,
    [documentId],
  );
}

function sum(lines: readonly LedgerLine[], of: 'gross_cents' | 'net_cents'): number {
  return lines.reduce((total, line) => total + line[of], 0);
}

describe('the events of one life, delivered in any order and each twice', () => {
  it('end in the same status and ledger in all 24 orders of a boleto that was paid late', async () => {
    const documents = await playOrders(settledLate, permutations([0, 1, 2, 3]));
    const ledgers = await Promise.all(documents.map(({ id }) => ledgerOf(id)));
    for (const ledger of ledgers) {
      expect(ledger).toEqual([{ cause: 'payment', gross_cents: 12_345, fee_cents: 199, net_cents: 12_146 }]);
    }
    for (const { id } of documents) expect((await company.document(id)).status).toBe('settled');

    const { totals } = await company.book();
    expect(sum(ledgers.flat(), 'gross_cents')).toBe(totals.receivedCents);
    expect(sum(ledgers.flat(), 'net_cents')).toBe(totals.netCents);
    const settled = (await company.events()).filter(({ type }) => type === 'document.settled');
    expect(settled).toHaveLength(24);
  });

  it('end refunded with nothing left in the ledger, in a sample of the 720 orders of six events', async () => {
    const all = permutations([0, 1, 2, 3, 4, 5]);
    const documents = await playOrders(
      refundedInTwo,
      fc.sample(fc.constantFrom(...all), { numRuns: 20, seed: 461 }),
    );
    for (const { id } of documents) {
      const ledger = await ledgerOf(id);
      expect(ledger.map(({ cause }) => cause)).toEqual(['payment', 'refund/12345']);
      expect(sum(ledger, 'gross_cents')).toBe(0);
      expect((await company.document(id)).status).toBe('refunded');
    }
  });

  it('change nothing when Asaas sends them all once more, in the order of their happening', async () => {
    // The documents of each test went in one remittance, whose end is told of by itself.
    const before = await until('both remittances to be told of', async () => {
      const events = await company.events();
      return events.filter(({ type }) => type === 'remittance.completed').length === 2 && events;
    });
    await releaseWebhooks(company);
    await untilAllRest();
    expect(await company.events()).toEqual(before);
    const { webhooks } = await company.book();
    expect(webhooks.every(({ delivered }) => delivered)).toBe(true);
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}
