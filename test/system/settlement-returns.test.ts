import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { callsForDocuments } from '../../dev/demo/calls.ts';
import { receiveInCash } from '../environment/cash-at-asaas.ts';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, control, type DocumentAnswer } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { kill } from '../environment/processes.ts';
import { sql } from '../environment/product-database.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { untilFirstReconciled } from '../environment/reconcile.ts';

let database: pg.Pool;
let connection: Connection;
let temporal: Client;

beforeAll(async () => {
  database = new pg.Pool({ connectionString: product.databaseUrl, max: 2 });
  connection = await Connection.connect({ address: inject('temporalAddress') });
  temporal = new Client({ connection, namespace: product.temporalNamespace });
});

afterEach(() => control('DELETE', '/faults'));

afterAll(async () => {
  await explainStatements();
  await Promise.all([database.end(), connection.close()]);
});

/** A statement that was read before its payments were booked is explained by the next comparison alone. */
async function explainStatements(): Promise<void> {
  const unexplained = async () => {
    const { rows } = await database.query<{ id: string }>(
      `select distinct account_id as id from statement_lines where explanation = 'unexplained' and tenant_id = any($1)`,
      [deaf.map(({ tenantId }) => tenantId)],
    );
    return rows.map(({ id }) => id);
  };
  const accountIds = await unexplained();
  const behind = deaf.filter(({ accountId }) => accountIds.includes(accountId));
  await Promise.all(
    behind.map((company) => company.call('POST', `/v1/accounts/${company.accountId}/reconcile`)),
  );
  await until('the statements to be explained', async () => (await unexplained()).length === 0, 110_000);
}

type Registered = DocumentAnswer & { chargeId: string };

interface SettlementReturn {
  id: string;
  status: string;
  waitingFor: string | null;
  counts: Record<'total' | 'matched' | 'alreadySettled' | 'unidentified', number>;
  outcomes: Record<'chosen' | 'waiting' | 'settled' | 'alreadySettled' | 'kept' | 'failed', number>;
  totals: Record<'received' | 'processed', Record<string, number>>;
}

interface Receipt {
  id: string;
  chargeId: string;
  suggestedDocumentId: string | null;
  assignment: { documentId: string; bookedAt: string | null } | null;
}

const deaf: Company[] = [];

/** A company that hears no webhook: its events wait at Asaas. */
async function openDeafCompany(): Promise<Company> {
  const company = await Company.open();
  deaf.push(company);
  // A first reconciliation that came later would find the payments by itself.
  await untilFirstReconciled(company);
  await control('POST', `/webhooks/pause?account=${company.asaasId}`);
  return company;
}

async function request(company: Company): Promise<string> {
  const { status, body } = await company.call<SettlementReturn>('POST', '/v1/settlement-returns', {
    accountId: company.accountId,
    paidFrom: inDays(-30),
    paidTo: inDays(0),
  });
  if (status !== 202) throw new Error(`The return was answered ${status}: ${JSON.stringify(body)}`);
  return body.id;
}

function untilReturn(company: Company, id: string, status: string): Promise<SettlementReturn> {
  const probe = async () => {
    const { body } = await company.call<SettlementReturn>('GET', `/v1/settlement-returns/${id}`);
    return body.status === status && body;
  };
  return until(`return ${id} to be ${status}`, probe, 120_000);
}

async function load(company: Company): Promise<SettlementReturn> {
  return untilReturn(company, await request(company), 'ready');
}

async function process(company: Company, id: string, chargeIds?: string[]): Promise<SettlementReturn> {
  const path = `/v1/settlement-returns/${id}/process`;
  const { status, body } = await company.call('POST', path, chargeIds ? { chargeIds } : {});
  if (status !== 202) throw new Error(`Processing was answered ${status}: ${JSON.stringify(body)}`);
  return untilReturn(company, id, 'done');
}

/** What the ledger says of a document, without what differs between two of a kind. */
async function ledgerOf(documentId: string) {
  const { rows } = await database.query(
    `select cause, gross_cents::int, fee_cents::int, net_cents::int, discount_cents::int,
       interest_and_fine_cents::int, difference_cents::int, paid_on, credited_on, source from ledger_entries where document_id = $1 order by id`,
    [documentId],
  );
  return rows;
}

async function typesOfEvents(company: Company, documentId: string): Promise<string[]> {
  const events = await company.events();
  return events.filter((event) => event.data.documentId === documentId).map((event) => event.type);
}

