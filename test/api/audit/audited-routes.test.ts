import { describe, expect, it } from 'vitest';
import { routes } from '../../../api/routes.ts';
import { aDocument, adminKey, asaasAccount, type Body, call, enter } from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();

/**
 * The routes that change something and are no configuration. What is done to documents and to money is on timelines, in
 * the ledger and in the feed; a view is what somebody looks at; the last ones only ask again for what was decided before.
 */
const notConfiguration = new Set([
  'enterDocuments',
  'importDocuments',
  'amendDocument',
  'retransmitDocument',
  'cancelDocument',
  'receiveDocumentInCash',
  'undoCashReceipt',
  'sendRemittance',
  'retransmitRemittance',
  'cancelRemittance',
  'loadSettlementReturn',
  'processSettlementReturn',
  'assignUnidentifiedReceipt',
  'resolveDivergence',
  'createView',
  'changeView',
  'deleteView',
  'verifyAccount',
  'reconcileAccount',
  'testWebhookEndpoint',
  'challengeWebhookEndpoint',
  'replayEvents',
  'retryUndeliveredMessages',
  'moveSimulatorClock',
  'simulatePayment',
]);

/** Every other route that changes something. A new one is here by itself, and red until it can be called. */
const configuring = routes.filter(
  ({ method, storesNothing, operationId }) =>
    method !== 'get' && !storesNothing && !notConfiguration.has(operationId),
);

interface Change {
  id?: string;
  body?: object;
}

const ofTenant = `/v1/tenants/${company.tenantId}`;

async function made(path: string, body: object): Promise<string> {
  const key = path.startsWith('/v1/tenants') ? adminKey : company.key;
  return (await call(api, key, 'POST', path, body)).body.id;
}

const aKey = () => made(`${ofTenant}/api-keys`, { name: 'x', role: 'viewer' });

const aPerson = () => ({
  login: `${crypto.randomUUID()}@empresa.example`,
  name: 'Ana',
  role: 'viewer',
  password: 'correta bateria grampo',
});

const aPayer = async () =>
  (await company.call('GET', `/v1/documents/${(await enter(company, aDocument()))[0]}`)).body.payer.id;

const anEndpoint = () => made('/v1/webhook-endpoints', { url: 'https://erp.example/x' });

const aRule = () => made('/v1/sending-rules', { name: 'x' });

const logo =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A call of each that changes something. */
const changes: Record<string, () => Promise<Change>> = {
  createTenant: async () => ({ body: { name: 'Outra', taxId: '11222333000181' } }),
  changeTenant: async () => ({ id: company.tenantId, body: { name: 'Novo nome' } }),
  createApiKey: async () => ({ id: company.tenantId, body: { name: 'x', role: 'viewer' } }),
  revokeApiKey: async () => ({ id: await aKey() }),
  createUser: async () => ({ id: company.tenantId, body: aPerson() }),
  changeUser: async () => ({ id: await made(`${ofTenant}/users`, aPerson()), body: { role: 'erp' } }),
  createSignInLink: async () => ({ id: await made(`${ofTenant}/users`, aPerson()) }),
  createAccount: async () => ({ body: (await asaasAccount(api)).entry }),
  changeAccount: async () => ({ id: accountId, body: { settings: { notifyPayers: true } } }),
  putAccountNotices: async () => ({ id: accountId, body: { notifyPayers: false } }),
  disableAccount: async () => ({ id: await made('/v1/accounts', (await asaasAccount(api)).entry) }),
  repairAccountWebhook: async () => ({ id: accountId }),
  rotateAccountWebhookToken: async () => ({ id: accountId }),
  changePayer: async () => ({ id: await aPayer(), body: { defaultAccountId: accountId } }),
  erasePayer: async () => {
    const id = await aPayer();
    await api.sql(
      `update documents set status = 'cancelled', cancelled_at = '2020-01-01' where payer_id = $1`,
      [id],
    );
    const { confirmation } = (await company.call('GET', `/v1/payers/${id}/erasure`)).body;
    return { id, body: { confirmation } };
  },
  putLogo: async () => ({ body: { image: logo } }),
  deleteLogo: async () => {
    await company.call('PUT', '/v1/logo', { image: logo });
    return {};
  },
  createSendingRule: async () => ({ body: { name: 'x' } }),
  changeSendingRule: async () => ({ id: await aRule(), body: { enabled: true } }),
  deleteSendingRule: async () => ({ id: await aRule() }),
  createWebhookEndpoint: async () => ({ body: { url: 'https://erp.example/x' } }),
  changeWebhookEndpoint: async () => ({ id: await anEndpoint(), body: { status: 'paused' } }),
  deleteWebhookEndpoint: async () => ({ id: await anEndpoint() }),
  rotateWebhookSecret: async () => ({ id: await anEndpoint() }),
};

describe('a route that changes the configuration', () => {
  it.each(configuring.map((route) => [route.operationId, route] as const))(
    '%s leaves an entry in the audit, with its caller',
    async (operationId, { method, path, roles }) => {
      const change = changes[operationId];
      if (!change)
        throw new Error(`${operationId} is new: say here how it is called, or why it is no configuration`);
      const { id = '', body } = await change();
      const isAdmin = roles.includes('admin');
      const before = await newest();
      const answer = await call(
        api,
        isAdmin ? adminKey : company.key,
        method.toUpperCase(),
        path.replace('{id}', id),
        body,
      );
      expect([answer.status < 300, answer.body.code]).toEqual([true, undefined]);
      const entries = await api.sql<Body>(`select * from audit_entries where id > $1`, [before]);
      expect(entries.map(({ actor }) => actor)).toEqual([isAdmin ? 'admin' : 'erp:teste']);
    },
  );

  it('is on no list of exceptions that is longer than the route table', () => {
    const known = new Set(routes.map(({ operationId }) => operationId));
    expect([...notConfiguration, ...Object.keys(changes)].filter((name) => !known.has(name))).toEqual([]);
  });
});

async function newest(): Promise<number> {
  const [row] = await api.sql<{ id: string }>(`select coalesce(max(id), 0) as id from audit_entries`);
  return Number(row?.id);
}
