import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesFrom } from '../../domain/charge-difference.ts';
import type { CollectionTerms } from '../../domain/collection-terms.ts';
import { chargeAt, plainTerms } from './plain-charge.ts';

const everyDay = () => true;

const terms = { ...plainTerms, additionCents: 500 };

const someTerms: fc.Arbitrary<CollectionTerms> = fc.record({
  amountCents: fc.integer({ min: 1_000, max: 1_000_000 }),
  additionCents: fc.integer({ min: 0, max: 10_000 }),
  rebateCents: fc.integer({ min: 0, max: 400 }),
  discount: fc.option(
    fc.record({
      type: fc.constant('fixed' as const),
      amountCents: fc.integer({ min: 1, max: 400 }),
      daysBeforeDue: fc.integer({ min: 0, max: 9 }),
    }),
  ),
  fine: fc.option(
    fc.record({ type: fc.constant('percentage' as const), percent: fc.integer({ min: 0, max: 9 }) }),
  ),
  interest: fc.option(fc.record({ percentPerMonth: fc.integer({ min: 0, max: 9 }) })),
  dueDate: fc.constantFrom('2026-12-20', '2027-01-04'),
  description: fc.option(fc.constantFrom('a', 'b')),
  billingType: fc.constant('BOLETO' as const),
});

describe('a charge compared with its terms', () => {
  it('differs in nothing when it is what was asked for, whatever was asked before', () => {
    fc.assert(
      fc.property(someTerms, someTerms, (asked, earlier) => {
        expect(differencesFrom(chargeAt(asked), asked, earlier, everyDay)).toEqual([]);
      }),
    );
  });

  it('differs, when it stayed as it was, in just what was changed', () => {
    const changed: CollectionTerms = { ...terms, interest: { percentPerMonth: 1 }, dueDate: '2027-01-04' };
    expect(differencesFrom(chargeAt(terms), changed, terms, everyDay)).toEqual(['vencimento', 'juros']);
    const taken = { ...terms, fine: { type: 'fixed', amountCents: 200 } } as const;
    expect(differencesFrom(chargeAt(taken), terms, taken, everyDay)).toEqual(['multa']);
  });

  it('leaves alone what the document never asked for: the Asaas account may have defaults of its own', () => {
    const charge = { ...chargeAt(terms), fine: { type: 'percentage', percent: 2 } as const };
    expect(differencesFrom(charge, terms, terms, everyDay)).toEqual([]);
  });

  it('is judged by what was paid, once it is paid', () => {
    const discounted = { ...terms, discount: { type: 'fixed', amountCents: 500, daysBeforeDue: 0 } } as const;
    const paid = {
      ...chargeAt(terms),
      status: 'received',
      paidOn: '2026-12-10',
      valueCents: 10_000,
    } as const;
    expect(differencesFrom(paid, discounted, terms, everyDay)).toEqual([]);
    expect(differencesFrom(paid, terms, discounted, everyDay)).toEqual(['valor']);
  });
});
