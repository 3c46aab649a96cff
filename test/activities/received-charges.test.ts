import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asaas, createAsaas } from '../../asaas/asaas.ts';
import type { ReceivedCharge } from '../../domain/charge.ts';
import type { ReturnPlace } from '../../domain/settlement-return.ts';

const connection = { environment: 'sandbox', apiKey: 'key', turn: null } as const;
const turnstile = { take: async () => 0, pause: async () => undefined };
const period = { from: '2026-11-01', to: '2026-11-30' };

let answer: (query: URLSearchParams) => object;
let asaas: Asaas;

const server = createServer((request: IncomingMessage, response) => {
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer(query)));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  asaas = createAsaas({ sandboxUrl: url, productionUrl: url, timeoutMs: 20_000, turnstile });
});

afterAll(() => {
  server.close();
});

function aRow(at: number, changes: object = {}) {
  return {
    id: `pay_${at}`,
    customer: 'cus_1',
    status: 'RECEIVED',
    billingType: 'BOLETO',
    value: 10,
    dueDate: '2026-11-20',
    paymentDate: '2026-11-10',
    clientPaymentDate: '2026-11-09',
    ...changes,
  };
}

/** A list as Asaas pages it. */
function pageOf(rows: object[], query: URLSearchParams) {
  const offset = Number(query.get('offset'));
  const data = rows.slice(offset, offset + Number(query.get('limit')));
  return { hasMore: offset + data.length < rows.length, data };
}

async function readAll(): Promise<ReceivedCharge[]> {
  const charges: ReceivedCharge[] = [];
  for (let place: ReturnPlace | null = { list: 0, offset: 0 }; place; ) {
    const page = await asaas.receivedCharges.readPage(connection, period, place);
    charges.push(...page.charges);
    place = page.next;
  }
  return charges;
}

describe('the list of what an account received', () => {
  it('leaves out rows of another status or day, though Asaas ignored every filter', async () => {
    const rows = [
      aRow(1),
      aRow(2, { paymentDate: '2026-10-31' }),
      aRow(3, { paymentDate: '2026-12-01' }),
      aRow(4, { paymentDate: null, status: 'CONFIRMED' }),
      aRow(5, { status: 'RECEIVED_IN_CASH', billingType: 'UNDEFINED' }),
      aRow(6, { pixTransaction: 'd9b5', paymentDate: '2026-11-30' }),
      aRow(7, { status: 'REFUNDED' }),
      aRow(8, { status: 'A_STATUS_OF_TOMORROW' }),
    ];
    answer = (query) => pageOf(rows, query);
    const found = (await readAll()).map(({ chargeId, method }) => [chargeId, method]);
    expect(found).toEqual([
      ['pay_1', 'boleto'],
      ['pay_6', 'pix'],
      ['pay_5', 'cash'],
      // It was received, and then given back.
      ['pay_7', 'boleto'],
    ]);
  });

  it('keeps apart the day the payer paid and the day the period is about', async () => {
    answer = (query) => pageOf([aRow(1)], query);
    const [charge] = await readAll();
    expect([charge?.paidOn, charge?.receivedOn]).toEqual(['2026-11-09', '2026-11-10']);
  });

  it('misses no row when pages shift in either direction while it is read', async () => {
    const rows = Array.from({ length: 350 }, (_, at) => aRow(at));
    let calls = 0;
    answer = (query) => {
      if (query.get('status') !== 'RECEIVED') return pageOf([], query);
      calls += 1;
      const leaving = calls > 1 ? 5 : 0;
      const coming = calls > 2 ? [aRow(1_000 + calls), aRow(2_000 + calls)] : [];
      return pageOf([...coming, ...rows.slice(leaving)], query);
    };
    const ids = new Set((await readAll()).map((charge) => charge.chargeId));
    for (const { id } of rows) expect(ids.has(id)).toBe(true);
  });
});
