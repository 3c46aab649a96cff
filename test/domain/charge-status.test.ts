import { describe, expect, it } from 'vitest';
import { payment, toCharge } from '../../asaas/charges.ts';

const read = (status: string) =>
  toCharge(payment.parse({ id: 'pay_1', customer: 'cus_1', status, value: 10, dueDate: '2026-12-10' }));

describe('a status of Asaas', () => {
  it.each(['AWAITING_RISK_ANALYSIS', 'AUTHORIZED', 'A_STATUS_OF_TOMORROW', '', 'constructor', '__proto__'])(
    'that has no word here, "%s", is unknown and keeps Asaas’ own word',
    (status) => {
      expect(read(status)).toMatchObject({ status: 'unknown', unknownStatus: status });
    },
  );

  it('is kept as one short word, whatever it is', () => {
    expect(read(`\0\ud800 ${'x'.repeat(100)}`).unknownStatus).toBe(`???${'x'.repeat(57)}`);
  });

  it('that is known has no other word', () => {
    expect(read('PENDING')).not.toHaveProperty('unknownStatus');
  });
});

describe('a chargeback', () => {
  const disputed = (status: string, chargeback?: string) =>
    toCharge(
      payment.parse({
        id: 'pay_1',
        customer: 'cus_1',
        status,
        value: 10,
        dueDate: '2026-12-10',
        ...(chargeback && { chargeback: { status: chargeback } }),
      }),
    );

  it.each([
    ['CHARGEBACK_REQUESTED', undefined, 'disputed', 'requested'],
    ['CHARGEBACK_DISPUTE', 'IN_DISPUTE', 'disputed', 'in_dispute'],
    ['AWAITING_CHARGEBACK_REVERSAL', 'REVERSED', 'disputed', 'reversed'],
    ['RECEIVED', 'REVERSED', 'received', 'reversed'],
    ['CHARGEBACK_DISPUTE', 'DISPUTE_LOST', 'refunded', 'lost'],
    ['CHARGEBACK_REQUESTED', 'DONE', 'refunded', 'lost'],
    ['REFUNDED', 'DISPUTE_LOST', 'refunded', 'lost'],
    ['CHARGEBACK_DISPUTE', 'A_STATUS_OF_TOMORROW', 'disputed', 'in_dispute'],
    ['RECEIVED', 'constructor', 'received', null],
  ])('of a charge %s that Asaas calls %s is %s, %s', (status, chargeback, ours, stage) => {
    const charge = disputed(status, chargeback);
    expect([charge.status, charge.chargeback]).toEqual([ours, stage]);
    expect(charge.refundedCents).toBe(ours === 'refunded' ? 1_000 : 0);
  });
});

describe('a refund that is not done', () => {
  const refunded = (status: string, ...refunds: object[]) =>
    toCharge(
      payment.parse({ id: 'pay_1', customer: 'cus_1', status, value: 10, dueDate: '2026-12-10', refunds }),
    );
  const cancelled = { status: 'CANCELLED', value: 4, dateCreated: '2026-12-01 10:00:00' };
  const done = { status: 'DONE', value: 3, dateCreated: '2026-12-02 10:00:00' };

  it('is told by the newest, in whatever order Asaas lists them', () => {
    expect(refunded('RECEIVED', cancelled).undoneRefund).toEqual({ state: 'denied', amountCents: 400 });
    expect(refunded('RECEIVED', done, cancelled).undoneRefund).toBeNull();
    expect(refunded('RECEIVED', cancelled, done).undoneRefund).toBeNull();
    expect(refunded('REFUND_IN_PROGRESS').undoneRefund).toEqual({ state: 'requested', amountCents: 1_000 });
    expect(refunded('REFUNDED', cancelled).undoneRefund).toBeNull();
  });
});
