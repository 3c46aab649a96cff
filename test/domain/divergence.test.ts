import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredAfter, answeredBy, optionalTerms } from '../../domain/answered-terms.ts';
import type { Charge, ChargeStatus } from '../../domain/charge.ts';
import type { CollectionTerms } from '../../domain/collection-terms.ts';
import {
  type Divergence,
  judgeCharge,
  type OurSide,
  type TermField,
  termFields,
  withTheirs,
} from '../../domain/divergence.ts';
import { isSameWish, takeObstacle } from '../../domain/divergence-choice.ts';
import { canHappen, documentStatuses } from '../../domain/document-status.ts';
import { chargeAt } from './plain-charge.ts';

const days = { today: '2026-12-10', isBankDay: () => true };

const someTerms: fc.Arbitrary<CollectionTerms> = fc.record({
  amountCents: fc.integer({ min: 20_000, max: 1_000_000 }),
  additionCents: fc.integer({ min: 0, max: 10_000 }),
  rebateCents: fc.integer({ min: 0, max: 10_000 }),
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
  dueDate: fc.constantFrom('2026-12-20', '2027-01-04', '2026-11-30'),
  description: fc.option(fc.constantFrom('a', 'b')),
  billingType: fc.constant('BOLETO' as const),
});

const chargeStatuses: ChargeStatus[] = [
  'awaiting',
  'overdue',
  'confirmed',
  'received',
  'received_in_cash',
  'refunded',
  'unknown',
];

const live = fc.constantFrom('registered' as const, 'overdue' as const);

const oursAt = (wish: CollectionTerms, changes: Partial<OurSide> = {}): OurSide => ({
  status: 'registered',
  standing: 'own',
  wish,
  synced: wish,
  customerId: 'cus_1',
  askedCustomerId: 'cus_1',
  booked: [],
  chargeback: null,
  answered: null,
  ...changes,
});

/** How somebody at Asaas' site may change each term, away from any that `someTerms` makes. */
const edits: Record<TermField, Partial<Charge>> = {
  amountCents: { valueCents: 19_000 },
  dueDate: { dueDate: '2027-02-02' },
  discount: { discount: { type: 'percentage', percent: 50, daysBeforeDue: 0 } },
  fine: { fine: { type: 'fixed', amountCents: 777 } },
  interest: { interest: { percentPerMonth: 9.5 } },
  description: { description: 'c' },
};

const everyTerm: CollectionTerms = {
  amountCents: 20_000,
  additionCents: 0,
  rebateCents: 0,
  discount: { type: 'fixed', amountCents: 100, daysBeforeDue: 0 },
  fine: { type: 'percentage', percent: 2 },
  interest: { percentPerMonth: 1 },
  dueDate: '2026-12-20',
  description: 'a',
  billingType: 'BOLETO',
};

describe('a charge that is as its document', () => {
  it('differs in nothing, whatever its terms', () => {
    fc.assert(
      fc.property(someTerms, live, (wish, status) => {
        const judged = judgeCharge(chargeAt(wish), oursAt(wish, { status }), days);
        expect(judged).toEqual({ missed: null, divergences: [] });
      }),
    );
  });
});

