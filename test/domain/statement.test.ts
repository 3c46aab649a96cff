import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainLines, type LineKind, type StatementLine } from '../../domain/statement.ts';

function line(kind: LineKind, amountCents: number, changes: Partial<StatementLine> = {}): StatementLine {
  return {
    lineId: `line-${Math.abs(amountCents)}-${kind}`,
    date: '2026-12-10',
    kind,
    providerType: kind,
    amountCents,
    balanceCents: 0,
    chargeId: 'pay_1',
    description: '',
    ...changes,
  };
}

const cents = fc.integer({ min: 1, max: 100_000_000 });

describe('the explanation of a charge’s lines', () => {
  it('holds when they add up to what is booked, and fails by a centavo in either direction', () => {
    fc.assert(
      fc.property(cents, cents, fc.constantFrom(-1, 0, 1), (payment, fee, off) => {
        const booked = { paymentCents: payment, feeCents: fee, refundedCents: 0 };
        const lines = [line('payment', payment), line('payment_fee', -fee + off)];
        const [ofPayment, ofFee] = explainLines(lines, booked);
        expect(ofPayment?.explanation).toBe('booked');
        expect(ofFee).toMatchObject({
          explanation: off === 0 ? 'booked' : 'unexplained',
          bookedCents: -fee,
        });
      }),
    );
  });

  it('adds several refunds of one charge up', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 5 }), (refunds) => {
        const refundedCents = refunds.reduce((sum, each) => sum + each, 0);
        const lines = refunds.map((each) => line('refund', -each));
        const explained = explainLines(lines, { paymentCents: 0, feeCents: 0, refundedCents });
        expect(explained.every(({ explanation }) => explanation === 'booked')).toBe(true);
      }),
    );
  });

  it('is none for a payment that is not booked, or of no charge', () => {
    expect(explainLines([line('payment', 500)], null)).toMatchObject([{ explanation: 'unexplained' }]);
    const nobody = line('payment', 500, { chargeId: null });
    expect(explainLines([nobody], { paymentCents: 500, feeCents: 0, refundedCents: 0 })).toMatchObject([
      { explanation: 'unexplained', bookedCents: null },
    ]);
  });

  it('is their nature for notices and transfers, and never for what is not known', () => {
    const kinds: LineKind[] = ['notice_fee', 'transfer', 'transfer_fee', 'chargeback', 'other'];
    const explained = explainLines(
      kinds.map((kind) => line(kind, -99)),
      null,
    );
    expect(explained.map(({ explanation }) => explanation)).toEqual([
      'known_cost',
      'own_movement',
      'known_cost',
      'unexplained',
      'unexplained',
    ]);
  });
});
