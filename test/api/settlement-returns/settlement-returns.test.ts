import { describe, expect, it } from 'vitest';
import {
  aDocument,
  type Body,
  type Company,
  call,
  enter,
  inDays,
  openAccount,
  openCompany,
} from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { messagesOf, placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

const request = (changes: object = {}, of = company) =>
  of.call('POST', '/v1/settlement-returns', {
    accountId,
    paidFrom: inDays(-5),
    paidTo: inDays(0),
    ...changes,
  });

interface Row {
  chargeId: string;
  kind: string;
  documentId?: string;
  outcome?: string;
  chosen?: boolean;
  grossCents?: number;
}

/** A return as its workflow leaves it once it is read. */
async function loadedReturn(rows: Row[], status = 'ready'): Promise<string> {
  const { body } = await request();
  await api.sql(
    `update settlement_returns set status = $2, loaded_at = now(),
       done_at = case when $2 = 'done' then now() end where id = $1`,
    [body.id, status],
  );
  for (const row of rows) {
    const gross = row.grossCents ?? 10_000;
    await api.sql(
      `insert into settlement_return_items (return_id, tenant_id, account_id, charge_id, kind, document_id, method,
         gross_cents, fee_cents, net_cents, face_cents, addition_cents, rebate_cents, discount_cents, fine_cents,
         interest_and_fine_cents, difference_cents, refunded_cents, expected, paid_on, received_on, chosen_at,
         handed_at, outcome, reason)
       values ($1, $2, $3, $4, $5, $6, 'pix', $7, 199, $7::bigint - 199, $7::bigint + 30, 10, 5, 50, 15, 20, -5, 7,
         $12, $8, $9,
         case when $10 then now() end, case when $11::text is not null then now() end, $11,
         case when $11 = 'failed' then 'motivo' end)`,
      [
        body.id,
        company.tenantId,
        accountId,
        row.chargeId,
        row.kind,
        row.documentId ?? null,
        gross,
        inDays(-2),
        inDays(-1),
        row.chosen ?? row.outcome !== undefined,
        row.outcome ?? null,
        {
          amountCents: gross + 5,
          discountCents: 50,
          fineCents: 15,
          interestCents: 5,
          interestAndFineCents: 20,
          timing: 'late',
        },
      ],
    );
  }
  return body.id;
}

const returnMessages = (returnId: string) =>
  api.sql<{ signal: string }>(`select signal from messages where subject ->> 'returnId' = $1 order by seq`, [
    returnId,
  ]);

describe('asking for a settlement return', () => {
  it('writes it down and leaves one message', async () => {
    const { status, body } = await request();
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'loading', accountId, waitingFor: null, counts: { total: 0 } });
    expect(await returnMessages(body.id)).toEqual([{ signal: 'returnRequested' }]);
    const { body: list } = await company.call('GET', '/v1/settlement-returns?limit=1');
    expect(list.data[0]).toEqual(body);
  });

  it('names every fault of its period and account', async () => {
    const codesOf = async (changes: object) =>
      (await request(changes)).body.errors.map((each: Body) => [each.path, each.code]);
    expect(await codesOf({ paidFrom: inDays(0), paidTo: inDays(-1) })).toEqual([
      ['paidTo', 'period_reversed'],
    ]);
    expect(await codesOf({ paidFrom: inDays(-93), accountId: crypto.randomUUID() })).toEqual([
      ['paidTo', 'period_too_long'],
      ['accountId', 'not_found'],
    ]);
    expect(await codesOf({ paidTo: inDays(1) })).toEqual([['paidTo', 'paid_in_future']]);
    expect((await request({ paidFrom: inDays(-92) })).status).toBe(202);
    const foreign = await openAccount(api, await openCompany(api));
    expect(await codesOf({ accountId: foreign.id })).toEqual([['accountId', 'not_found']]);
  });

  it('needs the licence to collect, and a role that may', async () => {
    const unlicensed = await openCompany(api, ['boleto']);
    expect((await request({}, unlicensed)).body.code).toBe('feature_missing');
    const refused = await call(api, await company.keyOf('viewer'), 'POST', '/v1/settlement-returns', {});
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  });

  it('is possible for an account that is disabled, and says when the key is what it waits for', async () => {
    const own = await openCompany(api);
    const account = await openAccount(api, own);
    await own.call('DELETE', `/v1/accounts/${account.id}`);
    await api.sql(`update accounts set key_status = 'refused', key_refused_at = now() where id = $1`, [
      account.id,
    ]);
    const { status, body } = await request({ accountId: account.id }, own);
    expect([status, body.waitingFor]).toEqual([202, 'account_key']);
  });
});