/** One document for each way of paying, paid: Pix, Pix with a discount, boleto, cash. */
async function paidInEveryWay(company: Company): Promise<Registered[]> {
  const discount = { type: 'fixed', amountCents: 300 };
  const terms = [{}, { discount }, {}, {}].map((each) => ({ ...each, amountCents: 12_345 }));
  const documents: Registered[] = [];
  for (const each of terms) documents.push(await company.register(aDocument(each)));
  const [pix, discounted, boleto, cash] = documents.map((document) => document.chargeId);
  await control('POST', `/charges/${pix}/pay`, { method: 'pix' });
  await control('POST', `/charges/${discounted}/pay`, { method: 'pix' });
  await control('POST', `/charges/${boleto}/pay`, { method: 'boleto' });
  await control('POST', `/charges/${boleto}/settle`);
  await receiveInCash(company, cash ?? '', 123.45);
  return documents;
}

describe('a settlement return of an account whose webhooks do not arrive', () => {
  let company: Company;
  let documents: Registered[];
  let loaded: SettlementReturn;

  beforeAll(async () => {
    company = await openDeafCompany();
    documents = await paidInEveryWay(company);
    await control('POST', `/accounts/${company.asaasId}/automatic-charge`, { valueCents: 4_200 });
    loaded = await load(company);
  });

  it('shows what was received, equal to Asaas’ book to the centavo, and settles nothing yet', async () => {
    expect(loaded.counts).toEqual({ total: 5, matched: 4, alreadySettled: 0, unidentified: 1 });
    const { totals } = await control<{
      totals: Record<'receivedCents' | 'cashCents' | 'feesCents' | 'netCents', number>;
    }>('GET', `/book?account=${company.asaasId}`);
    expect(totals.cashCents).toBe(12_345);
    expect(loaded.totals.received).toMatchObject({
      grossCents: totals.receivedCents + totals.cashCents,
      feeCents: totals.feesCents,
      netCents: totals.netCents + totals.cashCents,
      faceCents: 53_580,
      discountCents: 300,
      interestAndFineCents: 0,
      differenceCents: 0,
    });
    for (const { id } of documents) expect(await ledgerOf(id)).toEqual([]);
  });

  it('settles as the webhook settles twins of the documents, in ledger and events, but for the source', async () => {
    const done = await process(company, loaded.id);
    expect(done.outcomes).toEqual({
      chosen: 5,
      waiting: 0,
      settled: 4,
      alreadySettled: 0,
      kept: 1,
      failed: 0,
    });
    expect(done.totals.processed).toEqual(loaded.totals.received);

    const hearing = await Company.open();
    await untilFirstReconciled(hearing);
    const twins = await paidInEveryWay(hearing);
    for (const [at, document] of documents.entries()) {
      const twin = twins[at] as Registered;
      await hearing.untilStatus(twin.id, 'settled');
      await company.untilStatus(document.id, 'settled');
      const byWebhook = await ledgerOf(twin.id);
      expect(byWebhook).toMatchObject([{ source: 'webhook' }]);
      expect(await ledgerOf(document.id)).toEqual([{ ...byWebhook[0], source: 'settlement_return' }]);
      // A webhook tells of a boleto's confirmation too; where none arrives, the return is the first to know.
      const told = (await typesOfEvents(hearing, twin.id)).filter((type) => type !== 'document.paid');
      expect(await typesOfEvents(company, document.id)).toEqual(told);
    }
  });

  it('settles nothing again when the webhooks arrive after all, nor when it is processed again', async () => {
    const before = await Promise.all(documents.map(({ id }) => ledgerOf(id)));
    await control('POST', '/book/reset-calls', { account: company.asaasId });
    await control('POST', `/webhooks/resume?account=${company.asaasId}`);
    await control('POST', `/webhooks/flush?account=${company.asaasId}`, {});
    await until('each charge to be read back for its webhook', async () => {
      return ((await company.book()).calls['GET /v3/payments/{id}'] ?? 0) >= loaded.counts.total;
    });
    await process(company, loaded.id);
    const again = await load(company);
    expect(again.counts).toEqual({ total: 5, matched: 0, alreadySettled: 4, unidentified: 1 });
    await process(company, again.id);

    for (const { id } of documents) {
      const { body } = await company.call<{ data: { what: string }[] }>(
        'GET',
        `/v1/documents/${id}/timeline`,
      );
      expect(body.data.filter(({ what }) => what === 'payment.received')).toHaveLength(1);
      expect((await company.document(id)).flags).toEqual({});
    }
    expect(await Promise.all(documents.map(({ id }) => ledgerOf(id)))).toEqual(before);
    const heard = (await company.events()).filter((event) => event.type === 'document.settled');
    expect(heard).toHaveLength(4);
  });
});

