import { describe, expect, it } from 'vitest';
import { aDocument, type Body, enter, enterMany } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { messagesOf, placeDocument, sendingsOf, waitsToBeSent } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

const send = (body: object, of = company) => of.call('POST', '/v1/remittances', body);
const whichWait = (ids: string[]) => Promise.all(ids.map((each) => waitsToBeSent(api, each)));

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
    expect(body).toMatchObject({ status: 'sending', counts: { waiting: 1, rejected: 1, registered: 1 } });
    expect(await whichWait(ids)).toEqual([true, false, false]);
    expect((await again()).body.code).toBe('nothing_to_send');
    expect(await sendingsOf(api, ids[0] ?? '')).toBe(2);
  });

  it('transmits each again once, however often it is clicked at the same moment', async () => {
    const { id, ids } = await rejectedRemittance();
    const clicks = Array.from({ length: 8 }, () => company.call('POST', `/v1/remittances/${id}/retransmit`));
    const answers = (await Promise.all(clicks)).map((answer) => answer.status).toSorted();
    expect(answers).toEqual([202, ...Array.from({ length: 7 }, () => 422)]);
    expect(await whichWait(ids)).toEqual([true, true, false]);
    expect(await sendingsOf(api, ids[0] ?? '')).toBe(2);
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
    expect(await whichWait(ids)).toEqual([false, false, false]);
    // The third is registered: it is left alone.
    const { body } = await retransmit([ids[1] ?? '', ids[2] ?? '']);
    expect(body.counts).toMatchObject({ waiting: 1, rejected: 1, registered: 1 });
    expect(await whichWait(ids)).toEqual([false, true, false]);
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
      expect(messages).toEqual([{ signal: 'cancellationRequested', count, workflows: count }]);
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
