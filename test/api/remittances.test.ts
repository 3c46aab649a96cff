import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  aDocument,
  asaasAccount,
  type Body,
  type Company,
  control,
  enter,
  inDays,
  openAccount,
  openCompany,
  startApi,
} from './environment.ts';
import { messagesOf, placeDocument } from './placed-document.ts';

let api: Api;
let company: Company;
let accountId: string;

beforeAll(async () => {
  api = await startApi();
  company = await openCompany(api);
  accountId = (await openAccount(api, company)).id;
});

afterAll(() => api.close());

const send = (body: object, of = company) => of.call('POST', '/v1/remittances', body);

describe('sending a remittance', () => {
  it('writes it down with its documents in order, and leaves one message', async () => {
    const ids = await enter(company, aDocument(), aDocument(), aDocument());
    const documentIds = ids.toReversed();
    const { status, body } = await send({ accountId, documentIds });
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'sending', accountId, counts: { total: 3, waiting: 3 } });
    const items = await company.call('GET', `/v1/remittances/${body.id}/items`);
    expect(items.body.data.map((each: Body) => each.documentId)).toEqual(documentIds);
    const messages = await api.sql(
      `select signal, workflow_id from messages where subject ->> 'remittanceId' = $1`,
      [body.id],
    );
    expect(messages).toEqual([
      { signal: 'remittanceSent', workflow_id: `remittance/${company.tenantId}/${body.id}` },
    ]);
    expect((await company.call('GET', `/v1/documents/${ids[0]}`)).body).toMatchObject({
      accountId,
      remittanceId: body.id,
    });
  });

  it('names every document that cannot go, and then sends none', async () => {
    const [good = '', late = '', paid = '', waiting = '', asked = ''] = await enter(
      company,
      ...Array.from({ length: 5 }, () => aDocument()),
    );
    await api.sql('update documents set due_date = $2 where id = $1', [late, inDays(-1)]);
    await placeDocument(api, company, paid, { accountId, status: 'paid' });
    await send({ accountId, documentIds: [waiting] });
    await company.call('POST', `/v1/documents/${asked}/cancel`, { reason: 'engano' });
    const unknown = crypto.randomUUID();
    const documentIds = [good, late, paid, waiting, asked, unknown, good];
    const { status, body } = await send({ accountId, documentIds });
    expect([status, body.code]).toEqual([422, 'documents_not_sendable']);
    expect(body.errors.map((each: Body) => [each.path, each.code])).toEqual([
      ['documentIds[1]', 'past_due_date'],
      ['documentIds[2]', 'document_not_sendable'],
      ['documentIds[3]', 'already_in_remittance'],
      ['documentIds[4]', 'cancellation_pending'],
      ['documentIds[5]', 'not_found'],
      ['documentIds[6]', 'duplicate'],
    ]);
    expect((await company.call('GET', `/v1/documents/${good}`)).body.remittanceId).toBeNull();
  });

  it('by a filter takes what can be sent and leaves out the rest', async () => {
    const own = await openCompany(api);
    const account = await openAccount(api, own);
    const [first = '', late = '', later = ''] = await enter(
      own,
      aDocument({ dueDate: inDays(1) }),
      aDocument(),
      aDocument({ dueDate: inDays(50) }),
    );
    await api.sql('update documents set due_date = $2 where id = $1', [late, inDays(-1)]);
    const { body } = await send({ accountId: account.id, filter: { dueTo: inDays(30) } }, own);
    expect([body.counts.total, body.leftOut]).toEqual([1, 1]);
    expect((await own.call('GET', `/v1/documents/${first}`)).body.remittanceId).toBe(body.id);
    const again = await send({ accountId: account.id, filter: { dueTo: inDays(30) } }, own);
    expect([again.status, again.body.code]).toEqual([422, 'nothing_to_send']);
    expect((await send({ accountId: account.id, filter: {} }, own)).body.counts.total).toBe(1);
    expect((await own.call('GET', `/v1/documents/${later}`)).body.remittanceId).not.toBeNull();
  });

  it('judges the least amount with the discount that the account gives by default', async () => {
    const own = await openCompany(api);
    const account = await openAccount(api, own);
    const settings = { discount: { type: 'fixed', amountCents: 14_900 } };
    await own.call('PATCH', `/v1/accounts/${account.id}`, { settings });
    const documentIds = await enter(own, aDocument());
    const { body } = await send({ accountId: account.id, documentIds }, own);
    expect(body.errors).toMatchObject([{ path: 'documentIds[0]', code: 'below_minimum' }]);
  });

  it('wants exactly one way of choosing, and an account that can be used', async () => {
    const documentIds = await enter(company, aDocument());
    for (const body of [{ accountId }, { accountId, documentIds, filter: {} }]) {
      expect((await send(body)).body.errors[0].code).toBe('either_or');
    }
    const foreign = await openAccount(api, await openCompany(api));
    const unknown = await send({ accountId: foreign.id, documentIds });
    expect(unknown.body.errors).toMatchObject([{ path: 'accountId', code: 'not_found' }]);

    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    await company.call('DELETE', `/v1/accounts/${account.id}`);
    expect((await send({ accountId: account.id, documentIds })).body.code).toBe('account_unusable');
    await company.call('PATCH', `/v1/accounts/${account.id}`, { enabled: true });
    await control(api, 'POST', `/accounts/${asaasId}/keys/revoke`);
    await company.call('POST', `/v1/accounts/${account.id}/verify`);
    expect((await send({ accountId: account.id, documentIds })).body.code).toBe('account_unusable');
  });

  it('twice at once takes each document once', async () => {
    const documentIds = await enter(company, aDocument(), aDocument());
    const answers = await Promise.all([
      send({ accountId, documentIds }),
      send({ accountId, documentIds: documentIds.toReversed() }),
    ]);
    expect(answers.map((each) => each.status).toSorted()).toEqual([202, 422]);
  });

  it('of ten thousand documents costs no more queries than of one, and is quick', async () => {
    const own = await openCompany(api);
    const account = await openAccount(api, own);
    const measure = async (count: number) => {
      const documentIds = await enterMany(own, count);
      // As autovacuum has done within a minute; without statistics Postgres looks foreign keys up by reading the table.
      await api.sql('analyze');
      api.queries.count = 0;
      const startedAt = performance.now();
      const { status, body } = await send({ accountId: account.id, documentIds }, own);
      expect([status, body.counts.total]).toEqual([202, count]);
      return { queries: api.queries.count, ms: performance.now() - startedAt, id: body.id, documentIds };
    };
    const one = await measure(1);
    const many = await measure(10_000);
    expect(many.queries).toBe(one.queries);
    expect(many.ms).toBeLessThan(8_000);
    const oneMore = [...many.documentIds, crypto.randomUUID()];
    const tooMany = await send({ accountId: account.id, documentIds: oneMore }, own);
    expect(tooMany.body.errors).toMatchObject([{ path: 'documentIds', code: 'too_many' }]);
  });
});