describe('processing', () => {
  it('at the same time as the webhooks settles each document once', async () => {
    const company = await openDeafCompany();
    const ids = await company.record(Array.from({ length: 12 }, () => aDocument()));
    await company.send(ids);
    for (const id of ids) {
      const { chargeId } = await company.untilStatus(id, 'registered');
      await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    }
    const { id, counts } = await load(company);
    expect(counts.matched).toBe(12);
    const [done] = await Promise.all([
      process(company, id),
      control('POST', `/webhooks/resume?account=${company.asaasId}`),
    ]);
    await control('POST', `/webhooks/flush?account=${company.asaasId}`, {});
    expect(done.outcomes.settled + done.outcomes.alreadySettled).toBe(12);

    for (const each of ids) await company.untilStatus(each, 'settled');
    for (const each of ids) expect(await ledgerOf(each)).toHaveLength(1);
    const heard = (await company.events()).filter((event) => event.type === 'document.settled');
    expect(heard).toHaveLength(12);
  });

  it('takes the chosen rows, then others, and a document whose workflow ended long ago', async () => {
    const company = await openDeafCompany();
    const [first, second] = [await company.register(), await company.register()];
    for (const { chargeId } of [first, second])
      await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    const { id } = await load(company);

    const afterFirst = await process(company, id, [first.chargeId]);
    expect(afterFirst.outcomes).toMatchObject({ chosen: 1, settled: 1 });
    expect((await company.document(first.id)).status).toBe('settled');
    expect((await company.document(second.id)).status).toBe('registered');

    await temporal.workflow.getHandle(`document/${company.tenantId}/${second.id}`).terminate('long over');
    const afterSecond = await process(company, id, [first.chargeId, second.chargeId]);
    expect(afterSecond.outcomes).toMatchObject({ chosen: 2, settled: 2 });
    expect((await company.document(second.id)).status).toBe('settled');
  });

  it('settles a document whose create call was never answered', async () => {
    // Its charge is looked up after some seconds, and settled then. When that came first, another is tried.
    const tries: { matched: number; settled: number }[] = [];
    while (tries.length < 3 && tries.at(-1)?.settled !== 1) tries.push(await settleUnanswered());
    expect(tries.at(-1)).toEqual({ matched: 1, settled: 1 });
  });

  async function settleUnanswered() {
    const company = await openDeafCompany();
    const [id = ''] = await company.record([aDocument()]);
    const lost = { method: 'POST', path: '/v3/payments', accountId: company.asaasId, count: 1 };
    await control('PUT', '/faults', { rules: [{ ...lost, dropAnswerAfterCommit: true }] });
    await company.send([id]);
    await company.untilStatus(id, 'uncertain');
    const [charge] = (await company.book()).charges;
    await control('POST', `/charges/${charge?.id}/pay`, { method: 'pix' });
    const loaded = await load(company);
    expect(loaded.counts).toMatchObject({ total: 1, unidentified: 0 });
    const { outcomes } = await process(company, loaded.id);
    await company.untilStatus(id, 'settled');
    expect((await company.book()).charges).toHaveLength(1);
    return { matched: loaded.counts.matched, settled: outcomes.settled };
  }

  it('settles a charge of the account through which its document collected before', async () => {
    const company = await openDeafCompany();
    const document = await company.register();
    await company.call('POST', `/v1/documents/${document.id}/cancel`, { reason: 'outra conta' });
    await company.untilStatus(document.id, 'cancelled');
    const asaas = await control<Record<string, string>>('POST', '/accounts', {});
    const { body: account } = await company.call<{ id: string }>('POST', '/v1/accounts', {
      bankCode: '461',
      name: 'Outra conta',
      agency: asaas.agency,
      number: asaas.account,
      digit: asaas.accountDigit,
      environment: 'sandbox',
      apiKey: asaas.apiKey,
    });
    await company.call('POST', '/v1/remittances', { accountId: account.id, documentIds: [document.id] });
    await company.untilStatus(document.id, 'registered');

    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    const { id } = await load(company);
    expect((await process(company, id)).outcomes).toMatchObject({ chosen: 1, settled: 1 });
    const { rows } = await database.query(
      'select account_id, charge_id from ledger_entries where document_id = $1',
      [document.id],
    );
    expect(rows).toEqual([{ account_id: company.accountId, charge_id: document.chargeId }]);
  });

  it('tells why a row failed, and settles it when it can be', async () => {
    const company = await openDeafCompany();
    const document = await company.register();
    await receiveInCash(company, document.chargeId, document.amountCents / 100);
    const { id } = await load(company);
    const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaasId}/keys`, {});
    await fetch(`${product.simulatorUrl}/v3/payments/${document.chargeId}/undoReceivedInCash`, {
      method: 'POST',
      headers: { access_token: apiKey, 'content-type': 'application/json' },
      body: '{}',
    });
    expect((await process(company, id)).outcomes).toMatchObject({ failed: 1, settled: 0 });
    const { body } = await company.call<{ data: { reason: string }[] }>(
      'GET',
      `/v1/settlement-returns/${id}/items?outcome=failed`,
    );
    expect(body.data[0]?.reason).toContain('não diz mais que esta cobrança foi recebida');

    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    expect((await process(company, id)).outcomes).toMatchObject({ failed: 0, settled: 1 });
  });

  it('says of a charge whose status it does not know that it does not know it, and books nothing before it does', async () => {
    const company = await openDeafCompany();
    const document = await company.register();
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    const { id } = await load(company);
    await sql(`update simulator.charges set status = 'A_STATUS_OF_TOMORROW' where id = $1`, [
      document.chargeId,
    ]);
    expect((await process(company, id)).outcomes).toMatchObject({ failed: 1, settled: 0 });
    const { body } = await company.call<{ data: { reason: string }[] }>(
      'GET',
      `/v1/settlement-returns/${id}/items?outcome=failed`,
    );
    expect(body.data[0]?.reason).toContain('A_STATUS_OF_TOMORROW');
    expect((await company.document(document.id)).status).toBe('registered');

    await sql(`update simulator.charges set status = 'RECEIVED' where id = $1`, [document.chargeId]);
    expect((await process(company, id)).outcomes).toMatchObject({ failed: 0, settled: 1 });
  });
});

describe('loading', () => {
  it('reads every page once, and leaves a small history, processing too', async () => {
    const company = await openDeafCompany();
    for (let made = 0; made < 250; made += 10) {
      const make = () =>
        control('POST', `/accounts/${company.asaasId}/automatic-charge`, { valueCents: 1_000 });
      await Promise.all(Array.from({ length: 10 }, make));
    }
    await control('POST', '/book/reset-calls', { account: company.asaasId });
    const { id, counts, totals } = await load(company);
    expect(counts).toMatchObject({ total: 250, unidentified: 250 });
    expect(totals.received.grossCents).toBe(250_000);
    // Three pages that overlap, and one call for each of the other lists.
    expect(callsForDocuments((await company.book()).calls)).toEqual({ 'GET /v3/payments': 8 });
    const { events } = await temporal.workflow.getHandle(`return/${company.tenantId}/${id}`).fetchHistory();
    expect(events?.length).toBeLessThan(25);

    // More than two hand-overs' worth, processed by a run of its own.
    const done = await process(company, id);
    expect(done.outcomes).toMatchObject({ chosen: 250, kept: 250 });
    const processed = await temporal.workflow.getHandle(`return/${company.tenantId}/${id}`).fetchHistory();
    expect(processed.events?.length).toBeLessThan(60);
  }, 300_000);

  it('and processing go on when the worker is killed in the middle of them', async () => {
    const company = await openDeafCompany();
    const ids = await company.record(Array.from({ length: 20 }, () => aDocument()));
    await company.send(ids);
    for (const id of ids) {
      const { chargeId } = await company.untilStatus(id, 'registered');
      await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    }
    const slow = { method: 'GET', path: '/v3/payments', accountId: company.asaasId, delayAnswerMs: 1_500 };
    await control('PUT', '/faults', { rules: [slow, { ...slow, path: '/v3/payments/{id}' }] });
    const id = await request(company);
    await until('a list to be asked for', async () => (await company.book()).calls['GET /v3/payments']);
    await kill('worker');
    await untilReturn(company, id, 'ready');
    await company.call('POST', `/v1/settlement-returns/${id}/process`, {});
    await until('a charge to be read', async () => (await company.book()).calls['GET /v3/payments/{id}']);
    await kill('worker');
    await control('DELETE', '/faults');
    const done = await untilReturn(company, id, 'done');
    const { chosen, settled, alreadySettled } = done.outcomes;
    // The account's own reconciliation, which lost news began, may settle some of them first: before or after they are
    // chosen. Never both.
    expect(chosen).toBeGreaterThan(0);
    expect(settled + alreadySettled).toBe(chosen);
    for (const each of ids) expect(await ledgerOf(each)).toHaveLength(1);
  }, 300_000);

  it('waits for a new key when Asaas refuses the account’s, says so, and goes on with it', async () => {
    const company = await openDeafCompany();
    await control('POST', `/accounts/${company.asaasId}/automatic-charge`, { valueCents: 1_000 });
    expectTrouble({
      part: 'worker',
      line: /Asaas refused the key of an account/,
      why: 'The key is revoked in the middle of the work.',
    });
    await control('POST', `/accounts/${company.asaasId}/keys/revoke`, {});
    const id = await request(company);
    await until('the return to say what it waits for', async () => {
      const { body } = await company.call<SettlementReturn>('GET', `/v1/settlement-returns/${id}`);
      return body.status === 'loading' && body.waitingFor === 'account_key';
    });
    const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaasId}/keys`, {});
    await company.call('PATCH', `/v1/accounts/${company.accountId}`, { apiKey });
    const ready = await untilReturn(company, id, 'ready');
    expect([ready.waitingFor, ready.counts.total]).toEqual([null, 1]);
    expect((await process(company, id)).outcomes).toMatchObject({ kept: 1 });
  });
});

