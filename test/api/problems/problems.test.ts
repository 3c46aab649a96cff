import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectTrouble } from '../../environment/quiet.ts';
import { aDocument } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const portuguese = { 'accept-language': 'pt-BR,pt;q=0.9,en;q=0.5' };

describe('a body', () => {
  it('that is not JSON is refused as such', async () => {
    for (const text of ['{"documents": [', '', '\u00ff\u00fe', '{"a":1}{"b":2}']) {
      const { status, body } = await company.call('POST', '/v1/documents', text);
      expect([status, body.code]).toEqual([400, 'malformed_json']);
    }
  });

  it('that is not in UTF-8 is refused', async () => {
    const response = await raw('POST', '/v1/remittances', Buffer.from([0x22, 0xe9, 0x22]), {});
    expect(await codeOf(response)).toBe('malformed_json');
  });

  it('may have 64 KiB, and 2 MiB where documents are entered', async () => {
    const large = 'x'.repeat(65 * 1_024);
    const path = `/v1/documents/${crypto.randomUUID()}/cancel`;
    const { status, body } = await company.call('POST', path, { reason: large }, portuguese);
    expect(status).toBe(413);
    expect(body.detail).toContain('64 KiB');
    expect((await company.call('POST', '/v1/documents', { documents: [large] })).status).toBe(200);
    const tooLarge = 'x'.repeat(2_049 * 1_024);
    expect((await company.call('POST', '/v1/documents', { documents: [tooLarge] })).status).toBe(413);
  });

  it('is taken as JSON only, and not compressed', async () => {
    const plain = Buffer.from('{}');
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
    const inLatin = { 'content-type': 'application/json; charset=iso-8859-1' };
    expect(await codeOf(await raw('POST', '/v1/documents', plain, asForm))).toBe('unsupported_media_type');
    expect(await codeOf(await raw('POST', '/v1/documents', plain, inLatin))).toBe('unsupported_media_type');
    const compressed = await raw('POST', '/v1/documents', gzipSync(plain), { 'content-encoding': 'gzip' });
    expect(compressed.status).toBe(415);
  });

  it('has all its faults named at once, with field, code and cure', async () => {
    const { status, body } = await company.call(
      'POST',
      '/v1/accounts',
      { name: ' ', agency: 'x', environment: 'test', apiKey: 7, extra: 1 },
      portuguese,
    );
    expect(status).toBe(400);
    const faults = Object.fromEntries(
      body.errors.map((each: { path: string; code: string }) => [each.path, each.code]),
    );
    expect(faults).toEqual({
      bankCode: 'invalid_choice',
      name: 'blank',
      agency: 'invalid_format',
      number: 'required',
      digit: 'required',
      environment: 'invalid_choice',
      apiKey: 'wrong_type',
      extra: 'unknown_field',
    });
    expect(body.errors.find((each: { path: string }) => each.path === 'number').message).toBe(
      'Ausente: informe number.',
    );
  });

  it('cannot bring text that could not be kept: NUL, half a surrogate pair, endless nesting', async () => {
    const withNul = { reason: 'a\u0000b' };
    const { body } = await company.call('POST', `/v1/documents/${crypto.randomUUID()}/cancel`, withNul);
    expect(body.errors).toMatchObject([{ path: 'reason', code: 'invalid_text' }]);
    const half = '{"name":"\\ud800","features":[]}';
    const { body: halved } = await company.call('POST', `/v1/remittances`, half);
    expect(halved.errors.map((each: { code: string }) => each.code)).toContain('invalid_text');
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const { body: nested } = await company.call('POST', `/v1/remittances`, `{"filter":${deep}}`);
    expect(nested.code).toBe('body_too_deep');
    expect((await company.call('GET', '/v1/documents?q=%00')).body.errors[0].code).toBe('invalid_text');
  });

  it('cannot reach into prototypes', async () => {
    const { status } = await company.call(
      'POST',
      '/v1/remittances',
      '{"__proto__":{"filter":{}},"accountId":"x"}',
    );
    expect(status).toBe(400);
    const row = JSON.stringify(aDocument()).replace('{', '{"__proto__":{"polluted":true},');
    const { body } = await company.call('POST', '/v1/documents', `{"documents":[${row}]}`);
    expect(body.documents[0].result).toBe('invalid');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('an address', () => {
  it('that names nothing is answered 404, whatever is wrong with it', async () => {
    for (const path of [
      '/v1/nothing',
      '/v1/documents/7',
      '/v1/documents/%00',
      '/v1/documents/%E0%A4%A',
      '/v2',
    ]) {
      const { status, body } = await company.call('GET', path);
      expect([path, status, body.code]).toEqual([path, 404, 'not_found']);
    }
  });

  it('tells which methods it takes', async () => {
    const { status, body, headers } = await company.call('DELETE', '/v1/documents');
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', 'POST, GET']);
    expect((await company.call('PUT', '/readyz')).status).toBe(405);
  });

  it('with a word where others have an id is not taken for that id', async () => {
    for (const [method, path, allowed] of [
      ['GET', '/v1/remittances/preview', 'POST'],
      ['PATCH', '/v1/documents/import', 'POST'],
      ['DELETE', '/v1/sending-rules/preview', 'POST'],
    ] as const) {
      const { status, headers } = await company.call(method, path);
      expect([path, status, headers.get('allow')]).toEqual([path, 405, allowed]);
    }
  });
});

describe('a head', () => {
  it('of more than 16 KiB is refused with words, wherever it goes', async () => {
    const long = 'x'.repeat(17 * 1_024);
    const { status, body, headers } = await company.call('GET', `/v1/documents?search=${long}`);
    expect([status, body.code, body.status]).toEqual([431, 'head_too_large', 431]);
    expect(body.detail).toContain('16 KiB');
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(headers.get('x-request-id')).toBe(body.requestId);
    const { body: stuffed } = await company.call('GET', '/v1/banks', undefined, { 'x-stuffed': long });
    expect(stuffed.code).toBe('head_too_large');
  });
});

describe('a problem', () => {
  it('speaks Portuguese to those who ask for it and English to others, with one code', async () => {
    const path = `/v1/documents/${crypto.randomUUID()}`;
    const { body: pt, headers } = await company.call('GET', path, undefined, portuguese);
    const { body: en } = await company.call('GET', path, undefined, { 'accept-language': 'fr' });
    expect([pt.title, en.title]).toEqual(['Não encontrado', 'Not found']);
    expect(pt.code).toBe(en.code);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(headers.get('x-request-id')).toBe(pt.requestId);
  });

  it('of our own making is a plain 500, without a word of what it was', async () => {
    expectTrouble({ part: 'postgres', line: /column payer\.name does not exist/, why: 'It is hidden.' });
    expectTrouble({
      part: 'api',
      line: /column payer\.name does not exist|"route":"get \/v1\/documents","status":500/,
      why: 'A fault of our own is made on purpose.',
    });
    await api.sql('alter table payers rename column name to hidden');
    try {
      const { status, body } = await company.call('GET', '/v1/documents');
      expect([status, body.code]).toEqual([500, 'internal_error']);
      expect(JSON.stringify(body)).not.toMatch(/payer|column|select/);
    } finally {
      await api.sql('alter table payers rename column hidden to name');
    }
  });
});

describe('every answer', () => {
  it('is never stored on the way and carries the headers that keep browsers strict', async () => {
    const { headers } = await company.call('GET', '/v1/banks');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

function raw(method: string, path: string, body: Buffer, headers: Record<string, string>): Promise<Response> {
  return fetch(api.url + path, {
    method,
    headers: {
      authorization: `Bearer ${company.key}`,
      'idempotency-key': crypto.randomUUID(),
      'content-type': 'application/json',
      ...headers,
    },
    body: new Uint8Array(body),
  });
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}
