import { describe, expect, it } from 'vitest';
import { charges, ids } from '../../../api/documentation/examples/example.ts';
import { chargedDocument } from '../charged-document.ts';
import { aDocument, adminKey, asaasAccount, type Body, call, enter, inDays } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

/** What the OpenAPI file shows is what the API takes and answers. */
const { document } = api.judge as unknown as { document: Body };
const operations: Body[] = Object.entries<Body>(document.paths).flatMap(([path, methods]) =>
  Object.entries<Body>(methods).map(([method, operation]) => ({ method, path, ...operation })),
);
const bodyOf = ({ requestBody }: Body) => requestBody?.content['application/json'];
const answersOf = ({ responses }: Body): [string, Body][] =>
  Object.entries<Body>(responses).flatMap(([status, { content = {} }]) =>
    Object.entries<Body>(content)
      .filter(([type]) => status.startsWith('2') && !/pdf|zip|ofx|sheet/.test(type))
      .map(([, media]): [string, Body] => [status, media]),
  );

describe('the examples of the OpenAPI file', () => {
  it('are there for every body and every answer', () => {
    const without = operations.flatMap((operation) => [
      ...(bodyOf(operation) && bodyOf(operation).example === undefined
        ? [`${operation.operationId} body`]
        : []),
      ...answersOf(operation)
        .filter(([, media]) => media.example === undefined)
        .map(([status]) => `${operation.operationId} ${status}`),
    ]);
    expect(without).toEqual([]);
  });

  it('fit their schemas', () => {
    const unfit = operations.flatMap((operation) =>
      [...(bodyOf(operation) ? [['body', bodyOf(operation)]] : []), ...answersOf(operation)]
        .map(([what, { schema, example }]) => [
          operation.operationId,
          what,
          api.judge.faultsOf(schema, example)?.slice(0, 300) ?? null,
        ])
        .filter(([, , faults]) => faults !== null),
    );
    expect(unfit).toEqual([]);
  });

  it('name each problem with its cure, nothing left to fill in', () => {
    for (const [code, { value }] of Object.entries<Body>(document.components.examples)) {
      expect([value.code, api.judge.faultsOf({ $ref: '#/components/schemas/Problem' }, value)]).toEqual([
        code,
        null,
      ]);
      expect(value.detail).not.toMatch(/[{}]/);
    }
  });

  it('add up wherever they speak of money', () => {
    let looked = 0;
    const visit = (value: Body) => {
      if (typeof value !== 'object' || value === null) return;
      const { grossCents, feeCents, netCents } = value;
      if (grossCents !== undefined && feeCents !== undefined) {
        looked += 1;
        expect(netCents).toBe(grossCents - feeCents);
      }
      Object.values(value).forEach(visit);
    };
    for (const operation of operations) for (const [, media] of answersOf(operation)) visit(media.example);
    expect(looked).toBeGreaterThan(10);
  });
});

/** What must be there before an operation can be done as its example says. Returns the id that its path names. */
type Furnish = () => Promise<string | undefined>;

const today = '2030-12-09';

/** The ids of this test's company in the place of the example's. */
const known = new Map<string, string>([
  [ids.account, accountId],
  [ids.tenant, company.tenantId],
]);

/** The example with what only this test can know: its ids, its days, and the account that its Asaas made. */
function ofThisTest(example: unknown): Body {
  let text = JSON.stringify(example);
  for (const [theirs, ours] of known) text = text.replaceAll(JSON.stringify(theirs).slice(1, -1), ours);
  const dayMs = 86_400_000;
  return JSON.parse(
    text.replace(/2030-\d\d-\d\d/g, (date) => inDays((Date.parse(date) - Date.parse(today)) / dayMs)),
  );
}

async function aDocumentAt(status: string, erpId = crypto.randomUUID() as string): Promise<string> {
  const [id = ''] = await enter(company, aDocument({ erpId }));
  if (status !== 'pending') await placeDocument(api, company, id, { accountId, status });
  return id;
}

async function aRemittance(outcome: string | null): Promise<string> {
  const documentId = await aDocumentAt('pending', 'CR-1');
  const { body } = await company.call('POST', '/v1/remittances', { accountId, documentIds: [documentId] });
  if (outcome !== null) {
    await api.sql(`update documents set status = $2, last_error = $3 where id = $1`, [
      documentId,
      outcome,
      error,
    ]);
    await api.sql(
      `update remittance_items set outcome = $2, error = $3, handed_at = now() where document_id = $1`,
      [documentId, outcome, error],
    );
  }
  return body.id;
}

const error = JSON.stringify({ code: 'invalid_mobilePhone', field: null, message: 'm', cure: 'c' });

async function aReturn(): Promise<string> {
  const period = { accountId, paidFrom: inDays(-5), paidTo: inDays(0) };
  const { body } = await company.call('POST', '/v1/settlement-returns', period);
  await api.sql(`update settlement_returns set status = 'ready', loaded_at = now() where id = $1`, [body.id]);
  await api.sql(
    `insert into settlement_return_items (return_id, tenant_id, account_id, charge_id, kind, method, gross_cents,
       fee_cents, net_cents, discount_cents, interest_and_fine_cents, paid_on, received_on)
     values ($1, $2, $3, $4, 'unidentified', 'pix', 134556, 199, 134357, 0, 0, $5, $5)`,
    [body.id, company.tenantId, accountId, charges.document, inDays(-1)],
  );
  return body.id;
}

async function aReceipt(): Promise<string> {
  const [documentId = ''] = await enter(company, aDocument({ erpId: 'CR-2' }));
  await placeDocument(api, company, documentId, { accountId });
  const [row] = await api.sql<{ id: string }>(
    `insert into unidentified_receipts (id, tenant_id, account_id, charge_id, gross_cents, net_cents, paid_on)
     values (gen_random_uuid(), $1, $2, $3, 100, 100, $4) returning id`,
    [company.tenantId, accountId, charges.unknown, inDays(0)],
  );
  return row?.id ?? '';
}

