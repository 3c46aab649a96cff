import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import pg from 'pg';
import { createApp } from '../../api/app.ts';
import { defaultLimits, type Limits } from '../../api/limits/limits.ts';
import { OpenPolls } from '../../api/limits/open-polls.ts';
import { createRateLimits } from '../../api/limits/rate-limits.ts';
import { createLog } from '../../api/log.ts';
import { createApiServer } from '../../api/server.ts';
import { digestOf } from '../../api/tenants/api-key.ts';
import { createAsaas } from '../../asaas/asaas.ts';
import { openAccountTries } from '../../db/accounts/account-tries.ts';
import { openQuotaBucket } from '../../db/accounts/request-quota.ts';
import { openDatabase } from '../../db/database.ts';
import { listenForNotifications } from '../../db/notifications.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { startSimulator } from '../../simulator/server.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { listenTo } from '../environment/quiet.ts';
import { judgeToldEvents } from '../environment/told-events.ts';
import { AnswerJudge } from './answer-judge.ts';

export const adminKey = 'the-vendor-of-the-tests-has-a-long-key';

interface Own {
  limits?: Partial<Limits>;
  trustedProxies?: string[];
  corsOrigins?: string[];
  /** As in production: the routes of the simulator do not exist. */
  withoutSimulator?: boolean;
}

/** The API on a database of its own, with the simulator as its Asaas and without Temporal: messages stay where it left them. */
export async function startApi({
  limits: own = {},
  trustedProxies = [],
  corsOrigins = [],
  withoutSimulator = false,
}: Own = {}) {
  const limits = { ...defaultLimits, ...own };
  const databaseUrl = await freshDatabase();
  judgeToldEvents(databaseUrl);
  const simulator = await startSimulator({ databaseUrl, logTo: listenTo('simulator') });
  const queries = { count: 0 };
  const applicationUrl = asApplication(databaseUrl);
  const db = openDatabase(applicationUrl).withPlugin(countInto(queries));
  const quota = openQuotaBucket(applicationUrl, { requests: 1_000, windowMs: 60_000 });
  const newEvents = listenForNotifications(applicationUrl, 'erp_events');
  const closing = new AbortController();
  const clock = { now: new Date() };
  const accountTries = openAccountTries(applicationUrl, limits.accountsPerCompany);
  const openPolls = new OpenPolls(limits.polls);
  const dependencies = {
    db,
    newEvents,
    log: createLog('info', listenTo('api')),
    asaas: createAsaas({
      sandboxUrl: `${simulator.url}/v3`,
      productionUrl: `${simulator.url}/production/v3`,
      timeoutMs: 20_000,
      turnstile: quota,
    }),
    quota,
    sealer: createSealer('7'.repeat(64)),
    publicUrl: 'https://remessa.example',
    erpAddresses: { privateAllowed: false, ports: [443] },
    adminKeyDigest: digestOf(adminKey),
    consoleDir: null,
    temporalUi: null,
    simulatorUrl: withoutSimulator ? null : simulator.url,
    closing: closing.signal,
    rateLimits: createRateLimits(limits, accountTries),
    openPolls,
    now: () => clock.now,
  };
  const server = createApiServer(
    createApp(dependencies, { trustedProxies, unread: limits.unread, corsOrigins }),
    dependencies.publicUrl,
  );
  // Longer than a busy machine lets a connection rest: a call must not meet the server as it closes it.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // As superuser: what tests arrange and check behind the API's back.
  const superuser = new pg.Pool({ connectionString: databaseUrl, max: 3 });

  return {
    url,
    databaseUrl,
    simulatorUrl: simulator.url,
    clock,
    queries,
    polls: openPolls,
    judge: await AnswerJudge.of(url, withoutSimulator ? 'of production' : 'all'),
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await superuser.query<Row>(text, values)).rows,
    superuser,
    async close() {
      closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([
        newEvents.close(),
        db.destroy(),
        quota.close(),
        accountTries.close(),
        superuser.end(),
      ]);
      await simulator.close();
    },
  };
}

