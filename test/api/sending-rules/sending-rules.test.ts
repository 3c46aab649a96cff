import { describe, expect, it } from 'vitest';
import { aDocument, type Body, enter, inDays, openAccount, openCompany } from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();

async function aRule(changes: object = {}) {
  const { status, body } = await company.call('POST', '/v1/sending-rules', { name: 'Regra', ...changes });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body;
}

/** Takes every rule away when its test is over, so that it meets no document of another test. */
async function during(rules: Body[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    for (const { id } of rules) await company.call('DELETE', `/v1/sending-rules/${id}`);
  }
}

async function enterOne(changes: object = {}): Promise<Body> {
  const { body } = await company.call('POST', '/v1/documents', { documents: [aDocument(changes)] });
  return body.documents[0];
}

describe('a rule', () => {
  it('is off unless it is wanted, and sends nothing then', async () => {
    const rule = await aRule({ accountId });
    expect(rule).toMatchObject({ enabled: false, priority: 100, version: 1, payerId: null });
    await during([rule], async () => {
      const entered = await enterOne();
      expect([entered.result, entered.remittanceId]).toEqual(['created', undefined]);
    });
  });

  it('sends a document as it is entered, in a remittance that names the rule', async () => {
    const rule = await aRule({ accountId, enabled: true, name: 'Vencem em trinta dias', dueWithinDays: 30 });
    await during([rule], async () => {
      const { id, remittanceId } = await enterOne();
      const remittance = (await company.call('GET', `/v1/remittances/${remittanceId}`)).body;
      expect(remittance).toMatchObject({
        accountId,
        sendingRuleId: rule.id,
        counts: { total: 1, waiting: 1 },
      });
      const { body: line } = await company.call('GET', `/v1/documents/${id}/timeline`);
      expect(line.data.at(-1)).toMatchObject({
        what: 'remittance.sent',
        actor: 'rule:Vencem em trinta dias',
        details: {
          remittanceId,
          accountId,
          sendingRuleId: rule.id,
          sendingRuleName: 'Vencem em trinta dias',
        },
      });
      const messages = await api.sql(`select signal from messages where subject ->> 'remittanceId' = $1`, [
        remittanceId,
      ]);
      expect(messages).toEqual([{ signal: 'remittanceSent' }]);
      const { body: list } = await company.call('GET', `/v1/remittances?sendingRuleId=${rule.id}`);
      expect(list.data.map((each: Body) => each.id)).toEqual([remittanceId]);
      expect((await company.call('GET', '/v1/audit?kind=document&limit=1')).body.data).toMatchObject([
        { actor: 'rule:Vencem em trinta dias', action: 'remittance.sent', resourceId: id },
      ]);
    });
  });

  it('takes only the payer, the due dates and the amounts that it names', async () => {
    const payer = { taxId: '52998224725', name: 'Maria Souza' };
    await enter(company, aDocument({ payer }));
    const payerId = (await company.call('GET', '/v1/payers?taxId=52998224725')).body.data[0].id;
    const terms = { payerId, dueWithinDays: 10, amountFromCents: 1_000, amountToCents: 20_000 };
    const rule = await aRule({ accountId, enabled: true, ...terms });
    await during([rule], async () => {
      const fitting = { payer, dueDate: inDays(10), amountCents: 20_500, rebateCents: 500 };
      expect((await enterOne(fitting)).remittanceId).toBeDefined();
      const others = [
        { ...fitting, payer: undefined },
        { ...fitting, dueDate: inDays(11) },
        { ...fitting, amountCents: 20_501 },
        { ...fitting, amountCents: 1_499 },
      ];
      for (const { payer: theirs, ...other } of others)
        expect((await enterOne({ ...other, ...(theirs && { payer }) })).remittanceId).toBeUndefined();
    });
  });

  it('sends to the payer’s default account where it names none, and leaves the rest to the next rule', async () => {
    const second = (await openAccount(api, company)).id;
    const payer = { taxId: '11144477735', name: 'Caio Lima' };
    await enter(company, aDocument({ payer }));
    const payerId = (await company.call('GET', '/v1/payers?taxId=11144477735')).body.data[0].id;
    await company.call('PATCH', `/v1/payers/${payerId}`, { defaultAccountId: second });
    const rest = await aRule({ accountId, enabled: true, priority: 20 });
    const byPayer = await aRule({ enabled: true, priority: 10 });
    await during([rest, byPayer], async () => {
      const answer = await company.call('POST', '/v1/documents', {
        documents: [aDocument({ payer }), aDocument(), aDocument({ payer })],
      });
      const sent = answer.body.documents.map(({ remittanceId }: Body) => remittanceId);
      expect(sent[0]).toBe(sent[2]);
      const accounts = await Promise.all(
        sent.map(async (id: string) => (await company.call('GET', `/v1/remittances/${id}`)).body.accountId),
      );
      expect(accounts).toEqual([second, accountId, second]);
    });
  });

  it('never sends a document again: not one that was sent, nor one that is cancelled or was rejected', async () => {
    const rule = await aRule({ accountId, enabled: true });
    await during([rule], async () => {
      const document = aDocument();
      const { id, remittanceId } = await enterOne(document);
      const again = await enterOne({ ...document, amountCents: 16_000 });
      expect([again.result, again.remittanceId]).toEqual(['updated', undefined]);
      await api.sql(
        `update documents set status = 'rejected', last_error = '{"code":"x","field":null,"message":"m","cure":"c"}' where id = $1`,
        [id],
      );
      await api.sql(`update remittance_items set outcome = 'rejected' where document_id = $1`, [id]);
      expect((await enterOne({ ...document, amountCents: 17_000 })).remittanceId).toBeUndefined();
      const items = await api.sql(`select remittance_id from remittance_items where document_id = $1`, [id]);
      expect(items).toEqual([{ remittance_id: remittanceId }]);
    });
  });

  it('sends each document once, however many enter, send by hand and switch the rule at the same time', async () => {
    const ids = await enter(company, ...Array.from({ length: 20 }, () => aDocument()));
    const rule = await aRule({ accountId, enabled: true });
    await during([rule], async () => {
      const rows = ids.map((_, at) => aDocument({ erpId: `corrida-${at}` }));
      await Promise.all([
        ...Array.from({ length: 4 }, () => company.call('POST', '/v1/documents', { documents: rows })),
        ...Array.from({ length: 2 }, (_, at) =>
          company.call('PATCH', `/v1/sending-rules/${rule.id}`, { name: `Regra ${at}` }),
        ),
        company.call('POST', '/v1/remittances', { accountId, filter: {} }),
        company.call('POST', '/v1/remittances', { accountId, documentIds: ids }),
      ]);
      const doubled = await api.sql(
        `select document_id from remittance_items group by document_id having count(*) > 1`,
      );
      expect(doubled).toEqual([]);
      const [{ sent } = { sent: 0 }] = await api.sql<{ sent: number }>(
        `select count(*)::int as sent from documents where erp_id like 'corrida-%' and remittance_id is not null`,
      );
      expect(sent).toBe(20);
    });
  });

  it('enters a document also while the account cannot be used, and sends it later', async () => {
    const rule = await aRule({ accountId, enabled: true });
    await during([rule], async () => {
      await company.call('DELETE', `/v1/accounts/${accountId}`);
      const entered = await enterOne();
      expect([entered.result, entered.remittanceId]).toEqual(['created', undefined]);
      await company.call('PATCH', `/v1/accounts/${accountId}`, { enabled: true });
    });
  });

  it('sends what a file brings, and nothing of a file that is only tried', async () => {
    const rule = await aRule({ accountId, enabled: true });
    await during([rule], async () => {
      const due = inDays(9).split('-').reverse().join('/');
      const text = `Documento;Parcela;Cliente;CPF/CNPJ;Vencimento;Valor\r\nARQ-1;1;João;24971563792;${due};150,00`;
      const file = Buffer.from(text).toString('base64');
      const sent = () => company.call('GET', `/v1/remittances?sendingRuleId=${rule.id}`);
      const tried = await company.call('POST', '/v1/documents/import', { file, dryRun: true });
      expect([tried.body.counts.created, (await sent()).body.data]).toEqual([1, []]);
      await company.call('POST', '/v1/documents/import', { file });
      expect((await sent()).body.data).toMatchObject([{ counts: { total: 1 } }]);
    });
  });

  it('is changed by its version, and sends nothing once it is off', async () => {
    const rule = await aRule({ accountId, enabled: true });
    const path = `/v1/sending-rules/${rule.id}`;
    const stale = await company.call('PATCH', path, { enabled: false }, { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    const changed = await company.call(
      'PATCH',
      path,
      { enabled: false, dueWithinDays: 3 },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({ enabled: false, dueWithinDays: 3, accountId, version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');
    expect((await enterOne({ dueDate: inDays(1) })).remittanceId).toBeUndefined();
    expect((await company.call('PATCH', path, { dueWithinDays: null })).body.dueWithinDays).toBeNull();
    expect((await company.call('DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(412);
    expect((await company.call('DELETE', path)).status).toBe(200);
    expect((await company.call('GET', path)).status).toBe(404);
  });

  it('names only what its company has, in amounts that do not cross', async () => {
    const other = await openCompany(api);
    const theirs = (await openAccount(api, other)).id;
    const body = { name: 'x', accountId: theirs, payerId: theirs, amountFromCents: 2, amountToCents: 1 };
    const refused = await company.call('POST', '/v1/sending-rules', body);
    expect(refused.body.errors.map(({ path, code }: Body) => [path, code])).toEqual([
      ['accountId', 'not_found'],
      ['payerId', 'not_found'],
      ['amountFromCents', 'amounts_cross'],
    ]);
    const rule = await aRule();
    expect((await other.call('GET', `/v1/sending-rules/${rule.id}`)).status).toBe(404);
    await company.call('DELETE', `/v1/sending-rules/${rule.id}`);
  });

  it('is one of a hundred at most, listed in the order in which they decide', async () => {
    const busy = await openCompany(api);
    const create = (priority: number) => busy.call('POST', '/v1/sending-rules', { name: 'x', priority });
    for (let at = 0; at < 100; at++) await create(1_000 - at);
    expect((await create(1)).body.code).toBe('too_many_rules');
    const first = (await busy.call('GET', '/v1/sending-rules?limit=60')).body;
    const rest = (await busy.call('GET', `/v1/sending-rules?limit=60&cursor=${first.nextCursor}`)).body;
    const priorities = [...first.data, ...rest.data].map(({ priority }: Body) => priority);
    expect(priorities).toEqual(Array.from({ length: 100 }, (_, at) => 901 + at));
  });

  it('collects for nobody without the licence', async () => {
    const unlicensed = await openCompany(api, ['boleto']);
    const refused = await unlicensed.call('POST', '/v1/sending-rules', { name: 'x' });
    expect(refused.body.code).toBe('feature_missing');
  });
});
