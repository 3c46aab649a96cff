import { afterAll, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { type Answer, aDocument, Company, call, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { untilFirstReconciled } from '../environment/reconcile.ts';

interface AccountAnswer {
  id: string;
  keyStatus: string;
  keyRefusedAt: string | null;
  keyCure: string | null;
  webhook: { status: string; cause: string | null; since: string; checkedAt: string | null };
}

/** One company's account and the account behind it, which a test may trouble as its owner at Asaas could. */
async function atAsaas(company: Company) {
  const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaasId}/keys`);
  const send = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${product.simulatorUrl}/v3/webhooks${path}`, {
      method,
      headers: { access_token: apiKey, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { data: { id: string; interrupted: boolean; enabled: boolean }[] };
  };
  const only = async () => {
    const { data } = await send('GET', '');
    expect(data).toHaveLength(1);
    return data[0] ?? { id: '', interrupted: false, enabled: false };
  };
  return { send, only };
}

const accountOf = async (company: Company): Promise<AccountAnswer> =>
  (await company.call<AccountAnswer>('GET', `/v1/accounts/${company.accountId}`)).body;

const told = async (company: Company, type: string) =>
  (await company.events()).filter((event) => event.type === type);

describe('a webhook in trouble', () => {
  it('that was paused after fifteen failures is mended and resumed by itself, and the ERP told once', async () => {
    const company = await Company.open();
    const { send, only } = await atAsaas(company);
    await control('PUT', `/settings?account=${company.asaasId}`, { retryDelayScale: 0.000_01 });
    const { id, chargeId } = await company.register();
    // A token that is not ours: our door answers 401 to whatever comes with it.
    await send('PUT', `/${(await only()).id}`, { authToken: 'nobody-here-has-ever-known-this-token-9x' });
    await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });

    await company.untilStatus(id, 'settled');
    const [event, ...others] = await until('the ERP to be told', async () => {
      const events = await told(company, 'account.webhook_interrupted');
      return events.length > 0 && events;
    });
    expect(others).toEqual([]);
    expect(event?.data).toMatchObject({ accountId: company.accountId });
    expect(event?.data.cause).toContain('parou a fila');
    expect(event?.data.since).toMatch(/Z$/);
    expect(await only()).toMatchObject({ interrupted: false, enabled: true });
    // The account says so after the repair, and the simulator notes a delivery after it was answered.
    const { webhook } = await until('the account to say so', async () => {
      const account = await accountOf(company);
      return account.webhook.status === 'active' && account;
    });
    expect(webhook.cause).toBeNull();
    const webhooks = await until('everything to be delivered', async () => {
      const { webhooks } = await company.book();
      return webhooks.every((delivery) => delivery.delivered) && webhooks;
    });
    const refused = webhooks.flatMap((delivery) => delivery.attempts).filter(({ status }) => status === 401);
    expect(refused.length).toBeGreaterThanOrEqual(15);
    expect(await told(company, 'document.settled')).toHaveLength(1);
  });

  it('that was switched off, or removed, at Asaas is ours again by the next check', async () => {
    const company = await Company.open();
    const { send, only } = await atAsaas(company);
    const { id } = await only();
    await send('PUT', `/${id}`, { enabled: false });
    await until('the webhook to be switched on', async () => (await only()).enabled);
    await send('DELETE', `/${id}`);
    const made = await until('the webhook to be made anew', async () => (await send('GET', '')).data[0]);
    expect(made.id).not.toBe(id);
    const { webhook } = await until('the account to say so', async () => {
      const account = await accountOf(company);
      return account.webhook.status === 'active' && account;
    });
    expect(webhook.checkedAt).not.toBeNull();
  });
});

describe('an account that was switched off and on again', () => {
  it('has settled what was paid meanwhile, though no webhook told of it', async () => {
    const company = await Company.open();
    const { id, chargeId } = await company.register();
    await untilFirstReconciled(company);
    const account = `/v1/accounts/${company.accountId}`;
    await control('POST', `/webhooks/pause?account=${company.asaasId}`);
    expect((await company.call('DELETE', account)).status).toBe(200);
    await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    expect((await company.call('PATCH', account, { enabled: true })).status).toBe(200);

    await company.untilStatus(id, 'settled');
    const { webhooks } = await company.book();
    expect(webhooks.filter((delivery) => delivery.event === 'PAYMENT_RECEIVED')).toMatchObject([
      { delivered: false },
    ]);
    await control('POST', `/webhooks/resume?account=${company.asaasId}`);
    await until('the late news to come', async () =>
      (await company.book()).webhooks.every((delivery) => delivery.delivered),
    );
    expect(await told(company, 'document.settled')).toHaveLength(1);
    expect((await company.document(id)).status).toBe('settled');
  });
});

