import { describe, expect, it } from 'vitest';
import { aDocument, type Body, enter, inDays, openAccount, openCompany } from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();

const send = (body: object, of = company) => of.call('POST', '/v1/remittances', body);

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