export type Api = Awaited<ReturnType<typeof startApi>>;

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** An answer's body as tests look into it. */
// biome-ignore lint/suspicious/noExplicitAny: each test reads the fields it is about; the shape is judged by OpenAPI.
export type Body = any;

/** Calls the API, and holds its answer to what the OpenAPI file says of it. */
export async function call<T = Body>(
  api: Api,
  key: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(api.url + path, {
    method,
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isText = response.headers.get('content-type')?.match(/^(text\/|application\/x-ofx)/);
  const parsed = text === '' ? undefined : isText ? text : JSON.parse(text);
  api.judge.check(method, path, response, parsed);
  return { status: response.status, headers: response.headers, body: parsed };
}

/** A company, and a way to call as its ERP. */
export async function openCompany(api: Api, features = ['boleto', 'online_banking']) {
  const { body: tenant } = await call(api, adminKey, 'POST', '/v1/tenants', {
    name: 'Empresa de Teste',
    taxId: '11.222.333/0001-81',
    features,
  });
  const keyOf = async (role: string) => {
    const path = `/v1/tenants/${tenant.id}/api-keys`;
    return (await call(api, adminKey, 'POST', path, { name: 'teste', role })).body.key as string;
  };
  const key = await keyOf('erp');
  return {
    tenantId: tenant.id as string,
    key,
    keyOf,
    call: <T = Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      call<T>(api, key, method, path, body, headers),
  };
}

export type Company = Awaited<ReturnType<typeof openCompany>>;

/** Speaks to the simulator's control API. */
export async function control(api: Api, method: string, path: string, body: object = {}): Promise<Body> {
  const response = await fetch(`${api.simulatorUrl}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** An account at the simulated Asaas, and the body that adds it here. */
export async function asaasAccount(api: Api, environment = 'sandbox') {
  const account = await control(api, 'POST', '/accounts', { environment });
  const entry = {
    bankCode: '461',
    name: 'Conta de teste',
    agency: account.agency as string,
    number: account.account as string,
    digit: account.accountDigit as string,
    environment,
    apiKey: account.apiKey as string,
  };
  return { asaasId: account.id as string, entry };
}

export async function openAccount(api: Api, company: Company): Promise<Body> {
  const { entry } = await asaasAccount(api);
  const { status, body } = await company.call('POST', '/v1/accounts', entry);
  if (status !== 201) throw new Error(`The account was answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

let counter = 0;

/** A document as an ERP sends one, with an id of its own. */
export function aDocument(changes: object = {}) {
  counter += 1;
  return {
    erpId: `erp-${counter}`,
    number: `NF-${counter}`,
    payer: { taxId: '24971563792', name: 'João da Silva' },
    amountCents: 15_000,
    dueDate: inDays(20),
    ...changes,
  };
}

/** Enters documents and returns their ids, in order. */
export async function enter(company: Company, ...documents: object[]): Promise<string[]> {
  const { body } = await company.call('POST', '/v1/documents', { documents });
  return body.documents.map((row: Body) => {
    if (!row.id || row.result === 'invalid')
      throw new Error(`A document was refused: ${JSON.stringify(row)}`);
    return row.id;
  });
}

/** Enters any number of documents, a thousand at a time, as an ERP must. */
export async function enterMany(company: Company, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const length = Math.min(1_000, count - ids.length);
    ids.push(...(await enter(company, ...Array.from({ length }, () => aDocument()))));
  }
  return ids;
}

/** Days from today in São Paulo. */
export function inDays(days: number): string {
  return new Date(Date.now() - 3 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}

function countInto(queries: { count: number }) {
  return {
    transformQuery({ node }: PluginTransformQueryArgs) {
      queries.count += 1;
      return node;
    },
    async transformResult({ result }: PluginTransformResultArgs) {
      return result;
    },
  };
}
