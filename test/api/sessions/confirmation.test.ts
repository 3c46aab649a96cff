import { beforeEach, describe, expect, it } from 'vitest';
import type { Route } from '../../../api/http/define-route.ts';
import { routes } from '../../../api/routes.ts';
import { confirmedMs } from '../../../api/sessions/confirmation.ts';
import { adminKey, type Body, call } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();
const password = 'correta bateria grampo';

let login: string;
let userId: string;
let people = 0;

beforeEach(async () => {
  api.clock.now = new Date();
  people += 1;
  login = `confirma-${people}@empresa.example`;
  const person = { login, name: 'Ana', role: 'operator', password };
  userId = (await call(api, adminKey, 'POST', `/v1/tenants/${company.tenantId}/users`, person)).body.id;
});

interface Session {
  cookie: string;
  token: string;
}

const page = { 'sec-fetch-site': 'same-origin' };

function sessionOf({ headers, body }: { headers: Headers; body: Body }): Session {
  return { cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '', token: body.csrfToken };
}

async function signIn(given: object): Promise<Session> {
  return sessionOf(await call(api, null, 'POST', '/v1/sessions', given, page));
}

function asSession({ cookie, token }: Session, method: string, path: string, body?: object) {
  return call(api, null, method, path, body, { ...page, cookie, 'x-csrf-token': token });
}

const confirm = (session: Session, given: object) =>
  asSession(session, 'POST', '/v1/sessions/current/confirm', given);

function pass(ms: number): void {
  api.clock.now = new Date(api.clock.now.getTime() + ms);
}

/** Signs in as somebody who may call the route, by what she signs in with. */
const callerOf = ({ roles }: Route) =>
  signIn(roles.includes('admin') ? { apiKey: adminKey } : { login, password });

/** What a session is told of a call of the route about something that is not there: only whether it comes so far matters. */
async function knock({ method, path, needsConfirmation }: Route, session: Session): Promise<string> {
  const fields = Array.isArray(needsConfirmation) ? needsConfirmation : [];
  const body = Object.fromEntries(fields.map((field) => [field, 'x']));
  const address = path.replace(/\{\w+\}/g, () => crypto.randomUUID());
  const isBodiless = method === 'get' || method === 'delete';
  const answer = await asSession(session, method.toUpperCase(), address, isBodiless ? undefined : body);
  return answer.body.code;
}

const delicate = routes.filter(({ needsConfirmation }) => needsConfirmation);
const others = routes.filter(({ method, needsConfirmation }) => method !== 'get' && !needsConfirmation);
const named = delicate.map((route) => [route.operationId, route] as const);

