import { describe, expect, it } from 'vitest';
import { until } from '../../environment/conditions.ts';
import {
  type Api,
  aDocument,
  asaasAccount,
  type Body,
  control,
  enter,
  enterMany,
  inDays,
  openAccount,
  openCompany,
} from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

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

  it('of ten thousand documents costs no more queries than of one, and reads each row a few times', async () => {
    const own = await openCompany(api);
    const account = await openAccount(api, own);
    const measure = async (count: number) => {
      const documentIds = await enterMany(own, count);
      // As autovacuum has done within a minute; without statistics Postgres looks foreign keys up by reading the table.
      await api.sql('analyze');
      const before = await rowsReadOnceWritten(api, 0);
      api.queries.count = 0;
      const { status, body } = await send({ accountId: account.id, documentIds }, own);
      expect([status, body.counts.total]).toEqual([202, count]);
      const queries = api.queries.count;
      const { read } = await rowsReadOnceWritten(api, before.items + count);
      return { queries, rowsRead: read - before.read, id: body.id, documentIds };
    };
    const one = await measure(1);
    const many = await measure(10_000);
    expect(many.queries).toBe(one.queries);
    // Thirty for each document: itself, its payer, its account, and what its new rows refer to.
    expect(many.rowsRead).toBeLessThan(40 * 10_000);
    const oneMore = [...many.documentIds, crypto.randomUUID()];
    const tooMany = await send({ accountId: account.id, documentIds: oneMore }, own);
    expect(tooMany.body.errors).toMatchObject([{ path: 'documentIds', code: 'too_many' }]);
  });
});

/**
 * Rows that Postgres has read so far, by index or by reading whole tables. Its processes report their counts late, each
 * all of them at once: they are complete when the items that were written are among them.
 */
async function rowsReadOnceWritten(api: Api, itemsWritten: number): Promise<{ read: number; items: number }> {
  return until('Postgres to report what it read', async () => {
    const [counts] = await api.sql<{ read: number; items: number }>(
      `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read,
         (sum(n_tup_ins) filter (where relname = 'remittance_items'))::int as items
       from pg_stat_user_tables where schemaname = 'public'`,
    );
    return counts && counts.items >= itemsWritten && counts;
  });
}
