import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { holdCauses } from '../../../domain/hold.ts';
import {
  aDocument,
  asaasAccount,
  type Body,
  type Company,
  control,
  enter,
  inDays,
  openAccount,
  openCompany,
} from '../environment.ts';
import { ownCompany } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api } = await ownCompany();

let company: Company;
let accountId: string;

const problems = async (of: Company, query = '', language = 'en') =>
  (await of.call('GET', `/v1/problems${query}`, undefined, { 'accept-language': language })).body
    .data as Body[];
const find = (all: Body[], code: string) => all.find((each) => each.code === code);

/** A document that stands so, with these columns behind the API's back. */
async function place(status: string, columns: Record<string, unknown> = {}): Promise<string> {
  const [id = ''] = await enter(company, aDocument({ amountCents: 1_000 }));
  await placeDocument(api, company, id, { accountId, status });
  for (const [column, value] of Object.entries(columns))
    await api.sql(`update documents set ${column} = $2 where id = $1`, [id, value]);
  return id;
}

async function hold(cause: string): Promise<void> {
  const id = await place('registered');
  await api.sql(
    `update documents set hold = $2, hold_work = 'amend', hold_since = now(), hold_account_id = $3, hold_tries = 1
     where id = $1`,
    [id, cause, accountId],
  );
}

const keepReceipt = (cents: number, assigned: string | null = null) =>
  api.sql(
    `insert into unidentified_receipts (id, tenant_id, account_id, charge_id, gross_cents, net_cents, paid_on,
       assigned_document_id, assigned_at)
     values ($1, $2, $3, $4, $5, $5, $6, $7, case when $7::uuid is null then null else now() end)`,
    [randomUUID(), company.tenantId, accountId, randomUUID(), cents, inDays(0), assigned],
  );

beforeAll(async () => {
  company = await openCompany(api);
  accountId = (await openAccount(api, company)).id;
});

