import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-file.ts';

const product = ['api', 'db', 'worker', 'activities', 'asaas', 'audit', 'domain', 'workflows', 'config.ts'];
const sources = product.flatMap(sourceFiles).map(({ path }) => ({
  path,
  code: readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8'),
}));

describe('a secret', () => {
  it('is compared in constant time: never by === or !==, which tell by their speed how much was right', () => {
    const allowed = [
      // Whether an answer is the one that was just made, which holds the secret: nobody sends anything to be compared.
      'api/webhook-endpoints/endpoint-answer.ts: present === answer.secret',
    ];
    const found = sources.flatMap(({ path, code }) => comparisons(code).map((text) => `${path}: ${text}`));
    expect(found.filter((text) => !allowed.includes(text))).toEqual([]);
  });

  it('is found where it is compared, and not where something else is', () => {
    const code = `
      if (token === given) {}
      if (row.token_digest !== digestOf(x)) {}
      const a = headers['asaas-access-token'] == expected;
      if (user.passwordHash === other) {}
      if (token === undefined || secret === null || typeof password === 'string') {}
      if (secrets.length === 2 && tokenStatus === 'manual' && apiKeyId === id) {}
      if (hmac(signature) === expected) {}`;
    expect(comparisons(code)).toEqual([
      'token === given',
      'row.token_digest !== digestOf(x)',
      "headers['asaas-access-token'] == expected",
      'user.passwordHash === other',
      'hmac(signature) === expected',
    ]);
  });
});

describe('a statement of SQL', () => {
  it('is made of parameters: its text is pasted together where it is known to be ours alone', () => {
    const pasting = sources.filter(({ code }) => pastes(code)).map(({ path }) => path);
    expect(pasting.filter((path) => !path.startsWith('db/migrations/'))).toEqual([
      // Postgres itself has quoted the password: `alter role` takes no parameters.
      'db/application-login.ts',
      // Lists of our own columns, and one of two signs.
      'db/documents/document-entry.ts',
      'db/documents/document-list.ts',
      'db/inbox/document-problems.ts',
      // `listen` and `set` take no parameters. What is put in are words and numbers of our own.
      'db/notifications.ts',
      'db/pool.ts',
    ]);
  });

  it('is found where it is pasted together, by any of the ways', () => {
    const hole = ['$', '{b}'].join('');
    for (const code of [
      'sql.raw(x)',
      "sql['raw'](x)",
      'db.executeQuery(CompiledQuery.raw(x))',
      'pool.query(`a HOLE`)',
    ])
      expect([code, pastes(code.replace('HOLE', hole))]).toEqual([code, true]);
    for (const code of ['sql`a HOLE`', 'sql.ref(x)', "pool.query('select $1', [b])", 'String.raw`a`'])
      expect([code, pastes(code.replace('HOLE', hole))]).toEqual([code, false]);
  });
});

const named =
  /(token|secret|password|passphrase|signature|digest|hmac)(_?hash|_?digest)?['"\])]*(\([^()]*\))?$/i;

/** Comparisons in which one side has the name of a secret, and the other is no constant. */
function comparisons(code: string): string[] {
  const found: string[] = [];
  new Visitor({
    BinaryExpression: ({ operator, left, right, start, end }) => {
      if (!/^[!=]==?$/.test(operator)) return;
      const sides = [left, right];
      const isConstant = sides.some(
        ({ type, start, end }) => type === 'Literal' || code.slice(start, end) === 'undefined',
      );
      if (isConstant) return;
      if (sides.some((side) => named.test(code.slice(side.start, side.end))))
        found.push(code.slice(start, end));
    },
  }).visit(parseSync('x.ts', code).program);
  return found;
}

/** Whether text becomes SQL without Kysely's own care. */
function pastes(code: string): boolean {
  let isFound = false;
  new Visitor({
    MemberExpression: ({ object, start, end }) => {
      const isOfSql = object.type === 'Identifier' && ['sql', 'CompiledQuery'].includes(object.name);
      if (isOfSql && /\braw\b/.test(code.slice(start, end))) isFound = true;
    },
    CallExpression: ({ callee, arguments: [first] }) => {
      const isQuery = /\.query$/.test(code.slice(callee.start, callee.end));
      if (isQuery && first?.type === 'TemplateLiteral' && first.expressions.length > 0) isFound = true;
    },
  }).visit(parseSync('x.ts', code).program);
  return isFound;
}
