import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Api, adminKey, type Body, type Company, call, openCompany, startApi } from '../environment.ts';
import { type Described, operationsOf } from '../hostile-input/api-description.ts';
import { furnishedCompany, knownIds } from '../hostile-input/furnished-company.ts';
import { type Attempt, addressOf, OrderlyCalls } from '../hostile-input/orderly-calls.ts';
import { Samples } from '../hostile-input/samples.ts';

/**
 * Every operation of the OpenAPI file is called with the names of another company's rows: without a key, with a
 * revoked one, in every role that it does not admit, and as a stranger. An operation that is added later is tried here
 * by itself.
 */
let api: Api;
let owner: Company;
let stranger: Company;
let calls: OrderlyCalls;
let revokedKey: string;

/** Stands in the owner's rows wherever text is free. No stranger may ever read it. */
const canary = 'CANARIO-7f3a91';

const roles = ['erp', 'operator', 'viewer'];
const keys = new Map<string, string>();

beforeAll(async () => {
  const many = { count: 1_000_000, windowMs: 3_600_000 };
  api = await startApi({
    limits: { callsPerKey: many, strangersPerAddress: many, accountsPerCompany: many },
  });
  owner = await furnishedCompany(api);
  const ids = await knownIds(api, owner);
  calls = new OrderlyCalls(
    ids,
    // What is there once has another name in each call.
    new Samples(api.judge, (field) =>
      ['erpId', 'name'].includes(field) ? `${field}-${randomUUID()}` : ids.ofField(field),
    ),
  );
  stranger = await openCompany(api);
  for (const role of roles) keys.set(role, await stranger.keyOf(role));
  revokedKey = await revoked();
  await plantCanaries();
});

afterAll(() => api.close());

vi.setConfig({ testTimeout: 300_000 });

async function revoked(): Promise<string> {
  const key = await owner.keyOf('erp');
  const { body } = await call(api, adminKey, 'GET', `/v1/tenants/${owner.tenantId}/api-keys`);
  await call(api, adminKey, 'DELETE', `/v1/api-keys/${body.data.at(-1).id}`);
  return key;
}

async function plantCanaries(): Promise<void> {
  for (const [table, column] of [
    ['payers', 'name'],
    ['documents', 'description'],
    ['accounts', 'name'],
    ['unidentified_receipts', 'description'],
    ['statement_lines', 'description'],
    ['webhook_endpoints', 'description'],
  ]) {
    await api.sql(`update ${table} set ${column} = $2 where tenant_id = $1`, [owner.tenantId, canary]);
  }
}

/** Every row of the owner, except when a key was last used. */
async function rowsOfOwner(): Promise<Record<string, string>> {
  const tables = await api.sql<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant_id' and table_name <> 'api_keys'`,
  );
  const digests = tables.map(async ({ name }) => {
    const [row] = await api.sql<{ digest: string }>(
      `select coalesce(md5(string_agg(row::text, '|' order by row::text)), '') as digest from ${name} row where tenant_id = $1`,
      [owner.tenantId],
    );
    return [name, row?.digest ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

const ofCompanies = () =>
  operationsOf(api.judge).filter(({ roles }) => roles.length > 0 && !roles.includes('admin'));
const ofVendor = () => operationsOf(api.judge).filter(({ roles }) => roles.includes('admin'));

const send = (operation: Described, key: string | null, attempt: Attempt) =>
  call<Body>(api, key, operation.method, addressOf(operation, attempt), attempt.body, {
    ...attempt.headers,
    ...(operation.method === 'POST' && { 'idempotency-key': randomUUID() }),
  });

/** The same call with every id replaced by one that names nothing. */
function ofNobody({ path, query, body, headers }: Attempt): Attempt {
  const others = new Map<string, string>();
  const replace = (text: string) =>
    text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => {
      const other = others.get(id) ?? randomUUID();
      others.set(id, other);
      return other;
    });
  const inside = JSON.parse(replace(JSON.stringify({ path, query, body: body ?? null })));
  return { ...inside, headers, body: body === undefined ? undefined : inside.body };
}

/** The call as it is, and again with each filter that names a row. */
function attemptsOf(operation: Described): Attempt[] {
  const plain = calls.of(operation);
  const filters = operation.parameters.filter(({ name, in: where }) => where === 'query' && /Id$/.test(name));
  const filtered = filters.map(({ name, schema }) => ({
    ...plain,
    query: { ...plain.query, [name]: calls.valueOf(name, schema) },
  }));
  return [plain, ...filtered];
}

describe('every operation', () => {
  it('answers 401 without a key, and with one that was revoked', async () => {
    const wrong: string[] = [];
    for (const operation of [...ofCompanies(), ...ofVendor()]) {
      for (const key of [null, revokedKey]) {
        const { status } = await send(operation, key, calls.of(operation));
        if (status !== 401) wrong.push(`${status} ${operation.name}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(ofCompanies().length).toBeGreaterThan(50);
  });

  it('answers 403 to every role that it does not admit', async () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const operation of [...ofCompanies(), ...ofVendor()]) {
      for (const role of roles.filter((each) => !operation.roles.includes(each))) {
        tried += 1;
        const { status } = await send(operation, keys.get(role) ?? null, calls.of(operation));
        if (status !== 403) wrong.push(`${status} ${role} ${operation.name}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  });

  it('tells a stranger of another company’s rows what it tells of rows that do not exist, and changes none of them', async () => {
    const before = await rowsOfOwner();
    const wrong: string[] = [];
    for (const operation of ofCompanies()) {
      for (const attempt of attemptsOf(operation)) {
        const theirs = await send(operation, stranger.key, attempt);
        const nobodys = await send(operation, stranger.key, ofNobody(attempt));
        const answers = [theirs, nobodys].map(({ status, body }) => `${status} ${body?.code ?? ''}`);
        if (answers[0] !== answers[1]) wrong.push(`${operation.name}: ${answers.join(' and ')}`);
        const isEverythingOurs = !JSON.stringify(theirs.body ?? '').includes(canary);
        if (!isEverythingOurs) wrong.push(`${operation.name} tells a stranger`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await rowsOfOwner()).toEqual(before);
  });

  it('tells the owner, so that the stranger’s silence means something', async () => {
    const telling: string[] = [];
    for (const operation of ofCompanies().filter(({ method }) => method === 'GET')) {
      const { body } = await send(operation, owner.key, calls.of(operation));
      if (JSON.stringify(body ?? '').includes(canary)) telling.push(operation.name);
    }
    expect(telling.length).toBeGreaterThan(9);
  });
});