/** Enters documents by the thousand, as an ERP must. */
async function enterMany(own: Company, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const length = Math.min(1_000, count - ids.length);
    ids.push(...(await enter(own, ...Array.from({ length }, () => aDocument()))));
  }
  return ids;
}

describe('the preview of a remittance', () => {
  const preview = (body: object, of = company) => of.call('POST', '/v1/remittances/preview', body);

  it('tells what would go and what is wrong with the rest, row by row, and stores nothing', async () => {
    const [good = '', late = '', waiting = ''] = await enter(
      company,
      aDocument({ amountCents: 700, additionCents: 50 }),
      aDocument({ number: 'NF-atrasada' }),
      aDocument(),
    );
    await api.sql('update documents set due_date = $2, amount_cents = 400 where id = $1', [late, inDays(-1)]);
    await send({ accountId, documentIds: [waiting] });
    const unknown = crypto.randomUUID();
    const documentIds = [good, late, waiting, unknown, good];
    const { status, body } = await preview({ accountId, documentIds });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      count: 3,
      amountCents: 750 + 400 + 15_000,
      sendable: { count: 1, amountCents: 750 },
      faultCount: 4,
    });
    const faults = body.faults.map((row: Body) => [
      row.documentId,
      row.errors.map((each: Body) => each.code),
    ]);
    expect(faults).toEqual([
      [late, ['past_due_date', 'below_minimum']],
      [waiting, ['already_in_remittance']],
      [unknown, ['not_found']],
      [good, ['duplicate']],
    ]);
    expect(body.faults[0].number).toBe('NF-atrasada');
    expect((await company.call('GET', `/v1/documents/${good}`)).body.remittanceId).toBeNull();
  });

  it('judges a filter as sending will, the late ones included', async () => {
    const own = await openCompany(api);
    const account = await openAccount(api, own);
    const ids = await enter(own, ...Array.from({ length: 4 }, () => aDocument()));
    await api.sql('update documents set due_date = $2 where id = $1', [ids[3], inDays(-1)]);
    const { body } = await preview({ accountId: account.id, filter: {} }, own);
    expect(body).toMatchObject({ count: 4, amountCents: 60_000, sendable: { count: 3 }, faultCount: 1 });
    expect(body.faults).toMatchObject([{ documentId: ids[3], errors: [{ code: 'past_due_date' }] }]);
    const sent = await send({ accountId: account.id, filter: {} }, own);
    expect([sent.body.counts.total, sent.body.leftOut]).toEqual([3, 1]);
  });

  it('shows the first two hundred faults and counts them all', async () => {
    const documentIds = Array.from({ length: 300 }, () => crypto.randomUUID());
    const { body } = await preview({ accountId, documentIds });
    expect([body.faultCount, body.faults.length]).toEqual([300, 200]);
  });

  it('needs no Idempotency-Key, writes nothing, and is open to viewers', async () => {
    const documentIds = await enter(company, aDocument());
    const viewer = await company.keyOf('viewer');
    const rows = () =>
      api.sql(`select (select count(*) from remittances) as remittances, (select count(*) from messages) as messages,
        (select count(*) from timeline) as lines, (select count(*) from idempotency_keys) as keys`);
    const before = await rows();
    for (const choice of [{ documentIds }, { filter: {} }]) {
      const response = await fetch(`${api.url}/v1/remittances/preview`, {
        method: 'POST',
        headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ accountId, ...choice }),
      });
      expect(response.status).toBe(200);
    }
    expect(await rows()).toEqual(before);
  });
});

