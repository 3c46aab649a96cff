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

/** No notices go out. */
const silent = { fees: { messagingCents: 99, whatsappCents: 55 }, messages: false, whatsapp: false };

const cents = fc.integer({ min: 1, max: 100_000_000 });

describe('the explanation of a charge’s lines', () => {
  it('holds when they add up to what is booked, and fails by a centavo in either direction', () => {
    fc.assert(
      fc.property(cents, cents, fc.constantFrom(-1, 0, 1), (payment, fee, off) => {
        const booked = { paymentCents: payment, feeCents: fee, refundedCents: 0 };
        const lines = [line('payment', payment), line('payment_fee', -fee + off)];
        const [ofPayment, ofFee] = explainLines(lines, booked, silent);
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
        const explained = explainLines(lines, { paymentCents: 0, feeCents: 0, refundedCents }, silent);
        expect(explained.every(({ explanation }) => explanation === 'booked')).toBe(true);
      }),
    );
  });

  it('is none for a payment that is not booked, or of no charge', () => {
    expect(explainLines([line('payment', 500)], null, silent)).toMatchObject([
      { explanation: 'unexplained' },
    ]);
    const nobody = line('payment', 500, { chargeId: null });
    expect(
      explainLines([nobody], { paymentCents: 500, feeCents: 0, refundedCents: 0 }, silent),
    ).toMatchObject([{ explanation: 'unexplained', bookedCents: null }]);
  });

  it('is their nature for transfers, and never for what is not known', () => {
    const kinds: LineKind[] = ['transfer', 'transfer_fee', 'chargeback', 'other'];
    const explained = explainLines(
      kinds.map((kind) => line(kind, -99)),
      null,
      silent,
    );
    expect(explained.map(({ explanation }) => explanation)).toEqual([
      'own_movement',
      'known_cost',
      'unexplained',
      'unexplained',
    ]);
  });
});

describe('the explanation of notice fees', () => {
  const fees = { messagingCents: 99, whatsappCents: 55 };
  const explain = (amounts: number[], ways: { messages: boolean; whatsapp: boolean }) =>
    explainLines(
      amounts.map((amount) => line('notice_fee', amount)),
      null,
      { fees, ...ways },
    );
  const known = { explanation: 'known_cost' };
  const unexplained = { explanation: 'unexplained' };

  it('is one fee for all messages of a charge, and one for each notice by WhatsApp', () => {
    expect(explain([-99], { messages: true, whatsapp: false })).toMatchObject([known]);
    expect(explain([-55, -99, -55], { messages: true, whatsapp: true })).toMatchObject([known, known, known]);
    expect(explain([-99, -99], { messages: true, whatsapp: false })).toMatchObject([
      { ...unexplained, bookedCents: -99 },
      unexplained,
    ]);
  });

  it('is none for a fee that differs by one centavo', () => {
    fc.assert(
      fc.property(fc.constantFrom(-1, 1), fc.nat({ max: 4 }), (off, many) => {
        const whatsapp = Array.from({ length: many }, () => -55);
        const lines = explain([-99 + off, ...whatsapp], { messages: true, whatsapp: true });
        expect(lines).toMatchObject(lines.map(() => ({ ...unexplained, bookedCents: -99 - many * 55 })));
      }),
    );
  });

  it('is none where no notice goes out that way', () => {
    expect(explain([-99], { messages: false, whatsapp: false })).toMatchObject([
      { ...unexplained, bookedCents: 0 },
    ]);
    expect(explain([-55], { messages: true, whatsapp: false })).toMatchObject([unexplained]);
    expect(explain([-99], { messages: false, whatsapp: true })).toMatchObject([unexplained]);
  });
});
