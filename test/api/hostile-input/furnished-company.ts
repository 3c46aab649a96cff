import {
  type Api,
  aDocument,
  adminKey,
  type Body,
  type Company,
  call,
  enter,
  inDays,
  openAccount,
  openCompany,
} from '../environment.ts';
import { placeDocument } from '../placed-document.ts';

/** A company that has at least two of everything that is listed, so that every list has a second page. */
export async function furnishedCompany(api: Api): Promise<Company> {
  const company = await openCompany(api);
  await openCompany(api);
  const account = await openAccount(api, company);
  await openAccount(api, company);
  const other = aDocument({ payer: { taxId: '52998224725', name: 'Maria Souza' } });
  const [first = '', ...others] = await enter(
    company,
    ...Array.from({ length: 7 }, () => aDocument()),
    other,
  );
  await sendTwice(company, account.id, others);
  await placeDocument(api, company, first, { accountId: account.id });
  await diverge(api, company, account.id, first);
  await company.call('PATCH', `/v1/documents/${first}`, { description: 'Corrigido' });
  await receiveUnidentified(api, company, account.id);
  await returnWithItems(api, company, account.id);
  await readStatements(api, company);
  await openEndpoint(company);
  await openEndpoint(company);
  for (const name of ['uma', 'outra']) await company.call('POST', '/v1/sending-rules', { name });
  for (const name of ['uma', 'outra']) await company.call('POST', '/v1/views', { name });
  return company;
}

async function sendTwice(company: Company, accountId: string, documentIds: string[]): Promise<void> {
  for (const chosen of [documentIds.slice(0, 2), documentIds.slice(2, 4)]) {
    const { status, body } = await company.call('POST', '/v1/remittances', {
      accountId,
      documentIds: chosen,
    });
    if (status !== 202) throw new Error(`A remittance was answered ${status}: ${JSON.stringify(body)}`);
  }
}

async function receiveUnidentified(api: Api, company: Company, accountId: string): Promise<void> {
  for (const chargeId of ['pay_1', 'pay_2']) {
    await api.sql(
      `insert into unidentified_receipts (id, tenant_id, account_id, charge_id, gross_cents, net_cents, paid_on)
       values (gen_random_uuid(), $1, $2, $3, 100, 100, $4)`,
      [company.tenantId, accountId, chargeId, inDays(-1)],
    );
  }
}

/** A document that differs from its charge in two fields. */
async function diverge(api: Api, company: Company, accountId: string, documentId: string): Promise<void> {
  for (const field of ['dueDate', 'description']) {
    await api.sql(
      `insert into divergences (id, tenant_id, account_id, document_id, charge_id, field, ours, theirs)
       values (gen_random_uuid(), $1, $2, $3, 'pay_1', $4, '"2026-12-10"', '"2026-12-20"')`,
      [company.tenantId, accountId, documentId, field],
    );
  }
}

async function returnWithItems(api: Api, company: Company, accountId: string): Promise<void> {
  const period = { accountId, paidFrom: inDays(-5), paidTo: inDays(0) };
  await company.call('POST', '/v1/settlement-returns', period);
  const { body } = await company.call('POST', '/v1/settlement-returns', { ...period, paidFrom: inDays(-9) });
  await api.sql(`update settlement_returns set status = 'ready', loaded_at = now() where id = $1`, [body.id]);
  for (const chargeId of ['pay_3', 'pay_4']) {
    await api.sql(
      `insert into settlement_return_items (return_id, tenant_id, account_id, charge_id, kind, method, gross_cents,
         fee_cents, net_cents, discount_cents, interest_and_fine_cents, paid_on, received_on)
       values ($1, $2, $3, $4, 'unidentified', 'pix', 100, 0, 100, 0, 0, $5, $5)`,
      [body.id, company.tenantId, accountId, chargeId, inDays(-1)],
    );
  }
}

/** Two lines in every account's statement. */
async function readStatements(api: Api, company: Company): Promise<void> {
  await api.sql(
    `insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents,
       balance_cents, description)
     select tenant_id, id, line, $2, 'other', 'OTHER', 100, 100, 'x' from accounts, unnest(array['1', '2']) as line
     where tenant_id = $1`,
    [company.tenantId, inDays(-1)],
  );
}

/** An endpoint of the ERP with two deliveries. */
async function openEndpoint(company: Company): Promise<string> {
  const url = 'https://erp.example/events';
  const { body } = await company.call('POST', '/v1/webhook-endpoints', { url });
  for (let test = 0; test < 2; test++) await company.call('POST', `/v1/webhook-endpoints/${body.id}/test`);
  return body.id;
}

/** Ids of what is there: by the path that begins with `/v1/<noun>/{id}`, and by the field of a body that names it. */
export async function knownIds(api: Api, company: Company) {
  const listed = async (noun: string): Promise<Body[]> =>
    (await company.call('GET', `/v1/${noun}`)).body.data;
  const ids: Record<string, string> = {};
  for (const noun of [
    'documents',
    'payers',
    'remittances',
    'settlement-returns',
    'unidentified-receipts',
    'divergences',
    'webhook-endpoints',
    'sending-rules',
    'views',
  ]) {
    ids[noun] = (await listed(noun))[0].id;
  }
  // What is changed is not what the other calls need: a licence taken away would keep them from getting anywhere.
  const [account, other] = await listed('accounts');
  ids.accounts = other.id;
  ids.tenants = (await openCompany(api)).tenantId;
  ids['api-keys'] = await spareKey(api, company);
  ids.users = await somebody(api, company);
  const toRemove: Record<string, string> = {
    'webhook-endpoints': await openEndpoint(company),
    'sending-rules': (await company.call('POST', '/v1/sending-rules', { name: 'a remover' })).body.id,
    views: (await company.call('POST', '/v1/views', { name: 'a remover' })).body.id,
  };
  const fields: Body = {
    accountId: account.id,
    defaultAccountId: account.id,
    payerId: ids.payers,
    documentId: ids.documents,
    documentIds: [ids.documents],
    digit: '7',
    paidFrom: inDays(-5),
    paidTo: inDays(0),
    paidOn: inDays(0),
  };
  return {
    /** By the first segment of the path below `/v1`; what is removed is not what other calls need. */
    ofPath: ({ method, path }: { method: string; path: string }) => {
      const noun = path.split('/')[2] ?? '';
      const removed = method === 'DELETE' ? toRemove[noun] : undefined;
      return removed ?? ids[noun] ?? 'x'.repeat(32);
    },
    ofField: (field: string): unknown => fields[field],
  };
}

async function spareKey(api: Api, company: Company): Promise<string> {
  const path = `/v1/tenants/${company.tenantId}/api-keys`;
  return (await call(api, adminKey, 'POST', path, { name: 'a mais', role: 'viewer' })).body.id;
}

/** A person who may sign in. */
async function somebody(api: Api, company: Company): Promise<string> {
  const person = {
    login: 'bia@empresa.example',
    name: 'Bia',
    role: 'viewer',
    password: 'uma senha comprida',
  };
  return (await call(api, adminKey, 'POST', `/v1/tenants/${company.tenantId}/users`, person)).body.id;
}