async function aCashReceipt(): Promise<string> {
  const id = await aDocumentAt('settled');
  await api.sql(
    `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents, net_cents, paid_on, source)
     select gen_random_uuid(), tenant_id, account_id, id, charge_id, 'cash/1', 15000, 0, 15000, due_date, 'person'
     from documents where id = $1`,
    [id],
  );
  return id;
}

async function aDivergence(): Promise<string> {
  const documentId = await aDocumentAt('registered');
  const [row] = await api.sql<{ id: string }>(
    `insert into divergences (id, tenant_id, account_id, document_id, charge_id, field, ours, theirs)
     select gen_random_uuid(), tenant_id, account_id, id, charge_id, 'dueDate', to_jsonb(due_date), to_jsonb(due_date + 9)
     from documents where id = $1 returning id`,
    [documentId],
  );
  return row?.id ?? '';
}

async function anEndpoint(): Promise<string> {
  return (await company.call('POST', '/v1/webhook-endpoints', { url: 'https://erp.example/x' })).body.id;
}

async function aUser(): Promise<string> {
  const person = {
    login: 'ana@araucaria.example',
    name: 'Ana',
    role: 'viewer',
    password: 'correta bateria grampo',
  };
  const path = `/v1/tenants/${company.tenantId}/users`;
  const { body } = await call(api, adminKey, 'POST', path, person);
  return body.id ?? (await call(api, adminKey, 'GET', path)).body.data[0].id;
}

/** What nobody knows before the test, in the place of the example's. */
const ownToThisTest: Record<string, object> = {};

async function anotherAccountOfAsaas(): Promise<undefined> {
  const { agency, number, digit, apiKey } = (await asaasAccount(api)).entry;
  ownToThisTest.createAccount = { agency, number, digit, apiKey };
}

/** Without documents, so nothing keeps him or her. */
async function aForgottenPayer(): Promise<string> {
  const [row] = await api.sql<{ id: string }>(
    `insert into payers (id, tenant_id, tax_id, name) values (gen_random_uuid(), $1, '10433218100', 'Maria') returning id`,
    [company.tenantId],
  );
  const id = row?.id ?? '';
  const { confirmation } = (await company.call('GET', `/v1/payers/${id}/erasure`)).body;
  ownToThisTest.erasePayer = { confirmation };
  return id;
}

/** The simulator is paid for charges that it has. */
async function aChargedDocument(): Promise<undefined> {
  const { documentId } = await chargedDocument(api, company, accountId);
  ownToThisTest.simulatePayment = { documentId };
}

const ofTenant: Furnish = async () => company.tenantId;

const furnish: Record<string, Furnish> = {
  changeTenant: ofTenant,
  createApiKey: ofTenant,
  createUser: ofTenant,
  changeUser: aUser,
  signIn: async () => void (await aUser()),
  createAccount: anotherAccountOfAsaas,
  changeAccount: async () => accountId,
  putAccountNotices: async () => accountId,
  changePayer: async () =>
    (await company.call('GET', `/v1/documents/${await aDocumentAt('pending')}`)).body.payer.id,
  findPayer: async () =>
    void (await enter(company, aDocument({ payer: { taxId: '11222333000181', name: 'Padaria' } }))),
  erasePayer: aForgottenPayer,
  amendDocument: () => aDocumentAt('registered'),
  retransmitDocument: async () => {
    const remittanceId = await aRemittance('rejected');
    const { body } = await company.call('GET', `/v1/remittances/${remittanceId}/items`);
    return body.data[0].documentId;
  },
  cancelDocument: () => aDocumentAt('registered'),
  receiveDocumentInCash: () => aDocumentAt('registered'),
  undoCashReceipt: aCashReceipt,
  retransmitRemittance: () => aRemittance('rejected'),
  cancelRemittance: () => aRemittance(null),
  processSettlementReturn: aReturn,
  assignUnidentifiedReceipt: aReceipt,
  resolveDivergence: aDivergence,
  simulatePayment: aChargedDocument,
  changeSendingRule: async () => (await company.call('POST', '/v1/sending-rules', { name: 'x' })).body.id,
  changeView: async () => (await company.call('POST', '/v1/views', { name: 'x' })).body.id,
  changeWebhookEndpoint: anEndpoint,
  replayEvents: anEndpoint,
};

describe('the example of a body', () => {
  // Each begins with no document, so that the ERP's ids of the examples are free.
  const withBody = operations.filter((operation) => bodyOf(operation) && operation['x-roles']);

  it.each(withBody.map((operation) => [operation.operationId, operation] as const))(
    'of %s is taken by the API as it stands',
    async (operationId, { method, path, responses, 'x-roles': roles, requestBody }) => {
      await api.sql(`update documents set erp_id = id::text`);
      if (['sendRemittance', 'previewRemittance'].includes(operationId))
        for (const erpId of ['CR-1', 'CR-2']) await aDocumentAt('pending', erpId);
      const id = await furnish[operationId]?.();
      const key = roles.includes('admin') ? adminKey : company.key;
      const example = ofThisTest(requestBody.content['application/json'].example);
      const body = { ...example, ...ownToThisTest[operationId] };
      const answer = await call(api, key, method.toUpperCase(), path.replace('{id}', id ?? ''), body);
      const success = Object.keys(responses).find((status) => status.startsWith('2'));
      expect([answer.status, answer.body.errors ?? answer.body.code]).toEqual([Number(success), undefined]);
    },
  );
});