describe('a charge that was changed at Asaas', () => {
  it('differs in exactly the fields that were changed', () => {
    const chosen = fc.uniqueArray(fc.constantFrom(...termFields));
    fc.assert(
      fc.property(chosen, live, (fields, status) => {
        const charge = chargeAt(everyTerm, Object.assign({}, ...fields.map((field) => edits[field])));
        const judged = judgeCharge(charge, oursAt(everyTerm, { status }), days);
        expect(judged?.divergences.map(({ field }) => field).sort()).toEqual([...fields].sort());
      }),
    );
  });

  it('differs in nothing any more once Asaas’ value is taken in each field', () => {
    fc.assert(
      fc.property(someTerms, someTerms, (wish, other) => {
        const charge = chargeAt(other);
        const found = judgeCharge(charge, oursAt(wish, { synced: everyTerm }), days)?.divergences ?? [];
        const taken = found.reduce<CollectionTerms>(withTheirs, wish);
        const again = judgeCharge(charge, oursAt(taken, { synced: everyTerm }), days);
        expect(again).toEqual({ missed: null, divergences: [] });
        expect(taken.amountCents).toBeGreaterThan(0);
        expect(taken.additionCents).toBeGreaterThanOrEqual(0);
        expect(isSameWish(taken, { ...other, billingType: wish.billingType })).toBe(true);
      }),
    );
  });

  it('is left alone in terms that nobody here asked for, unless Asaas answered otherwise before', () => {
    const bare = { ...everyTerm, discount: null, fine: null, interest: null, description: null };
    const charge = chargeAt(everyTerm);
    expect(judgeCharge(charge, oursAt(bare), days)?.divergences).toEqual([]);
    const asItWas = oursAt(bare, { answered: answeredBy(charge) });
    expect(judgeCharge(charge, asItWas, days)?.divergences).toEqual([]);
    const added = judgeCharge(charge, oursAt(bare, { answered: answeredBy(chargeAt(bare)) }), days);
    expect(added?.divergences).toEqual(
      optionalTerms.map((field) => ({ field, ours: null, theirs: everyTerm[field] })),
    );
    const removed = judgeCharge(chargeAt(bare), asItWas, days);
    expect(removed?.divergences).toEqual(
      optionalTerms.map((field) => ({ field, ours: everyTerm[field], theirs: null })),
    );
    const fields = judgeCharge(charge, oursAt(bare, { synced: everyTerm }), days)?.divergences;
    expect(fields?.map(({ field }) => field)).toEqual(['discount', 'fine', 'interest', 'description']);
  });

  it('differs from the wish that Asaas refused, though it is what Asaas was last told', () => {
    const wish = { ...everyTerm, amountCents: 30_000 };
    const judged = judgeCharge(chargeAt(everyTerm), oursAt(wish, { synced: everyTerm }), days);
    expect(judged?.divergences).toEqual([{ field: 'amountCents', ours: 30_000, theirs: 20_000 }]);
  });

  it('differs in its payer', () => {
    const judged = judgeCharge(chargeAt(everyTerm, { customerId: 'cus_2' }), oursAt(everyTerm), days);
    expect(judged?.divergences).toEqual([{ field: 'payer', ours: 'cus_1', theirs: 'cus_2' }]);
  });
});

describe('what an amended charge is measured by', () => {
  it('is what Asaas answers of the terms that were sent, and what it answered before of all others', () => {
    fc.assert(
      fc.property(someTerms, someTerms, someTerms, someTerms, (terms, synced, then, now) => {
        const before = answeredBy(chargeAt(then));
        const after = answeredAfter(chargeAt(now), { terms, synced }, before);
        for (const field of optionalTerms) {
          const isSent = terms[field] !== null || synced[field] !== null;
          expect(after[field]).toEqual(isSent ? now[field] : then[field]);
        }
      }),
    );
  });
});

describe('a charge whose payer was created anew at Asaas since', () => {
  it('is of the same payer', () => {
    const judged = judgeCharge(chargeAt(everyTerm), oursAt(everyTerm, { customerId: 'cus_9' }), days);
    expect(judged?.divergences).toEqual([]);
  });
});

describe('a charge in a status that we do not know', () => {
  it('proves nothing', () => {
    fc.assert(
      fc.property(someTerms, someTerms, fc.constantFrom(...documentStatuses), (wish, other, status) => {
        const charge = chargeAt(other, { status: 'unknown' });
        expect(judgeCharge(charge, oursAt(wish, { status }), days)).toBeNull();
      }),
    );
  });
});