interface CallCounts {
  callsByStatus: Record<string, { total: number; ok: number; refused: number; failed: number }>;
}

/** A second account of the same company, at Asaas and here. */
async function addAccount(company: Company): Promise<{ id: string; asaasId: string }> {
  const asaas = await control<Record<string, string>>('POST', '/accounts', {});
  const { status, body } = await company.call<AccountAnswer>('POST', '/v1/accounts', {
    bankCode: '461',
    name: 'Outra conta',
    agency: asaas.agency,
    number: asaas.account,
    digit: asaas.accountDigit,
    environment: 'sandbox',
    apiKey: asaas.apiKey,
  });
  expect(status).toBe(201);
  return { id: body.id, asaasId: asaas.id ?? '' };
}

async function sendThrough(company: Company, accountId: string, documentIds: string[]): Promise<void> {
  const { status } = await company.call('POST', '/v1/remittances', { accountId, documentIds });
  expect(status).toBe(202);
}

const timelineOf = async (company: Company, id: string) => {
  const { body }: Answer<{ data: { what: string }[] }> = await company.call(
    'GET',
    `/v1/documents/${id}/timeline`,
  );
  return body.data.map((entry) => entry.what);
};

describe('a key revoked in the middle of a remittance', () => {
  afterAll(() => control('DELETE', '/faults'));

  it('stops its own account, asks once, and a new key finishes the work with the documents untouched', async () => {
    const company = await Company.open();
    const neighbour = await addAccount(company);
    const [stopped, unhurt] = await Promise.all(
      [0, 1].map(() => company.record(Array.from({ length: 40 }, () => aDocument()))),
    );
    if (!stopped || !unhurt) throw new Error('No documents');
    // Slow enough that the key dies in the middle of the work.
    const rules = [{ method: 'POST', path: '/v3/payments', delayAnswerMs: 700 }];
    await control('PUT', '/faults', { rules });
    await Promise.all([
      sendThrough(company, company.accountId, stopped),
      sendThrough(company, neighbour.id, unhurt),
    ]);
    const charged = async () => (await company.book()).charges.length;
    await until('some charges', async () => (await charged()) >= 10);
    expectTrouble({
      part: 'worker',
      line: /Asaas refused the key of an account/,
      why: 'The key is revoked in the middle of the work.',
    });
    await control('POST', `/accounts/${company.asaasId}/keys/revoke`, {});
    await control('DELETE', '/faults');

    const refusedAccount = await until('the account to be stopped', async () => {
      const account = await accountOf(company);
      return account.keyStatus === 'refused' && account;
    });
    expect(refusedAccount.keyRefusedAt).not.toBeNull();
    expect(refusedAccount.keyCure).toContain('Gere uma nova');
    for (const id of unhurt) await company.untilStatus(id, 'registered');
    const before = await charged();
    expect(before).toBeLessThan(40);
    const { callsByStatus } = await control<CallCounts>('GET', `/book?account=${company.asaasId}`);
    const deadCalls = Object.values(callsByStatus).reduce((sum, { refused }) => sum + refused, 0);
    // Those that were under way when the first was refused; twenty run side by side, ten of them here.
    expect(deadCalls).toBeLessThanOrEqual(6);
    expect(await told(company, 'account.key_refused')).toHaveLength(1);

    const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaasId}/keys`);
    const renewed = await company.call('PATCH', `/v1/accounts/${company.accountId}`, { apiKey });
    expect(renewed.body).toMatchObject({ keyStatus: 'accepted', keyRefusedAt: null, keyCure: null });
    for (const id of stopped) await company.untilStatus(id, 'registered');
    const { charges } = await company.book();
    expect(charges.filter((charge) => charge.live)).toHaveLength(40);
    expect(charges).toHaveLength(40);
    expect(await told(company, 'account.key_refused')).toHaveLength(1);
    const plain = await timelineOf(company, unhurt[0] ?? '');
    for (const id of stopped) {
      expect(await timelineOf(company, id)).toEqual(plain);
      expect(await company.document(id)).toMatchObject({ version: 1, syncedVersion: 1, flags: {} });
    }
    const foreign = await call(company.key, 'GET', `/v1/accounts/${neighbour.id}`);
    expect(foreign.body).toMatchObject({ keyStatus: 'accepted' });
  }, 180_000);
});
