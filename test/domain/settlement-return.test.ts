import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookingOf, isReceipt } from '../../domain/booking.ts';
import type { Charge } from '../../domain/charge.ts';
import type { CollectionTerms } from '../../domain/collection-terms.ts';
import { judgeReceipt } from '../../domain/settlement-return.ts';
import { chargeAt, plainTerms } from './plain-charge.ts';

const today = '2026-12-10';
const days = { today, isBankDay: () => true };

const terms: CollectionTerms = {
  ...plainTerms,
  discount: { type: 'fixed', amountCents: 300, daysBeforeDue: 0 },
};

const received = chargeAt(plainTerms, {
  reference: null,
  status: 'received',
  valueCents: 9_700,
  netCents: 9_501,
  paidOn: today,
  creditedOn: today,
});

describe('a received charge beside our books', () => {
  it('is matched until the ledger has its payment, and already settled from then on', () => {
    const { entries } = bookingOf(received, terms, [], days);
    expect(judgeReceipt(received, { terms, booked: [] }, days).kind).toBe('matched');
    expect(judgeReceipt(received, { terms, booked: entries }, days).kind).toBe('already_settled');
  });

  it('is unidentified when nobody here created it, and taken as it is', () => {
    const { kind, receipt } = judgeReceipt(received, null, days);
    expect(kind).toBe('unidentified');
    expect(receipt).toMatchObject({ grossCents: 9_700, feeCents: 199, netCents: 9_501, discountCents: 0 });
  });

  it('is matched anew when a cash receipt was undone and given again', () => {
    const cash: Charge = { ...received, status: 'received_in_cash' };
    const first = bookingOf(cash, terms, [], days).entries;
    const undone = bookingOf({ ...received, status: 'awaiting' }, terms, first, days).entries;
    expect(judgeReceipt(cash, { terms, booked: first }, days).kind).toBe('already_settled');
    expect(judgeReceipt(cash, { terms, booked: [...first, ...undone] }, days).kind).toBe('matched');
  });

  it('in cash cost no fee, whatever Asaas’ net value says', () => {
    const cash: Charge = { ...received, status: 'received_in_cash' };
    expect(judgeReceipt(cash, null, days).receipt).toMatchObject({ feeCents: 0, netCents: 9_700 });
  });

  it('shows exactly what the ledger takes when it is processed', () => {
    const charges = fc.record({
      status: fc.constantFrom<Charge['status']>('received', 'received_in_cash'),
      valueCents: fc.integer({ min: 500, max: 10_000_000 }),
      feeCents: fc.integer({ min: 0, max: 499 }),
      interestAndFineCents: fc.integer({ min: 0, max: 400 }),
      discountCents: fc.integer({ min: 0, max: 5_000 }),
    });
    fc.assert(
      fc.property(charges, ({ feeCents, discountCents, ...change }) => {
        const charge: Charge = { ...received, ...change, netCents: change.valueCents - feeCents };
        const discount = { type: 'fixed', amountCents: discountCents, daysBeforeDue: 0 } as const;
        const known = { terms: { ...terms, discount }, booked: [] };
        const booked = bookingOf(charge, known.terms, [], days).entries.filter(isReceipt);
        expect([judgeReceipt(charge, known, days).receipt]).toEqual(booked);
        const { receipt } = judgeReceipt(charge, null, days);
        expect([receipt.grossCents, receipt.discountCents]).toEqual([charge.valueCents, 0]);
      }),
    );
  });

  it('that was not received is a mistake of whoever asks', () => {
    expect(() => judgeReceipt({ ...received, status: 'awaiting' }, null, days)).toThrow('not received');
  });
});