describe('a remittance with rejected documents', () => {
  async function rejectedRemittance() {
    const ids = await enter(company, aDocument(), aDocument(), aDocument());
    const { body } = await send({ accountId, documentIds: ids });
    const codes = ['invalid_object', 'invalid_value', null];
    for (const [at, code] of codes.entries()) {
      const status = code ? 'rejected' : 'registered';
      await placeDocument(api, company, ids[at] ?? '', { accountId, status });
      const error = code && JSON.stringify({ code, field: null, message: 'm', cure: 'c' });
      await api.sql(
        'update remittance_items set outcome = $3, error = $4 where remittance_id = $1 and document_id = $2',
        [body.id, ids[at], status, error],
      );
    }
    await api.sql(`update remittances set status = 'completed', completed_at = now() where id = $1`, [
      body.id,
    ]);
    return { id: body.id as string, ids };
  }

  it('lists them by outcome and by cause', async () => {
    const { id, ids } = await rejectedRemittance();
    const idsOf = async (query: string) =>
      (await company.call('GET', `/v1/remittances/${id}/items?${query}`)).body.data.map(
        (each: Body) => each.documentId,
      );
    expect(await idsOf('outcome=rejected')).toEqual(ids.slice(0, 2));
    expect(await idsOf('outcome=registered')).toEqual(ids.slice(2));
    expect(await idsOf('outcome=waiting')).toEqual([]);
    expect(await idsOf('code=invalid_value')).toEqual([ids[1]]);
    expect(await idsOf('limit=1')).toEqual([ids[0]]);
  });

  it('transmits all of one cause again, once', async () => {
    const { id, ids } = await rejectedRemittance();
    const again = () => company.call('POST', `/v1/remittances/${id}/retransmit`, { code: 'invalid_object' });
    const { status, body } = await again();
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'waiting', counts: { waiting: 1, rejected: 1, registered: 1 } });
    const sent = { signal: 'documentSent', facts: { remittanceId: id } };
    expect(await messagesOf(api, ids[0] ?? '')).toEqual([sent]);
    expect(await messagesOf(api, ids[1] ?? '')).toEqual([]);
    expect((await again()).body.code).toBe('nothing_to_send');
  });

  it('transmits each again once, however often it is clicked at the same moment', async () => {
    const { id, ids } = await rejectedRemittance();
    const clicks = Array.from({ length: 8 }, () => company.call('POST', `/v1/remittances/${id}/retransmit`));
    const answers = (await Promise.all(clicks)).map((answer) => answer.status).toSorted();
    expect(answers).toEqual([202, ...Array.from({ length: 7 }, () => 422)]);
    const signals = await Promise.all(ids.map((each) => messagesOf(api, each)));
    expect(signals.map((each) => each.length)).toEqual([1, 1, 0]);
  });

  it('transmits all again when no cause is named', async () => {
    const { id } = await rejectedRemittance();
    const { body } = await company.call('POST', `/v1/remittances/${id}/retransmit`);
    expect(body.counts).toMatchObject({ waiting: 2, registered: 1 });
  });

  it('transmits again the chosen rows alone, and names rows that are not its own', async () => {
    const { id, ids } = await rejectedRemittance();
    const other = await rejectedRemittance();
    const retransmit = (documentIds: string[]) =>
      company.call('POST', `/v1/remittances/${id}/retransmit`, { documentIds });
    const strange = await retransmit([ids[0] ?? '', other.ids[0] ?? '', crypto.randomUUID()]);
    expect([strange.status, strange.body.errors.map((each: Body) => [each.path, each.code])]).toEqual([
      400,
      [
        ['documentIds[1]', 'not_in_remittance'],
        ['documentIds[2]', 'not_in_remittance'],
      ],
    ]);
    expect(await messagesOf(api, ids[0] ?? '')).toEqual([]);
    // The third is registered: it is left alone.
    const { body } = await retransmit([ids[1] ?? '', ids[2] ?? '']);
    expect(body.counts).toMatchObject({ waiting: 1, rejected: 1, registered: 1 });
    expect((await messagesOf(api, ids[1] ?? '')).map((each) => each.signal)).toEqual(['documentSent']);
  });

  it('is cancelled in one cause, or in chosen rows', async () => {
    const { id, ids } = await rejectedRemittance();
    const cancel = (part: object) =>
      company.call('POST', `/v1/remittances/${id}/cancel`, { reason: 'x', ...part });
    await cancel({ code: 'invalid_value' });
    const asked = async () =>
      (await Promise.all(ids.map((each) => messagesOf(api, each)))).map((each) => each.length);
    expect(await asked()).toEqual([0, 1, 0]);
    await cancel({ documentIds: [ids[2]] });
    expect(await asked()).toEqual([0, 1, 1]);
    expect((await cancel({ documentIds: [crypto.randomUUID()] })).body.errors[0].code).toBe(
      'not_in_remittance',
    );
  });

  it('costs no more queries for two thousand documents than for one, sent again or cancelled', async () => {
    const queriesFor = async (count: number) => {
      const documentIds = await enterMany(company, count);
      const { body } = await send({ accountId, documentIds });
      await api.sql(
        `update documents set status = 'rejected', last_error = '{}' where id = any($1::uuid[])`,
        [documentIds],
      );
      await api.sql(`update remittance_items set outcome = 'rejected' where remittance_id = $1`, [body.id]);
      api.queries.count = 0;
      const again = await company.call('POST', `/v1/remittances/${body.id}/retransmit`, { documentIds });
      const sentAgain = api.queries.count;
      expect(again.body.counts).toMatchObject({ waiting: count });
      api.queries.count = 0;
      await company.call('POST', `/v1/remittances/${body.id}/cancel`, { reason: 'engano', documentIds });
      const messages = await api.sql<{ signal: string; count: number }>(
        `select signal, count(*)::int as count, count(distinct workflow_id)::int as workflows from messages
         where subject ->> 'remittanceId' = $1 and workflow_type = 'receivableDocument' group by signal order by signal`,
        [body.id],
      );
      expect(messages).toEqual([
        { signal: 'cancellationRequested', count, workflows: count },
        { signal: 'documentSent', count, workflows: count },
      ]);
      return [sentAgain, api.queries.count];
    };
    expect(await queriesFor(2_000)).toEqual(await queriesFor(1));
  });

  it('is cancelled in all its documents that are not paid, once', async () => {
    const { id, ids } = await rejectedRemittance();
    await api.sql(`update documents set status = 'paid' where id = $1`, [ids[2]]);
    const cancel = () => company.call('POST', `/v1/remittances/${id}/cancel`, { reason: 'duplicada' });
    expect((await cancel()).status).toBe(202);
    expect((await cancel()).status).toBe(202);
    const asked = { signal: 'cancellationRequested', facts: { reason: 'duplicada' } };
    expect(await Promise.all(ids.map((each) => messagesOf(api, each)))).toEqual([[asked], [asked], []]);
  });
});
