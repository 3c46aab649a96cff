import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ErpDocument } from '../../../dev/demo/erp-document.ts';
import { readReceivables } from '../../../dev/demo/receivables-file.ts';
import { leastPayableCents, minimumChargeCents } from '../../../domain/collection-terms.ts';
import { isTaxId } from '../../../domain/tax-id.ts';

const today = '2027-05-10';
const bytes = readFileSync(new URL('../../../samples/receivables.csv', import.meta.url));
const sample = readReceivables(bytes, today);
const documents = sample.rows.map((row) => row.document);

/** The faults planted on purpose, each by a name of its own. */
function faultOf(document: ErpDocument, earlier: ErpDocument[]): string | undefined {
  const terms = {
    additionCents: 0,
    rebateCents: 0,
    discount: null,
    fine: null,
    interest: null,
    description: null,
  };
  const discount = document.discount ? { ...document.discount, daysBeforeDue: 0 } : null;
  if (!document.payer.taxId) return 'no tax id';
  if (!isTaxId(document.payer.taxId)) return document.payer.taxId.length === 11 ? 'wrong CPF' : 'wrong CNPJ';
  if (!document.payer.name) return 'no name';
  if (document.amountCents <= 0) return 'not positive';
  if (leastPayableCents({ ...terms, ...document, discount }) < minimumChargeCents) {
    return discount ? 'below R$ 5,00 with its discount' : 'below R$ 5,00';
  }
  if (document.dueDate < today) return 'past due date';
  return earlier.some(({ erpId }) => erpId === document.erpId) ? 'repeated' : undefined;
}

const faults = documents.map((document, at) => faultOf(document, documents.slice(0, at)));
const sound = documents.filter((_, at) => faults[at] === undefined);

describe('samples/receivables.csv', () => {
  it('is Windows-1252 with accents, as a Windows ERP writes it', () => {
    expect(sample.encoding).toBe('Windows-1252');
    expect(documents.some(({ payer }) => payer.name === 'Açougue Três Irmãos Ltda ME')).toBe(true);
  });

  it('has more than 240 sound documents of 61 payers, people and companies', () => {
    const payers = [...new Set(sound.map(({ payer }) => payer.taxId))];
    expect(sound.length).toBeGreaterThanOrEqual(240);
    expect(payers).toHaveLength(61);
    expect(payers.filter((taxId) => taxId.length === 11).length).toBeGreaterThan(10);
    expect(payers.filter((taxId) => /[A-Z]/.test(taxId)).length).toBeGreaterThanOrEqual(5);
  });

  it('has one row of each fault, and no other faults', () => {
    expect(faults.filter((fault) => fault !== undefined).sort()).toEqual([
      'below R$ 5,00',
      'below R$ 5,00 with its discount',
      'no name',
      'no tax id',
      'not positive',
      'past due date',
      'repeated',
      'wrong CNPJ',
      'wrong CPF',
    ]);
    expect(sample.unreadable.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('31/02/2027'),
      expect.stringContaining('a combinar'),
    ]);
  });

  it('has one payer whose telephone only Asaas refuses', () => {
    const refused = sound.filter(({ payer }) => payer.phone === '47999999999');
    expect(refused).toHaveLength(1);
  });

  it('has some documents due on the day of the export and none in the week after it', () => {
    const days = sound.map(({ dueDate }) => dueDate).filter((dueDate) => dueDate < '2027-05-20');
    expect(new Set(days)).toEqual(new Set([today]));
    expect(days).toHaveLength(8);
  });
});