describe('what a session must confirm', () => {
  it('are keys, people, addresses and secrets of webhooks, and money that a hand books', () => {
    expect(delicate.map(({ operationId }) => operationId).toSorted()).toEqual([
      'assignUnidentifiedReceipt',
      'changeAccount',
      'changeUser',
      'changeWebhookEndpoint',
      'createAccount',
      'createApiKey',
      'createSignInLink',
      'createUser',
      'createWebhookEndpoint',
      'receiveDocumentInCash',
      'repairAccountWebhook',
      'revokeApiKey',
      'rotateAccountWebhookToken',
      'rotateWebhookSecret',
      'undoCashReceipt',
    ]);
  });

  it.each(named)(
    '%s is done soon after signing in, refused later, and done after a confirmation',
    async (_, route) => {
      const session = await callerOf(route);
      expect(await knock(route, session)).not.toBe('confirmation_needed');
      pass(confirmedMs - 1);
      expect(await knock(route, session)).not.toBe('confirmation_needed');
      pass(1);
      expect(await knock(route, session)).toBe('confirmation_needed');
      const confirmed = sessionOf(
        await confirm(session, route.roles.includes('admin') ? { apiKey: adminKey } : { password }),
      );
      expect(await knock(route, confirmed)).not.toBe('confirmation_needed');
    },
  );

  it('is nothing else', async () => {
    const [vendor, person] = [await signIn({ apiKey: adminKey }), await signIn({ login, password })];
    pass(confirmedMs);
    const asked: string[] = [];
    for (const route of others) {
      const code = await knock(route, route.roles.includes('admin') ? vendor : person);
      if (code === 'confirmation_needed') asked.push(route.operationId);
    }
    expect(asked).toEqual([]);
  });

  it('is asked of no API key, which proves itself by every call', async () => {
    pass(confirmedMs);
    const path = `/v1/documents/${crypto.randomUUID()}/receive-in-cash`;
    expect((await company.call('POST', path, { amountCents: 1, paidOn: '2030-01-01' })).body.code).toBe(
      'not_found',
    );
  });

  it.each([
    ['an account but its key', `/v1/accounts/${crypto.randomUUID()}`, { name: 'Outra' }],
    ['an endpoint but its address', `/v1/webhook-endpoints/${crypto.randomUUID()}`, { status: 'paused' }],
  ])('is nothing else of %s', async (_, path, body) => {
    const session = await signIn({ login, password });
    pass(confirmedMs);
    expect((await asSession(session, 'PATCH', path, body)).body.code).toBe('not_found');
  });

  it('is asked of nobody who may not do it anyway', async () => {
    const session = await signIn({ apiKey: await company.keyOf('viewer') });
    pass(confirmedMs);
    expect((await asSession(session, 'POST', '/v1/webhook-endpoints', {})).body.code).toBe('forbidden');
  });

  it('is named by the OpenAPI file, and by nothing else of it', () => {
    const { document } = api.judge as unknown as { document: Body };
    const naming = Object.values<Body>(document.paths)
      .flatMap((methods) => Object.values<Body>(methods))
      .filter(({ responses }) => responses[403]?.description.includes('confirmation_needed'));
    expect(naming.map(({ operationId }) => operationId).toSorted()).toEqual(
      delicate.map(({ operationId }) => operationId).toSorted(),
    );
  });

  it('is done once, with the key that the refused call had', async () => {
    const session = await signIn({ apiKey: adminKey });
    pass(confirmedMs);
    const path = `/v1/tenants/${company.tenantId}/api-keys`;
    const once = (by: Session) =>
      call(
        api,
        null,
        'POST',
        path,
        { name: 'uma vez', role: 'viewer' },
        {
          ...page,
          cookie: by.cookie,
          'x-csrf-token': by.token,
          'idempotency-key': 'a-wish',
        },
      );
    expect((await once(session)).body.code).toBe('confirmation_needed');
    const confirmed = sessionOf(await confirm(session, { apiKey: adminKey }));
    const [first, second] = [await once(confirmed), await once(confirmed)];
    expect([first.status, second.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    const { data } = (await call(api, adminKey, 'GET', path)).body;
    expect(data.filter(({ name }: Body) => name === 'uma vez')).toHaveLength(1);
  });
});

describe('a confirmation', () => {
  const isOpen = async (session: Session) =>
    (await asSession(session, 'GET', '/v1/sessions/current')).status === 200;

  it('gives the session a new id and a new token, and makes the old ones worthless', async () => {
    const before = await signIn({ login, password });
    const answer = await confirm(before, { password });
    const after = sessionOf(answer);
    expect(answer.body).toMatchObject({ name: 'Ana', confirmsBy: 'password' });
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-remessa_session=[\w-]{43}; .*HttpOnly; Secure/);
    expect(after.cookie).not.toBe(before.cookie);
    expect([await isOpen(before), await isOpen(after)]).toEqual([false, true]);
    const crossed = await asSession({ ...after, token: before.token }, 'POST', '/v1/views', { name: 'x' });
    expect(crossed.body.code).toBe('csrf_refused');
  });

  it('does not move the end after twelve hours', async () => {
    const session = await signIn({ login, password });
    const { expiresAt } = (await asSession(session, 'GET', '/v1/sessions/current')).body;
    pass(confirmedMs);
    expect((await confirm(session, { password })).body.expiresAt).toBe(expiresAt);
  });

  it.each([
    ['a wrong password', async () => ({ password: 'errada' })],
    ['a key of the same company', async () => ({ apiKey: company.key })],
    [
      'the link of somebody else',
      async () => {
        const person = { login: `outra-${people}@empresa.example`, name: 'Bia', role: 'operator', password };
        const path = `/v1/tenants/${company.tenantId}/users`;
        return { link: await linkOf((await call(api, adminKey, 'POST', path, person)).body.id) };
      },
    ],
  ])('is not had by %s', async (_, given) => {
    const session = await signIn({ login, password });
    pass(confirmedMs);
    const refused = await confirm(session, await given());
    expect([refused.status, refused.body.code]).toEqual([401, 'sign_in_refused']);
    const path = `/v1/accounts/${crypto.randomUUID()}/webhook`;
    expect((await asSession(session, 'PUT', path)).body.code).toBe('confirmation_needed');
  });

  it('is had by a new link where somebody came by one', async () => {
    const session = await signIn({ link: await linkOf(userId) });
    pass(confirmedMs);
    expect((await confirm(session, { link: await linkOf(userId) })).status).toBe(200);
  });

  it('is had by the key that the session was opened by, and by no password', async () => {
    const key = await company.keyOf('operator');
    const session = await signIn({ apiKey: key });
    expect((await confirm(session, { password })).status).toBe(401);
    const confirmed = await confirm(session, { apiKey: key });
    expect([confirmed.status, confirmed.body.confirmsBy]).toEqual([200, 'apiKey']);
  });

  it('counts wrong passwords with those of signing in', async () => {
    const session = await signIn({ login, password });
    for (let guess = 0; guess < 10; guess++) await confirm(session, { password: `errada ${guess}` });
    const late = await confirm(session, { password });
    expect([late.status, late.body.code]).toEqual([429, 'too_many_sign_ins']);
    const elsewhere = await call(api, null, 'POST', '/v1/sessions', { login, password }, page);
    expect(elsewhere.status).toBe(429);
  });

  it('is taken from a page of the session alone', async () => {
    const { cookie, token } = await signIn({ login, password });
    const path = '/v1/sessions/current/confirm';
    for (const headers of [
      { cookie, ...page },
      { cookie, 'x-csrf-token': token, origin: 'https://evil.example' },
    ])
      expect((await call(api, null, 'POST', path, { password }, headers)).body.code).toBe('csrf_refused');
    expect((await call(api, null, 'POST', path, { password }, page)).body.code).toBe('session_ended');
    expect((await call(api, null, 'GET', path, undefined, page)).status).toBe(405);
  });

  async function linkOf(of: string): Promise<string> {
    const { body } = await call(api, adminKey, 'POST', `/v1/users/${of}/sign-in-links`, {});
    return new URL(body.url).hash.slice(1);
  }
});

describe('a session of before confirmations', () => {
  it('confirms before its first delicate step', async () => {
    const session = await signIn({ login, password });
    await api.sql('update sessions set confirmed_at = null where user_id = $1', [userId]);
    const path = `/v1/accounts/${crypto.randomUUID()}/webhook`;
    expect((await asSession(session, 'PUT', path)).body.code).toBe('confirmation_needed');
    expect((await asSession(sessionOf(await confirm(session, { password })), 'PUT', path)).body.code).toBe(
      'not_found',
    );
  });
});