describe('a receipt that nobody here asked for', () => {
  async function keepReceipt(company: Company, valueCents: number): Promise<Receipt> {
    const charge = await control<{ id: string }>('POST', `/accounts/${company.asaasId}/automatic-charge`, {
      valueCents,
    });
    await process(company, (await load(company)).id, [charge.id]);
    const { body } = await company.call<{ data: Receipt[] }>('GET', '/v1/unidentified-receipts?assigned=no');
    return body.data.find((each) => each.chargeId === charge.id) as Receipt;
  }

  async function assign(company: Company, receipt: Receipt, documentId: string): Promise<number> {
    const path = `/v1/unidentified-receipts/${receipt.id}/assign`;
    return (await company.call('POST', path, { documentId })).status;
  }

  async function untilBooked(company: Company, receipt: Receipt): Promise<void> {
    await until('the receipt to be booked', async () => {
      const path = '/v1/unidentified-receipts?assigned=yes';
      const { body } = await company.call<{ data: Receipt[] }>('GET', path);
      return body.data.find((each) => each.id === receipt.id)?.assignment?.bookedAt;
    });
  }

  it('is suggested for its document, settles it once, and takes the document’s own charge away', async () => {
    const company = await openDeafCompany();
    const document = await company.register();
    const receipt = await keepReceipt(company, document.amountCents);
    expect(receipt.suggestedDocumentId).toBe(document.id);

    expect(await assign(company, receipt, document.id)).toBe(202);
    await company.untilStatus(document.id, 'settled');
    await untilBooked(company, receipt);
    expect(await ledgerOf(document.id)).toMatchObject([
      { cause: 'payment', gross_cents: document.amountCents, difference_cents: 0, source: 'person' },
    ]);
    expect(await typesOfEvents(company, document.id)).toEqual(['document.registered', 'document.settled']);
    const { charges } = await company.book();
    expect(charges.find((each) => each.id === document.chargeId)).toMatchObject({ deleted: true });

    expect(await assign(company, receipt, document.id)).toBe(409);
    const again = await load(company);
    expect(again.counts).toEqual({ total: 1, matched: 0, alreadySettled: 1, unidentified: 0 });
    await control('POST', `/webhooks/resume?account=${company.asaasId}`);
    await control('POST', `/webhooks/flush?account=${company.asaasId}`, {});
    await process(company, again.id, [receipt.chargeId]);
    expect(await ledgerOf(document.id)).toHaveLength(1);
    expect((await company.document(document.id)).flags).toEqual({});
  });

  it('is the second payment of a document whose own charge turns out to be paid', async () => {
    const company = await openDeafCompany();
    const document = await company.register();
    const receipt = await keepReceipt(company, document.amountCents);
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    expect(await assign(company, receipt, document.id)).toBe(202);
    await untilBooked(company, receipt);
    expect(await ledgerOf(document.id)).toHaveLength(2);
    expect((await company.document(document.id)).flags).toHaveProperty('paid_twice');
    expect(await typesOfEvents(company, document.id)).toEqual([
      'document.registered',
      'document.settled',
      'document.paid_twice',
    ]);
  });

  it('is given back in the ledger too, when Asaas tells that the money went back', async () => {
    const company = await openDeafCompany();
    const document = await company.register();
    const receipt = await keepReceipt(company, document.amountCents);
    await assign(company, receipt, document.id);
    await untilBooked(company, receipt);
    await control('POST', `/webhooks/resume?account=${company.asaasId}`);
    await control('POST', `/charges/${receipt.chargeId}/refund`, {});
    const entries = await until('the refund to be booked', async () => {
      const rows = await ledgerOf(document.id);
      return rows.length === 2 && rows;
    });
    expect(entries.reduce((sum, entry) => sum + entry.gross_cents, 0)).toBe(0);
  });
});
