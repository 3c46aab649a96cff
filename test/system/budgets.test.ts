import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { callsForDocuments, sumOfCalls } from '../../dev/demo/calls.ts';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { untilAtRest } from '../environment/document-runs.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { untilFirstReconciled } from '../environment/reconcile.ts';

let connection: Connection;
let client: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: product.temporalNamespace });
});

afterAll(() => connection.close());

/** Registers, pays and settles, one step after the other. */
async function livePlainly(company: Company, method: 'pix' | 'boleto', dueInDays: number) {
  const document = await company.register(aDocument({ dueDate: inDays(dueInDays) }));
  await untilAtRest(client, company, document.id);
  await control('POST', `/charges/${document.chargeId}/pay`, { method });
  if (method === 'boleto') {
    await company.untilStatus(document.id, 'paid');
    await untilAtRest(client, company, document.id);
    await control('POST', `/charges/${document.chargeId}/settle`);
  }
  await company.untilStatus(document.id, 'settled');
  return document;
}

async function amend(company: Company, documentId: string, change: object): Promise<void> {
  const { version } = (
    await company.call<{ version: number }>('PATCH', `/v1/documents/${documentId}`, change)
  ).body;
  await until(
    `Asaas to have version ${version}`,
    async () => (await company.document(documentId)).syncedVersion === version,
  );
}

async function settleByPix(company: Company, ids: string[]): Promise<void> {
  for (const id of ids) {
    const { chargeId } = await company.document(id);
    await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
  }
  for (const id of ids) await company.untilStatus(id, 'settled');
}

/** Calls made for documents: what it takes to look after an account's webhook is the account's own expense. */
async function callsDuring(company: Company, work: () => Promise<void>): Promise<number> {
  await control('POST', '/book/reset-calls', { account: company.asaasId });
  await work();
  const { calls } = await company.book();
  return sumOfCalls(callsForDocuments(calls));
}

/**
 * Counted, never timed: each number is what the work costs when nothing goes wrong, and may not grow unnoticed. A machine
 * without a free processor may take more than five seconds for a step. Then the step goes through a queue, which is
 * six events and a call or two, and another life or another round is counted.
 */
describe('events of history', () => {
  let company: Company;
  beforeAll(async () => {
    company = await Company.open();
  });

  it.each([
    ['pix', 20, 19],
    ['boleto', 20, 25],
    // Due after the reversal window, which begins with the payment.
    ['boleto', 150, 25],
  ] as const)(
    'of a life registered, paid by %s %i days before it is due, and settled, are at most %i',
    async (method, dueInDays, most) => {
      const lives: number[] = [];
      while (lives.length < 3 && !lives.some((events) => events <= most)) {
        const { id } = await livePlainly(company, method, dueInDays);
        lives.push(await untilAtRest(client, company, id));
      }
      expect(Math.min(...lives)).toBeLessThanOrEqual(most);
    },
  );

  it('of an amendment are at most 11: its signal, the row read again, and one activity', async () => {
    const { id } = await company.register();
    const amendments: number[] = [];
    while (amendments.length < 3 && !amendments.some((events) => events <= 11)) {
      const before = await untilAtRest(client, company, id);
      await amend(company, id, { additionCents: 500 + amendments.length });
      amendments.push((await untilAtRest(client, company, id)) - before);
    }
    expect(Math.min(...amendments)).toBeLessThanOrEqual(11);
  });
});

describe('calls to Asaas', () => {
  it('are N + 2P for N registrations of P new payers, two for an amendment and one for a settlement', async () => {
    const company = await Company.open();
    const payers = ['24971563792', '19540550000121', '11222333000181'];
    const rows = Array.from({ length: 12 }, (_, at) =>
      aDocument({ payer: { taxId: payers[at % 3], name: `Pagador ${at % 3}` } }),
    );
    const ids = await company.record(rows);
    const registering = await callsDuring(company, async () => {
      await company.send(ids);
      for (const id of ids) await company.untilStatus(id, 'registered');
    });
    expect(registering).toBeLessThanOrEqual(12 + 2 * 3);

    const amended = ids.slice(0, 3);
    const amending = await callsDuring(company, async () => {
      for (const id of amended) await amend(company, id, { additionCents: 700 });
    });
    expect(amending).toBeLessThanOrEqual(2 * 3);

    const settling: number[] = [];
    while (ids.length > 0 && !settling.includes(4)) {
      const round = ids.splice(0, 4);
      settling.push(await callsDuring(company, () => settleByPix(company, round)));
    }
    expect(Math.min(...settling)).toBe(4);
  });
});

/** Rows that one more document, registered, paid by Pix and settled, adds to each table, and why. */
const rowsPerDocument: Record<string, number> = {
  documents: 1,
  remittance_items: 1,
  // The one that was sent; a lost answer would add another.
  registration_attempts: 1,
  charges: 1,
  // Asaas' PAYMENT_CREATED and PAYMENT_RECEIVED, kept raw.
  provider_events: 2,
  // Sent, and paid: created changes nothing, so it is no message.
  messages: 2,
  ledger_entries: 1,
  // Entered, in a remittance, sent, registered, paid.
  timeline: 5,
  // document.registered and document.settled.
  erp_events: 2,
};

describe('rows in the database', () => {
  it('of one more document are those that its life is remembered by, and no others', async () => {
    const few = await rowsAfterLivesOf(2);
    const many = await rowsAfterLivesOf(6);
    const tables = Object.keys(many);
    const grown = tables.map((table) => [table, ((many[table] ?? 0) - (few[table] ?? 0)) / 4] as const);
    expect(Object.fromEntries(grown.filter(([, rows]) => rows !== 0))).toEqual(rowsPerDocument);
  });
});

/** A company's rows, by table, after so many documents of one payer in one remittance lived plainly. */
async function rowsAfterLivesOf(count: number): Promise<Record<string, number>> {
  const company = await Company.open();
  // A first reading of the statement that came later would find these payments in it, and send messages of its own.
  await untilFirstReconciled(company);
  const ids = await company.record(Array.from({ length: count }, () => aDocument()));
  await company.send(ids);
  for (const id of ids) {
    const { chargeId } = await company.untilStatus(id, 'registered');
    await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
  }
  await Promise.all(ids.map((id) => company.untilStatus(id, 'settled')));
  await control('POST', `/webhooks/flush?account=${company.asaasId}`, {});
  await until('the remittance to be told of', async () =>
    (await company.events()).some(({ type }) => type === 'remittance.completed'),
  );
  return rowsOf(company.tenantId);
}

/**
 * What looking after the account leaves behind is not its documents': its statement is read when its day comes. And what
 * the kept figures change by is folded into them every few seconds.
 */
const ofNoDocument = [
  ...['reconciliations', 'account_notices', 'statement_lines', 'statement_days', 'divergences'],
  ...['document_figures', 'document_figure_changes', 'remittance_counts', 'remittance_count_changes'],
];

async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  const tables = await sql<{ table_name: string }>(
    `select table_name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant_id' and table_name <> all($1)`,
    [ofNoDocument],
  );
  const counts = tables.map(async ({ table_name }) => {
    const forDocuments =
      table_name === 'messages' ? `and workflow_id !~ '^(account|reconciliation|notices)/'` : '';
    const text = `select count(*)::int as rows from ${table_name} where tenant_id = $1 ${forDocuments}`;
    return [table_name, (await sql<{ rows: number }>(text, [tenantId]))[0]?.rows ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}
