import { describe, expect, it } from 'vitest';
import { payment, toCharge } from '../../asaas/charges.ts';

const read = (status: string) =>
  toCharge(payment.parse({ id: 'pay_1', customer: 'cus_1', status, value: 10, dueDate: '2026-12-10' }));

describe('a status of Asaas', () => {
  it.each(['CHARGEBACK_REQUESTED', 'AUTHORIZED', 'A_STATUS_OF_TOMORROW', '', 'constructor', '__proto__'])(
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
