import { describe, expect, it } from 'vitest';
import { asaasAccount, control } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const portuguese = { 'accept-language': 'pt-BR' };

const settle = (asaasId: string, pixKeys: number) =>
  control(api, 'PUT', `/settings?account=${asaasId}`, { pixKeys });

describe('an account’s Pix', () => {
  it('is ready where Asaas has an active key, and nothing is said of it', async () => {
    const { entry } = await asaasAccount(api);
    const { body } = await company.call('POST', '/v1/accounts', entry, portuguese);
    expect(body.pix).toEqual({ ready: true, words: null, cure: null });
  });

  it('that has no key is told when the account is connected, with the cure, until it is verified', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    await settle(asaasId, 0);
    const { body } = await company.call('POST', '/v1/accounts', entry, portuguese);
    expect(body.pix.ready).toBe(false);
    expect(body.pix.words).toContain('vale só até as 23:59');
    expect(body.pix.cure).toContain('Cadastre uma chave Pix');
    await settle(asaasId, 1);
    const path = `/v1/accounts/${body.id}`;
    expect((await company.call('GET', path)).body.pix.ready).toBe(false);
    expect((await company.call('POST', `${path}/verify`)).body.pix.ready).toBe(true);
  });

  it.each([
    ['a key that may not ask', { html403: 'empty' }],
    ['an Asaas that does not say', { status500BeforeCommit: true }],
  ])('is not known through %s; the account is connected all the same', async (_, fault) => {
    const { asaasId, entry } = await asaasAccount(api);
    const rule = { path: '/v3/pix/addressKeys', accountId: asaasId, ...fault };
    await control(api, 'PUT', '/faults', { rules: [rule] });
    const { status, body } = await company.call('POST', '/v1/accounts', entry, portuguese);
    await control(api, 'PUT', '/faults', { rules: [] });
    expect([status, body.pix.ready]).toEqual([201, null]);
    expect(body.pix.words).toContain('Não se sabe');
    const { body: verified } = await company.call('POST', `/v1/accounts/${body.id}/verify`);
    expect(verified.pix.ready).toBe(true);
  });
});