describe('news that no webhook brought', () => {
  it('is told before terms are compared, and never beside a divergence', () => {
    const charge = fc.record({
      status: fc.constantFrom(...chargeStatuses),
      removed: fc.boolean(),
      valueCents: fc.integer({ min: 1, max: 50_000 }),
    });
    const standings = fc.constantFrom('own' as const, 'former' as const, 'stray' as const);
    fc.assert(
      fc.property(charge, fc.constantFrom(...documentStatuses), standings, (changes, status, standing) => {
        const judged = judgeCharge(
          chargeAt(everyTerm, changes),
          oursAt(everyTerm, { status, standing }),
          days,
        );
        if (judged?.missed) expect(judged.divergences).toEqual([]);
      }),
    );
  });

  it.each([
    ['registered', { status: 'received' }, 'paymentReceived'],
    ['registered', { status: 'received_in_cash' }, 'paymentReceived'],
    ['registered', { status: 'confirmed' }, 'paymentConfirmed'],
    ['registered', { status: 'overdue', dueDate: '2026-11-30' }, 'chargeOverdue'],
    ['overdue', { removed: true }, 'chargeChanged'],
    ['cancelled', {}, 'chargeChanged'],
    ['cancelled', { status: 'received' }, 'paymentReceived'],
  ] as const)('comes as the message of a webhook: %s here, %j there', (status, changes, signal) => {
    const wish = { ...everyTerm, dueDate: 'dueDate' in changes ? changes.dueDate : everyTerm.dueDate };
    const judged = judgeCharge(chargeAt(wish, changes), oursAt(wish, { status }), days);
    expect(judged?.missed?.signal).toBe(signal);
  });

  it('is no news of a due date that passed yesterday: the document’s own timer is not late', () => {
    const wish = { ...everyTerm, dueDate: '2026-12-09' };
    const charge = chargeAt(wish, { status: 'overdue' });
    expect(judgeCharge(charge, oursAt(wish), days)?.missed).toBeNull();
    const later = { ...days, today: '2026-12-11' };
    expect(judgeCharge(charge, oursAt(wish), later)?.missed?.signal).toBe('chargeOverdue');
  });
});

describe('a document that is over here, with a charge that can be paid there', () => {
  it.each(['paid', 'settled', 'refunded'] as const)('is a person’s matter: %s', (status) => {
    const booked = [{ cause: 'payment', grossCents: 20_000 }];
    const judged = judgeCharge(chargeAt(everyTerm), oursAt(everyTerm, { status, booked }), days);
    expect(judged).toEqual({
      missed: null,
      divergences: [{ field: 'status', ours: status, theirs: 'awaiting' }],
    });
  });

  it('is so too by a charge that was replaced', () => {
    const judged = judgeCharge(chargeAt(everyTerm), oursAt(everyTerm, { standing: 'former' }), days);
    expect(judged?.divergences).toEqual([{ field: 'surplusCharge', ours: null, theirs: 'pay_1' }]);
  });
});

describe('a choice', () => {
  const facts = { isClosed: false, isDecided: false, defaults: {}, today: days.today } as const;
  const anyTerm = fc.constantFrom<Divergence>(
    { field: 'amountCents', ours: 20_000, theirs: 19_000 },
    { field: 'dueDate', ours: '2026-12-20', theirs: '2026-12-22' },
    { field: 'fine', ours: { type: 'percentage', percent: 2 }, theirs: null },
  );

  it('of a term is possible exactly while the document waits for its payer', () => {
    fc.assert(
      fc.property(anyTerm, fc.constantFrom(...documentStatuses), (divergence, status) => {
        const canAmend = canHappen(status, 'charge.removed') && ['registered', 'overdue'].includes(status);
        for (const take of ['ours', 'asaas'] as const)
          expect(takeObstacle(take, divergence, { ...facts, status }) === null).toBe(canAmend);
      }),
    );
  });

  it('is made once', () => {
    fc.assert(
      fc.property(anyTerm, live, (divergence, status) => {
        expect(takeObstacle('ours', divergence, { ...facts, status, isDecided: true })).toBe('decided');
        expect(takeObstacle('asaas', divergence, { ...facts, status, isClosed: true })).toBe('closed');
      }),
    );
  });
});
