import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ok } from '../../api/http/answer.ts';
import { defineRoute } from '../../api/http/define-route.ts';
import { routes } from '../../api/routes.ts';
import { sourceFiles } from './source-file.ts';

/** What calls Asaas, or leads there. */
const asking = ['asaas', 'callAsaas', 'openAccount', 'tryAsaasKey', 'setUpWebhook', 'checkWebhook'];

describe('a transaction', () => {
  it('is never open while Asaas is called: what is handed a scope is not handed Asaas', () => {
    const wrong = ['api', 'activities'].flatMap(sourceFiles).flatMap(({ path }) => {
      const code = readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
      return askedInScope(path, code).map((name) => `${path}: ${name} where a scope is open`);
    });
    expect(wrong).toEqual([]);
  });

  it('is found however it is opened', () => {
    const code = `
      inScope(async (scope) => { await asaas.charges.read(scope); });
      asTenant(db, id, (scope) => keep(scope, deps.asaas));
      async function save(scope: Scope) { return callAsaas(deps); }
      const fine = (row) => asaas.charges.read(row);
      asTenant(db, id, (scope) => asaasName(scope));`;
    expect(askedInScope('x.ts', code)).toEqual(['asaas', 'asaas', 'callAsaas']);
  });

  it('of a route knows no Asaas by its type, and only a route that asks it may', () => {
    const route = {
      method: 'get',
      operationId: 'readX',
      tag: 'Operation',
      summary: 'x',
      roles: ['erp'],
      answers: { 200: z.string() },
    } as const;
    defineRoute({
      ...route,
      path: '/x',
      // @ts-expect-error A handler that runs in a transaction is not handed Asaas.
      async handle({ asaas }) {
        return ok(String(asaas));
      },
    });
    expect(
      routes
        .filter(({ askAsaas }) => askAsaas)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(
      expect.arrayContaining([
        'patch /v1/accounts/{id}',
        'post /v1/accounts',
        'post /v1/accounts/{id}/verify',
      ]),
    );
  });
});

/** The names in `asking` that stand inside of a function with a parameter `scope`. */
function askedInScope(path: string, code: string): string[] {
  const { program } = parseSync(path, code);
  const scopes: [from: number, to: number][] = [];
  const found: { name: string; at: number }[] = [];
  const enter = (node: { params: unknown[]; start: number; end: number }) => {
    const takesScope = node.params.some((each) => (each as { name?: string }).name === 'scope');
    if (takesScope) scopes.push([node.start, node.end]);
  };
  new Visitor({
    ArrowFunctionExpression: enter,
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    Identifier: ({ name, start }) => void (asking.includes(name) && found.push({ name, at: start })),
  }).visit(program);
  return found.filter(({ at }) => scopes.some(([from, to]) => from <= at && at < to)).map(({ name }) => name);
}
