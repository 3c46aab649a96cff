import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeApiKey } from '../../api/tenants/api-key.ts';
import { findLeaks, notAllowed } from './leak-scan.ts';

const name = { kind: 'name of a payer', value: 'José Conceição' };
const taxId = { kind: 'tax id of a payer', value: '24971563792' };
const token = { kind: 'token of a webhook', value: 'whk-4f1c2a9e77d05b3168c2' };
const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const kindsIn = (text: string) =>
  findLeaks([{ place: 'x', text }], [name, taxId, token]).map(({ kind }) => kind);

describe('the search for people and secrets', () => {
  it.each([
    ['plain', `payer ${name.value}!`],
    ['in other letters', name.value.toUpperCase()],
    ['in a URL', `?q=${encodeURIComponent(name.value)}`],
    ['in hex', `\\x${Buffer.from(name.value).toString('hex').toUpperCase()}`],
    ['in base64', inBase64(name.value)],
    ['in the base64 of something longer', inBase64(`{"name":"${name.value}"}`)],
    ['in the base64 of something one byte longer', inBase64(`{"name": "${name.value}"}`)],
    ['in the base64 of something two bytes longer', inBase64(`{ "name": "${name.value}"}`)],
  ])('finds a name %s', (_, text) => {
    expect(kindsIn(text)).toEqual([name.kind]);
  });

  it('finds a tax id as people write it, and a token of which it knows nothing but the value', () => {
    expect(kindsIn('CPF 249.715.637-92')).toEqual([taxId.kind]);
    expect(kindsIn(`"asaas-access-token":"${token.value}"`)).toEqual([token.kind]);
  });

  it('knows a secret that no row has by its form', () => {
    expect(kindsIn(`Bearer ${makeApiKey('erp')}`)).toEqual(['key of the API']);
    expect(kindsIn('$aact_hmlg_000MzkwODA2MWY2OGM3MWRlMDU2NWM3')).toEqual(['key of an account at Asaas']);
    expect(kindsIn(`whsec_${randomBytes(32).toString('base64')}`)).toEqual(['secret that signs webhooks']);
    expect(kindsIn(`cookie: remessa_session=${randomBytes(32).toString('base64url')}`)).toEqual([
      'cookie of a session',
    ]);
  });

  it('calls an id, a time or a part of a name no leak, and shows no value that it found', () => {
    expect(kindsIn('document/0199a1c2-7d11-7b6e-9d3c-5f0c1b2a3d4e 1732791600000 José')).toEqual([]);
    const [leak] = findLeaks([{ place: 'x', text: `for ${name.value} today` }], [name]);
    expect(leak).toEqual({ kind: name.kind, place: 'x', around: 'for […] today' });
  });

  it('lets be what is allowed there, and nowhere else', () => {
    const leaks = findLeaks(
      ['a.log', 'b.log'].map((place) => ({ place, text: taxId.value })),
      [taxId],
    );
    const allowed = [{ kind: /^tax id/, place: /^a\.log$/, why: 'This test says so.' }];
    expect(notAllowed(leaks, allowed).map(({ place }) => place)).toEqual(['b.log']);
  });
});
