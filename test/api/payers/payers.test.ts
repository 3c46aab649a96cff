import { describe, expect, it } from 'vitest';
import { aDocument, enter, openAccount, openCompany } from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();

async function aPayer(taxId: string): Promise<string> {
  await enter(company, aDocument({ payer: { taxId, name: 'Maria Souza' } }));
  const { body } = await company.call('GET', `/v1/payers?taxId=${taxId}`);
  expect(body.data).toHaveLength(1);
  return body.data[0].id;
}

describe('a payer', () => {
  it('gets a default account, and loses it again', async () => {
    const id = await aPayer('52998224725');
    const given = await company.call('PATCH', `/v1/payers/${id}`, { defaultAccountId: accountId });
    expect([given.status, given.body.defaultAccountId]).toEqual([200, accountId]);
    expect((await company.call('GET', `/v1/payers?defaultAccountId=${accountId}`)).body.data).toEqual([
      given.body,
    ]);
    const taken = await company.call('PATCH', `/v1/payers/${id}`, { defaultAccountId: null });
    expect(taken.body.defaultAccountId).toBeNull();
    expect((await company.call('GET', `/v1/payers/${id}`)).body).toEqual(taken.body);
    const { body } = await company.call('GET', `/v1/audit?kind=payer&resourceId=${id}`);
    expect(body.data.map(({ before, after }: { before: object; after: object }) => [before, after])).toEqual([
      [{ defaultAccountId: accountId }, { defaultAccountId: null }],
      [{ defaultAccountId: null }, { defaultAccountId: accountId }],
    ]);
  });

  it('keeps its default account when a document brings new data', async () => {
    const id = await aPayer('11144477735');
    await company.call('PATCH', `/v1/payers/${id}`, { defaultAccountId: accountId });
    const payer = { taxId: '11144477735', name: 'Maria de Souza', notify: true };
    await enter(company, aDocument({ payer }));
    const { body } = await company.call('GET', `/v1/payers/${id}`);
    expect(body).toMatchObject({ name: 'Maria de Souza', notify: true, defaultAccountId: accountId });
  });

  it('leaves a change of its notices in the audit, with the ERP that made it', async () => {
    const id = await aPayer('39053344705');
    const notify = async (value: boolean | null) =>
      enter(company, aDocument({ payer: { taxId: '39053344705', name: 'Maria Souza', notify: value } }));
    await notify(true);
    await notify(true);
    await notify(null);
    const { body } = await company.call('GET', `/v1/audit?kind=payer&resourceId=${id}`);
    expect(body.data).toMatchObject([
      { actor: 'erp:teste', action: 'payer.changed', before: { notify: true }, after: { notify: null } },
      { actor: 'erp:teste', action: 'payer.changed', before: { notify: null }, after: { notify: true } },
    ]);
  });

  it('is found by a part of its name or by the beginning of its tax id, and by no other company', async () => {
    await enter(
      company,
      aDocument({ payer: { taxId: '11444777000161', name: 'Padaria São João' } }),
      aDocument({ payer: { taxId: '11222333000181', name: 'Açougue' } }),
    );
    const found = async (q: string, by = company) => {
      const { body } = await by.call('GET', `/v1/payers?q=${encodeURIComponent(q)}`);
      return body.data.map(({ name }: { name: string }) => name);
    };
    expect(await found('sao jo')).toEqual(['Padaria São João']);
    expect(await found('11.444.777')).toEqual(['Padaria São João']);
    expect([await found('pa'), await found('jo')]).toEqual([['Padaria São João'], []]);
    expect(await found('padaria', await openCompany(api))).toEqual([]);
  });

  it('takes no account of another company, and belongs to no other', async () => {
    const id = await aPayer('24971563792');
    const other = await openCompany(api);
    const theirs = (await openAccount(api, other)).id;
    const refused = await company.call('PATCH', `/v1/payers/${id}`, { defaultAccountId: theirs });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'defaultAccountId']);
    expect((await other.call('GET', `/v1/payers/${id}`)).status).toBe(404);
    expect((await other.call('PATCH', `/v1/payers/${id}`, { defaultAccountId: null })).status).toBe(404);
    expect((await other.call('GET', '/v1/payers')).body.data).toEqual([]);
  });
});