describe('a settlement return that is read', () => {
  it('counts and sums its rows by kind and by what became of them', async () => {
    const [documentId = ''] = await enter(company, aDocument());
    const id = await loadedReturn([
      { chargeId: 'pay_a', kind: 'matched', documentId, outcome: 'settled', grossCents: 20_000 },
      { chargeId: 'pay_b', kind: 'already_settled', documentId },
      { chargeId: 'pay_c', kind: 'unidentified', outcome: 'kept' },
      { chargeId: 'pay_d', kind: 'matched', documentId, outcome: 'failed' },
      { chargeId: 'pay_e', kind: 'matched', documentId, chosen: true },
    ]);
    const { body } = await company.call('GET', `/v1/settlement-returns/${id}`);
    expect(body.counts).toEqual({ total: 5, matched: 3, alreadySettled: 1, unidentified: 1 });
    expect(body.outcomes).toEqual({
      chosen: 4,
      waiting: 1,
      settled: 1,
      alreadySettled: 0,
      kept: 1,
      failed: 1,
    });
    expect(body.totals).toEqual({
      received: {
        grossCents: 60_000,
        feeCents: 995,
        netCents: 59_005,
        faceCents: 60_150,
        additionCents: 50,
        rebateCents: 25,
        discountCents: 250,
        fineCents: 75,
        interestCents: 25,
        interestAndFineCents: 100,
        refundedCents: 35,
        differenceCents: -25,
      },
      processed: {
        grossCents: 30_000,
        feeCents: 398,
        netCents: 29_602,
        faceCents: 30_060,
        additionCents: 20,
        rebateCents: 10,
        discountCents: 100,
        fineCents: 30,
        interestCents: 10,
        interestAndFineCents: 40,
        refundedCents: 14,
        differenceCents: -10,
      },
    });
  });

  it('lists its rows in pages, by kind and by outcome, with the words of their documents', async () => {
    const document = aDocument({ number: 'NF-77' });
    const [documentId = ''] = await enter(company, document);
    const id = await loadedReturn([
      { chargeId: 'pay_a', kind: 'matched', documentId, chosen: true },
      { chargeId: 'pay_b', kind: 'unidentified' },
      { chargeId: 'pay_c', kind: 'matched', documentId, outcome: 'failed' },
    ]);
    const page = async (query: string) =>
      (await company.call('GET', `/v1/settlement-returns/${id}/items?${query}`)).body;
    const idsOf = async (query: string) => (await page(query)).data.map((each: Body) => each.chargeId);
    expect(await idsOf('kind=matched')).toEqual(['pay_a', 'pay_c']);
    expect(await idsOf('outcome=waiting')).toEqual(['pay_a']);
    expect(await idsOf('outcome=failed')).toEqual(['pay_c']);
    const first = await page('limit=2');
    expect(first.data[0]).toMatchObject({
      outcome: 'waiting',
      documentId,
      erpId: document.erpId,
      number: 'NF-77',
      payerName: 'João da Silva',
      receivedOn: inDays(-1),
      faceCents: 10_030,
      rebateCents: 5,
      fineCents: 15,
      interestCents: 5,
      refundedCents: 7,
      differenceCents: -5,
      expected: { grossCents: 10_005, discountCents: 50, fineCents: 15, interestCents: 5, timing: 'late' },
    });
    expect(first.data[1]).toMatchObject({ outcome: null, documentId: null, number: null });
    expect(await idsOf(`limit=2&cursor=${first.nextCursor}`)).toEqual(['pay_c']);
  });

  it('is a file for a spreadsheet, in which a payer’s name is never a formula', async () => {
    const payer = { taxId: '19540550000121', name: '=cmd|calc; "x"' };
    const [documentId = ''] = await enter(company, aDocument({ number: 'NF-1;2', payer }));
    const id = await loadedReturn([
      { chargeId: 'pay_a', kind: 'matched', documentId, outcome: 'settled', grossCents: 134_556 },
      { chargeId: 'pay_b', kind: 'unidentified' },
    ]);
    const path = `/v1/settlement-returns/${id}/items?format=csv`;
    const { headers, body } = await company.call<string>('GET', path);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename=retorno.csv');
    // `fetch` takes the mark away when it reads text.
    const bytes = await fetch(api.url + path, { headers: { authorization: `Bearer ${company.key}` } });
    expect([...new Uint8Array(await bytes.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [heading, first, second] = body.split('\r\n');
    const columns = heading?.split(';') ?? [];
    expect(columns).toContain('Valor recebido');
    expect(first).toContain(`"NF-1;2"`);
    expect(first).toContain(`"'=cmd|calc; ""x"""`);
    expect(first).toMatch(/1345,86;0,10;0,05;0,50;0,15;0,05;1345,56;1,99;1343,57;1345,61;-0,05;0,07$/);
    expect(second?.split(';')[0]).toBe('Não identificado');
    const filtered = await company.call<string>('GET', `${path}&kind=unidentified`);
    expect(filtered.body.trim().split('\r\n')).toHaveLength(2);
  });

  it('of another company is not there', async () => {
    const id = await loadedReturn([{ chargeId: 'pay_a', kind: 'unidentified' }]);
    const other = await openCompany(api);
    const path = `/v1/settlement-returns/${id}`;
    for (const each of [path, `${path}/items`, `${path}/items?format=csv`]) {
      expect((await other.call('GET', each)).status).toBe(404);
    }
    expect((await other.call('POST', `${path}/process`, {})).status).toBe(404);
    expect((await other.call('GET', '/v1/settlement-returns')).body.data).toEqual([]);
  });
});

describe('processing a settlement return', () => {
  const process = (id: string, body: object = {}) =>
    company.call('POST', `/v1/settlement-returns/${id}/process`, body);

  const chosenOf = async (id: string) =>
    (
      await api.sql<{ charge_id: string }>(
        `select charge_id from settlement_return_items
         where return_id = $1 and chosen_at is not null and outcome is null order by charge_id`,
        [id],
      )
    ).map((row) => row.charge_id);

  it('is refused while it is still being read', async () => {
    const { body } = await request();
    const refused = await process(body.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'return_loading']);
  });

  it('takes all that is not settled yet, and what failed before, when nothing is named', async () => {
    const [documentId = ''] = await enter(company, aDocument());
    const id = await loadedReturn(
      [
        { chargeId: 'pay_a', kind: 'matched', documentId },
        { chargeId: 'pay_b', kind: 'already_settled', documentId },
        { chargeId: 'pay_c', kind: 'unidentified' },
        { chargeId: 'pay_d', kind: 'matched', documentId, outcome: 'failed' },
        { chargeId: 'pay_e', kind: 'matched', documentId, outcome: 'settled' },
      ],
      'done',
    );
    const { status, body } = await process(id);
    expect([status, body.status, body.outcomes.waiting]).toEqual([202, 'processing', 3]);
    expect(await chosenOf(id)).toEqual(['pay_a', 'pay_c', 'pay_d']);
    await process(id);
    expect(await returnMessages(id)).toEqual([
      { signal: 'returnRequested' },
      { signal: 'processingRequested' },
    ]);
  });

  it('takes the rows that are named, and names those it does not have', async () => {
    const id = await loadedReturn([
      { chargeId: 'pay_a', kind: 'unidentified' },
      { chargeId: 'pay_b', kind: 'unidentified' },
    ]);
    const refused = await process(id, { chargeIds: ['pay_a', 'pay_x', 'pay_b', 'pay_y'] });
    expect(refused.body.errors.map((each: Body) => [each.path, each.code])).toEqual([
      ['chargeIds[1]', 'not_found'],
      ['chargeIds[3]', 'not_found'],
    ]);
    expect(await chosenOf(id)).toEqual([]);
    expect((await process(id, { chargeIds: ['pay_b'] })).status).toBe(202);
    expect(await chosenOf(id)).toEqual(['pay_b']);
  });

  it('of what is done already changes nothing', async () => {
    const [documentId = ''] = await enter(company, aDocument());
    const id = await loadedReturn(
      [{ chargeId: 'pay_a', kind: 'matched', documentId, outcome: 'settled' }],
      'done',
    );
    const { status, body } = await process(id, { chargeIds: ['pay_a'] });
    expect([status, body.status, body.outcomes.settled]).toEqual([202, 'done', 1]);
  });
});

describe('unidentified receipts', () => {
  async function keepReceipt(of: Company, account: string, grossCents: number): Promise<string> {
    const id = crypto.randomUUID();
    await api.sql(
      `insert into unidentified_receipts (id, tenant_id, account_id, charge_id, gross_cents, net_cents, paid_on)
       values ($1, $2, $3, $4, $5, $5, $6)`,
      [id, of.tenantId, account, `pay_${id}`, grossCents, inDays(0)],
    );
    return id;
  }

  async function openDocument(amountCents: number, dueInDays: number, status = 'registered') {
    const [id = ''] = await enter(company, aDocument({ amountCents, dueDate: inDays(dueInDays) }));
    await placeDocument(api, company, id, { accountId, status });
    return id;
  }

  const suggestionFor = async (receiptId: string) => {
    const { body } = await company.call('GET', '/v1/unidentified-receipts?assigned=no&limit=200');
    return body.data.find((each: Body) => each.id === receiptId).suggestedDocumentId;
  };

  const assign = (receiptId: string, documentId: string, of = company) =>
    of.call('POST', `/v1/unidentified-receipts/${receiptId}/assign`, { documentId });

  it('are suggested the open document of exactly their value that is due nearest, and none in doubt', async () => {
    const receipt = await keepReceipt(company, accountId, 70_001);
    expect(await suggestionFor(receipt)).toBeNull();
    await openDocument(70_001, 30);
    const nearest = await openDocument(70_001, 5);
    await openDocument(70_001, 1, 'settled');
    await openDocument(70_002, 1);
    expect(await suggestionFor(receipt)).toBe(nearest);
    await openDocument(70_001, 5);
    expect(await suggestionFor(receipt)).toBeNull();
  });

  it('are assigned once, by a message to the document’s workflow', async () => {
    const receipt = await keepReceipt(company, accountId, 80_001);
    const documentId = await openDocument(80_001, 5);
    const { status, body } = await assign(receipt, documentId);
    expect(status).toBe(202);
    expect(body.assignment).toMatchObject({ documentId, bookedAt: null });
    expect(await messagesOf(api, documentId)).toEqual([
      { signal: 'receiptAssigned', facts: { receiptId: receipt } },
    ]);
    const again = await assign(receipt, await openDocument(80_001, 5));
    expect([again.status, again.body.code, again.body.documentId]).toEqual([
      409,
      'receipt_assigned',
      documentId,
    ]);
    const listed = await company.call('GET', `/v1/unidentified-receipts?assigned=yes&accountId=${accountId}`);
    expect(listed.body.data.map((each: Body) => each.id)).toEqual([receipt]);
  });

  it('twice at once are assigned to one document', async () => {
    const receipt = await keepReceipt(company, accountId, 90_001);
    const documents = [await openDocument(90_001, 5), await openDocument(90_001, 6)];
    const answers = await Promise.all(documents.map((each) => assign(receipt, each)));
    expect(answers.map((each) => each.status).toSorted()).toEqual([202, 409]);
    const messages = await Promise.all(documents.map((each) => messagesOf(api, each)));
    expect(messages.flat()).toHaveLength(1);
  });

  it('go to a document of their own account that was sent, and to no other', async () => {
    const receipt = await keepReceipt(company, accountId, 60_001);
    const [pending = ''] = await enter(company, aDocument());
    const refused = await assign(receipt, pending);
    expect([refused.status, refused.body.code]).toEqual([409, 'not_allowed_now']);
    const elsewhere = (await openAccount(api, company)).id;
    const [foreign = ''] = await enter(company, aDocument());
    await placeDocument(api, company, foreign, { accountId: elsewhere });
    expect((await assign(receipt, foreign)).body.errors).toMatchObject([
      { path: 'documentId', code: 'of_other_account' },
    ]);
    expect((await assign(receipt, crypto.randomUUID())).body.errors).toMatchObject([
      { path: 'documentId', code: 'not_found' },
    ]);
  });

  it('of another company, or for its documents, are not there', async () => {
    const other = await openCompany(api);
    const receipt = await keepReceipt(company, accountId, 50_001);
    const documentId = await openDocument(50_001, 5);
    expect((await assign(receipt, documentId, other)).status).toBe(404);
    expect((await other.call('GET', '/v1/unidentified-receipts')).body.data).toEqual([]);
    const otherAccount = (await openAccount(api, other)).id;
    const theirs = await keepReceipt(other, otherAccount, 50_001);
    expect((await assign(theirs, documentId, other)).body.errors).toMatchObject([
      { path: 'documentId', code: 'not_found' },
    ]);
    expect(await messagesOf(api, documentId)).toEqual([]);
  });
});
