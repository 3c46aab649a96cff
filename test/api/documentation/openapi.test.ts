import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ok } from '../../../api/http/answer.ts';
import { defineRoute } from '../../../api/http/define-route.ts';
import type { Body } from '../environment.ts';
import { aDocument, call, enter } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const { document } = api.judge as unknown as { document: Body };
const operations = Object.entries<Body>(document.paths).flatMap(([path, methods]) =>
  Object.entries<Body>(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
);

describe('the OpenAPI file', () => {
  it('names each operation once, by a verb and a noun', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]*)*$/);
    expect(ids).toEqual(expect.arrayContaining(['listDocuments', 'getDocument', 'sendRemittance']));
  });

  it('has no operation that does not say its name', () => {
    const route = {
      method: 'get',
      path: '/v1/nothing',
      tag: 'Operation',
      summary: 'x',
      roles: ['erp'],
      answers: { 200: z.string() },
      handle: async () => ok('x'),
    } as const;
    // @ts-expect-error A route without an operationId does not even compile.
    expect(() => defineRoute({ ...route })).toThrow('get /v1/nothing needs an operationId');
    expect(() => defineRoute({ ...route, operationId: 'get_v1_nothing' })).toThrow('needs an operationId');
  });

  it('describes each group of operations, and no other', () => {
    const described = document.tags.map(({ name }: Body) => name);
    const used = new Set(operations.flatMap(({ tags }) => tags));
    expect(described.toSorted()).toEqual([...used].toSorted());
    for (const { description } of document.tags) expect(description.length).toBeGreaterThan(20);
  });

  it('names the headers that answers carry', () => {
    const headersOf = (id: string, status: number) =>
      Object.keys(operations.find(({ operationId }) => operationId === id)?.responses[status].headers);
    expect(headersOf('getDocument', 200)).toEqual(expect.arrayContaining(['ETag', 'X-Request-Id']));
    expect(headersOf('sendRemittance', 202)).toEqual(
      expect.arrayContaining(['Idempotent-Replayed', 'RateLimit', 'RateLimit-Policy']),
    );
    expect(headersOf('printBoletos', 200)).toContain('Content-Disposition');
    expect(headersOf('listDocuments', 429)).toContain('Retry-After');
  });

  it('knows every header that an answer carries', async () => {
    const [id] = await enter(company, aDocument());
    const { headers } = await company.call('GET', `/v1/documents/${id}`);
    const ours = [...headers.keys()].filter((name) => /^(etag|x-re|x-rate|rate|idem)/.test(name));
    const named = Object.keys(document.components.headers).map((name) => name.toLowerCase());
    expect(named).toEqual(expect.arrayContaining(ours));
    expect(ours).toContain('etag');
  });
});

describe('the type of a problem', () => {
  const page = async (query: string) => (await fetch(`${api.url}/docs/problems${query}`)).text();

  it('is the address of the page that explains its code', async () => {
    const { body } = await call(api, company.key, 'GET', `/v1/documents/${crypto.randomUUID()}`);
    expect(body.type).toBe('https://remessa.example/docs/problems#not_found');
    const { pathname, hash } = new URL(body.type);
    const answer = await fetch(api.url + pathname);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain(`id="${hash.slice(1)}"`);
  });

  it('is explained with its cure for every code, in both languages', async () => {
    const codes: string[] = document.components.schemas.Problem.properties.code.enum;
    const [english, portuguese] = [await page('?lang=en'), await page('?lang=pt')];
    for (const code of codes) {
      expect(english).toContain(`<section id="${code}">`);
      expect(portuguese).toContain(`<section id="${code}">`);
    }
    expect(english).toContain('Enable it or give it a new key first.');
    expect(portuguese).toContain('Reative-a ou informe uma nova chave antes.');
    expect(portuguese).toContain('lang="pt-BR"');
  });
});
