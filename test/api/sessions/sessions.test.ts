import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Api, adminKey, type Company, call, openCompany, startApi } from '../environment.ts';

let api: Api;
let company: Company;
let login: string;
let userId: string;
const password = 'correta bateria grampo';

beforeAll(async () => {
  api = await startApi();
  company = await openCompany(api);
});

afterAll(() => api.close());

let people = 0;
beforeEach(async () => {
  people += 1;
  login = `pessoa-${people}@empresa.example`;
  const user = { login, name: 'Ana', role: 'operator', password };
  const { body } = await call(api, adminKey, 'POST', `/v1/tenants/${company.tenantId}/users`, user);
  userId = body.id;
});

const page = () => ({ 'sec-fetch-site': 'same-origin' });

async function signIn(body: object) {
  const answer = await call(api, null, 'POST', '/v1/sessions', body, page());
  const setCookie = answer.headers.get('set-cookie') ?? '';
  return {
    ...answer,
    setCookie,
    cookie: setCookie.split(';')[0] ?? '',
    token: answer.body.csrfToken as string,
  };
}

describe('signing in', () => {
  it('sets a cookie that no script can read, and tells who is in', async () => {
    const { status, body, setCookie } = await signIn({ login, password });
    expect(status).toBe(201);
    expect(body).toMatchObject({ role: 'operator', name: 'Ana', tenant: { id: company.tenantId } });
    // The tests' public address is https.
    expect(setCookie).toMatch(/^__Host-remessa_session=[\w-]{43}; Path=\/; /);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax']) expect(setCookie).toContain(attribute);
  });

  it('answers a wrong password and an unknown login alike', async () => {
    const wrong = await signIn({ login, password: 'errada' });
    const unknown = await signIn({ login: 'ninguem@empresa.example', password: 'errada' });
    expect(wrong.status).toBe(401);
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });

  it('closes a login after ten wrong passwords, also for the right one', async () => {
    for (let guess = 0; guess < 10; guess++) await signIn({ login, password: `errada ${guess}` });
    const late = await signIn({ login, password });
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('takes an API key, and ends with it', async () => {
    const key = await company.keyOf('viewer');
    const { cookie, body } = await signIn({ apiKey: key });
    expect(body.role).toBe('viewer');
    expect((await call(api, null, 'GET', '/v1/documents', undefined, { cookie })).status).toBe(200);
    const keys = await call(api, adminKey, 'GET', `/v1/tenants/${company.tenantId}/api-keys`);
    await call(api, adminKey, 'DELETE', `/v1/api-keys/${keys.body.data.at(-1).id}`);
    expect((await call(api, null, 'GET', '/v1/documents', undefined, { cookie })).body.code).toBe(
      'session_ended',
    );
  });

  it('takes a link once', async () => {
    const { body } = await call(api, adminKey, 'POST', `/v1/users/${userId}/sign-in-links`, {});
    const link = new URL(body.url).hash.slice(1);
    expect((await signIn({ link })).status).toBe(201);
    expect((await signIn({ link })).status).toBe(401);
  });

  it('lets a disabled user neither in nor stay', async () => {
    const { cookie } = await signIn({ login, password });
    await call(api, adminKey, 'PATCH', `/v1/users/${userId}`, { enabled: false });
    expect((await call(api, null, 'GET', '/v1/documents', undefined, { cookie })).status).toBe(401);
    expect((await signIn({ login, password })).status).toBe(401);
  });

  it('is refused to a page of somebody else', async () => {
    const answer = await call(
      api,
      null,
      'POST',
      '/v1/sessions',
      { login, password },
      { origin: 'https://evil.example' },
    );
    expect(answer.body.code).toBe('csrf_refused');
  });
});

describe('a write within a session', () => {
  it.each([
    ['without a token', () => ({ ...page() })],
    ['with the token of another session', () => ({ ...page(), 'x-csrf-token': 'A'.repeat(43) })],
    ['from another site', () => ({ 'sec-fetch-site': 'cross-site', 'x-csrf-token': 'own' })],
    ['from another host', () => ({ origin: 'https://evil.example', 'x-csrf-token': 'own' })],
    ['from nowhere', () => ({ 'x-csrf-token': 'own' })],
  ])('is refused %s', async (_, headersOf) => {
    const { cookie, token } = await signIn({ login, password });
    const given = headersOf() as Record<string, string>;
    const headers = { cookie, ...given, ...(given['x-csrf-token'] === 'own' && { 'x-csrf-token': token }) };
    const answer = await call(
      api,
      null,
      'POST',
      '/v1/remittances',
      { accountId: userId, filter: {} },
      headers,
    );
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('csrf_refused');
  });

  it('is judged by the role like any other call', async () => {
    const { cookie, token } = await signIn({ login, password });
    const headers = { cookie, ...page(), 'x-csrf-token': token };
    const entry = await call(api, null, 'POST', '/v1/documents', { documents: [{}] }, headers);
    expect(entry.body.code).toBe('forbidden');
    const send = await call(api, null, 'POST', '/v1/remittances', { accountId: userId, filter: {} }, headers);
    expect(send.body.code).toBe('invalid_request');
  });
});

describe('a session', () => {
  const isOpen = async (cookie: string) =>
    (await call(api, null, 'GET', '/v1/sessions/current', undefined, { cookie })).status === 200;

  it('ends after half an hour without a call, and after twelve hours in any case', async () => {
    const begun = api.clock.now;
    const pass = (minutes: number) => {
      api.clock.now = new Date(begun.getTime() + minutes * 60_000);
    };
    const [idle, busy] = [await signIn({ login, password }), await signIn({ login, password })];
    for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
      pass(minutes);
      expect(await isOpen(busy.cookie)).toBe(true);
      // The call at 25 minutes kept it open; 31 minutes later nobody had called.
      if (minutes === 25) expect(await isOpen(idle.cookie)).toBe(true);
      if (minutes === 50) {
        pass(25 + 31);
        expect(await isOpen(idle.cookie)).toBe(false);
      }
    }
    pass(12 * 60);
    expect(await isOpen(busy.cookie)).toBe(false);
    api.clock.now = begun;
  });

  it('ends when its owner signs out, in this browser or in all', async () => {
    const [here, there] = [await signIn({ login, password }), await signIn({ login, password })];
    const out = (of: typeof here, path: string) =>
      call(api, null, 'DELETE', path, undefined, { cookie: of.cookie, ...page(), 'x-csrf-token': of.token });
    const answer = await out(here, '/v1/sessions/current');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('clear-site-data')).toContain('"storage"');
    expect([await isOpen(here.cookie), await isOpen(there.cookie)]).toEqual([false, true]);
    const again = await signIn({ login, password });
    await out(again, '/v1/sessions');
    expect([await isOpen(again.cookie), await isOpen(there.cookie)]).toEqual([false, false]);
  });

  it('leaves nothing of its secret or of a password in the database', async () => {
    const { cookie } = await signIn({ login, password });
    const secret = cookie.split('=')[1] ?? '';
    const rows = await api.sql<{ text: string }>(
      `select row_to_json(s)::text as text from sessions s union all select row_to_json(u)::text from users u`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.some(({ text }) => text.includes(secret) || text.includes(password))).toBe(false);
  });
});
