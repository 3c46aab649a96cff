import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boletoLine, dueFactor } from '../../simulator/boleto-line.ts';

test('the line of a real sandbox slip comes out digit by digit', () => {
  expect(boletoLine({ dueDate: '2026-09-30', amountCents: 1000, ourNumber: '13289493' })).toEqual({
    identificationField: '46191110000000000000013289493010115850000001000',
    barCode: '46191158500000010001110000000000001328949301',
  });
});

test('the factor counts days from 22 February 2025 and starts over after 9999', () => {
  expect(dueFactor('2025-02-22')).toBe('1000');
  expect(dueFactor('2025-02-23')).toBe('1001');
  expect(dueFactor('2049-10-13')).toBe('9999');
  expect(dueFactor('2049-10-14')).toBe('1000');
});

const slips = fc.record({
  dueDate: fc
    .date({ min: new Date('2025-02-22'), max: new Date('2049-10-13'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  amountCents: fc.integer({ min: 500, max: 9_999_999_999 }),
  ourNumber: fc.integer({ min: 0, max: 99_999_999 }).map((number) => String(number).padStart(8, '0')),
});

test('every line has 47 digits, every bar code 44, and a bank would accept their check digits', () => {
  fc.assert(
    fc.property(slips, (slip) => {
      const { identificationField: line, barCode } = boletoLine(slip);
      expect(line).toMatch(/^\d{47}$/);
      expect(barCode).toMatch(/^\d{44}$/);
      for (const [start, end] of [
        [0, 10],
        [10, 21],
        [21, 32],
      ] as const) {
        expect(isLuhnValid(line.slice(start, end))).toBe(true);
      }
      expect(barCode[4]).toBe(barCodeDigit(barCode));
    }),
  );
});

test('what a bank reads back from the line is the bar code, the amount and the due date', () => {
  fc.assert(
    fc.property(slips, (slip) => {
      const { identificationField: line, barCode } = boletoLine(slip);
      const freeField = line.slice(4, 9) + line.slice(10, 20) + line.slice(21, 31);
      expect(line.slice(0, 4) + line[32] + line.slice(33) + freeField).toBe(barCode);
      expect(Number(line.slice(37))).toBe(slip.amountCents);
      const days = Number(line.slice(33, 37)) - 1000;
      expect(new Date(Date.parse('2025-02-22') + days * 86_400_000).toISOString().slice(0, 10)).toBe(
        slip.dueDate,
      );
      expect(freeField).toContain(slip.ourNumber);
    }),
  );
});

/** Modulo 10 as the card industry writes it: the whole field with its check digit sums to a multiple of 10. */
function isLuhnValid(field: string): boolean {
  let sum = 0;
  for (let index = 0; index < field.length; index += 1) {
    const digit = Number(field[field.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += Math.floor(doubled / 10) + (doubled % 10);
  }
  return sum % 10 === 0;
}

/** Modulo 11 by explicit weights, from the 43 digits around the check digit. */
function barCodeDigit(barCode: string): string {
  const digits = (barCode.slice(0, 4) + barCode.slice(5)).split('').map(Number);
  const weights = [
    4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2,
    9, 8, 7, 6, 5, 4, 3, 2,
  ];
  const sum = digits.reduce((total, digit, index) => total + digit * (weights[index] ?? 0), 0);
  const rest = sum % 11;
  return String(rest === 0 || rest === 1 || rest === 10 ? 1 : 11 - rest);
}
