import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eraseFromJson, eraseFromText, type PersonTraces, textsNaming } from '../../domain/person-traces.ts';

const traces: PersonTraces = {
  taxId: '52998224725',
  texts: textsNaming({
    taxId: '52998224725',
    name: 'Maria  Souza',
    email: 'maria@x.example',
    phone: '41998765432',
  }),
  ownIds: new Set(['payer-1', 'document-1']),
};

describe('a text', () => {
  it.each([
    ['Aulas de MARIA SOUZA, março', 'Aulas de apagado, março'],
    ['Maria\tSouza', 'apagado'],
    ['CPF 529.982.247-25 / 52998224725', 'CPF apagado / apagado'],
    ['52998224725x e pay_52998224725', 'apagadox e pay_apagado'],
    ['de maria@x.example.', 'de apagado.'],
    ['Ana Maria Souzatti deve', 'Ana Maria Souzatti deve'],
    ['boleto 415299822472599', 'boleto 415299822472599'],
  ])('%s becomes %s', (text, erased) => {
    expect(eraseFromText(text, traces)).toBe(erased);
  });

  it('names nobody by one short word, which stands in other words and names', () => {
    expect(textsNaming({ taxId: '52998224725', name: 'Ana' })).not.toContain('Ana');
  });
});

describe('a JSON value', () => {
  it('loses free texts where it is about the person, and only the person’s texts elsewhere', () => {
    const answer = [
      {
        id: 'document-1',
        number: 'Maria Souza 1',
        amountCents: 5,
        description: 'x',
        lastError: { message: 'y' },
      },
      { id: 'document-2', description: 'para Maria Souza', lastError: { message: 'y' } },
    ];
    expect(eraseFromJson(answer, traces, false)).toEqual([
      {
        id: 'document-1',
        number: 'Maria Souza 1',
        amountCents: 5,
        description: null,
        lastError: { message: 'apagado' },
      },
      { id: 'document-2', description: 'para apagado', lastError: { message: 'y' } },
    ]);
  });

  it('names the person nowhere, keeps every number, and erased again is the same', () => {
    const leaf = fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom(...traces.texts, 'de MARIA SOUZA a'),
    );
    const key = fc.constantFrom('description', 'reason', 'payer', 'id', 'amountCents', 'ours', 'details');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.boolean(), (value, own) => {
        const erased = eraseFromJson(value, traces, own);
        const text = JSON.stringify(erased).toLowerCase();
        for (const each of traces.texts) expect(text).not.toContain(each.toLowerCase());
        expect(eraseFromJson(erased, traces, own)).toEqual(erased);
        if (!own) expect(numbersIn(erased)).toEqual(numbersIn(value));
      }),
    );
  });
});

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
