import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTaxId, isCnpj, isCpf, isTaxId, normalizeTaxId } from '../../domain/tax-id.ts';

describe('CPF and CNPJ', () => {
  it.each(['24971563792', '19540550000121', '12ABC34501DE35', '11222333000181'])('accepts %s', (taxId) => {
    expect(isTaxId(taxId)).toBe(true);
  });

  it.each([
    '12345678900',
    '11111111111',
    '19540550000122',
    '12ABC34501DE36',
    '1954055000012',
    '00000000000000',
    '',
  ])('refuses %s', (taxId) => {
    expect(isTaxId(taxId)).toBe(false);
  });

  it('compares without punctuation and in capitals', () => {
    expect(normalizeTaxId(' 12.abc.345/01de-35 ')).toBe('12ABC34501DE35');
    expect(formatTaxId('24971563792')).toBe('249.715.637-92');
    expect(formatTaxId('12ABC34501DE35')).toBe('12.ABC.345/01DE-35');
  });

  it('notices every single digit that is mistyped in a CPF', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'24971563792'];
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(isCpf(digits.join(''))).toBe(false);
      }),
    );
  });

  it('notices two neighbouring characters that changed places in a CNPJ', () => {
    const taxId = '12ABC34501DE35';
    for (let at = 0; at < taxId.length - 1; at++) {
      const [one, other] = [taxId[at], taxId[at + 1]];
      if (one !== other) expect(isCnpj(taxId.slice(0, at) + other + one + taxId.slice(at + 2))).toBe(false);
    }
  });
});