describe('the inbox', () => {
  it('is empty while nothing waits', async () => {
    expect(await problems(company)).toEqual([]);
  });

  it('counts what each of its links lists, and says what to do in both languages', async () => {
    await place('uncertain');
    await place('uncertain');
    const settled = await place('settled', {
      flags: JSON.stringify({ paid_twice: { reason: 'Segundo pagamento.', at: new Date().toISOString() } }),
    });
    await hold('daily_limit');
    await hold('daily_limit');
    await hold('key_refused');
    for (const cents of [3_000, 4_000])
      await api.sql(
        `insert into divergences (id, tenant_id, account_id, document_id, charge_id, field, ours, theirs)
         values ($1, $2, $3, $4, $5, 'amountCents', '1000', $6)`,
        [randomUUID(), company.tenantId, accountId, settled, `pay_${cents}`, cents],
      );
    await keepReceipt(700);
    await keepReceipt(50);
    await keepReceipt(1, settled);
    const all = await problems(company);
    expect(all.map(({ kind, code, of, count, amountCents }) => [kind, code, of, count, amountCents])).toEqual(
      [
        ['flag', 'paid_twice', 'documents', 1, 1_000],
        ['uncertain', 'uncertain', 'documents', 2, 2_000],
        ['hold', 'daily_limit', 'documents', 2, 2_000],
        ['hold', 'key_refused', 'documents', 1, 1_000],
        ['divergence', 'amountCents', 'divergences', 2, 2_000],
        ['receipt', 'receipt_unidentified', 'receipts', 2, 750],
      ],
    );
    for (const { link, count } of all) {
      const { status, body } = await company.call('GET', link);
      expect([status, body.data.length]).toEqual([200, count]);
    }
    expect(find(all, 'daily_limit')?.cure).toContain('ask Asaas for a higher limit');
    expect(find(all, 'uncertain')?.cure).toBeNull();
    const emPortugues = await problems(company, '', 'pt-BR');
    expect(find(emPortugues, 'daily_limit')).toMatchObject({
      words: 'O limite diário de criação de cobranças da conta no Asaas foi atingido.',
      cure: expect.stringContaining('peça um limite maior'),
    });
    expect(find(emPortugues, 'amountCents')?.words).toBe('O valor difere no Asaas.');
    expect(find(emPortugues, 'paid_twice')).toMatchObject({
      words: 'Pago em duplicidade.',
      message: 'Segundo pagamento.',
      cure: expect.stringContaining('devolva um dos pagamentos'),
    });
  });

  it.each(holdCauses)('has words for the hold %s in both languages', async (cause) => {
    await hold(cause);
    const english = find(await problems(company), cause);
    const portuguese = find(await problems(company, '', 'pt-BR'), cause);
    expect(english?.words).not.toBe(portuguese?.words);
    expect(english?.cure === null).toBe(portuguese?.cure === null);
  });

  it('is narrowed by account and remittance, and is nobody else’s', async () => {
    const other = (await openAccount(api, company)).id;
    expect(await problems(company, `?accountId=${other}`)).toEqual([]);
    expect(await problems(company, `?remittanceId=${randomUUID()}`)).toEqual([]);
    const [first] = await problems(company, `?accountId=${accountId}`);
    expect(first?.code).toBe('paid_twice');
    expect(await problems(await openCompany(api))).toEqual([]);
  });

  it('begins with what is wrong with accounts', async () => {
    const own = await openCompany(api);
    const { asaasId, entry } = await asaasAccount(api);
    await control(api, 'PUT', `/settings?account=${asaasId}`, { pixKeys: 0 });
    const { body: account } = await own.call('POST', '/v1/accounts', entry);
    const set = (change: string) => api.sql(`update accounts set ${change} where id = $1`, [account.id]);
    const codes = async () => (await problems(own)).map(({ code }) => code);
    expect(await codes()).toEqual(['pix_missing']);
    await set(`expiring_key_id = 'x', expiring_key_told_at = now()`);
    await set(`webhook_status = 'interrupted'`);
    await set(`key_status = 'refused', key_refused_at = now()`);
    expect(await codes()).toEqual(['key_refused', 'key_expiring', 'webhook_stopped', 'pix_missing']);
    const [refused] = await problems(own);
    expect(refused).toMatchObject({ kind: 'account', of: 'accounts', count: 1, amountCents: 0 });
    expect((await own.call('GET', refused?.link)).body.keyStatus).toBe('refused');
    await set(`webhook_status = 'manual'`);
    expect(await codes()).toContain('webhook_manual');
    await api.sql(
      `insert into provider_events (id, tenant_id, account_id, event_id, body, fate)
       values ($1, $2, $3, 'evt', '', 'noted')`,
      [randomUUID(), own.tenantId, account.id],
    );
    expect(await codes()).not.toContain('webhook_manual');
    await set('disabled_at = now()');
    expect(await codes()).toEqual([]);
  });

  it('ends with what is not delivered', async () => {
    const own = await openCompany(api);
    await api.sql(
      `insert into messages (id, tenant_id, workflow_type, workflow_id, signal, seq, subject, attempts, last_error, parked_at)
       values ($1, $2, 'accountCare', $3, 'keyChanged', 1, '{"summary": "Conta"}', 1, 'refused', now())`,
      [randomUUID(), own.tenantId, `account/${own.tenantId}/x`],
    );
    const { body } = await own.call('POST', '/v1/webhook-endpoints', { url: 'https://erp.example/x' });
    await api.sql(`update webhook_endpoints set status = 'parked', reason = '410' where id = $1`, [body.id]);
    const all = await problems(own);
    expect(all.map(({ code, of, count }) => [code, of, count])).toEqual([
      ['message_parked', 'messages', 1],
      ['endpoint_parked', 'endpoints', 1],
    ]);
    for (const { link } of all) expect((await own.call('GET', link)).body.data).toHaveLength(1);
  });
});

describe('the list of documents', () => {
  it('finds those of one hold, and those of one refusal', async () => {
    const error = { code: 'invalid_dueDate', field: 'dueDate', message: 'x', cure: 'y' };
    const id = await place('rejected', { last_error: JSON.stringify(error) });
    const { body } = await company.call('GET', '/v1/documents?status=rejected&errorCode=invalid_dueDate');
    expect(body.data.map((each: Body) => each.id)).toEqual([id]);
    expect((await company.call('GET', '/v1/documents?errorCode=invalid_value')).body.data).toEqual([]);
    const held = await company.call('GET', '/v1/documents?hold=payer_uncertain');
    expect(held.body.data).toMatchObject([{ hold: { cause: 'payer_uncertain' } }]);
    expect((await company.call('GET', '/v1/documents?hold=tired')).status).toBe(400);
  });
});
