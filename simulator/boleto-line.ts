import { daysBetween } from './calendar.ts';

export interface Slip {
  dueDate: string;
  amountCents: number;
  /** Nosso número, 8 digits. */
  ourNumber: string;
}

/** The 44 digits of the bar code and the 47 of the line a person types. */
export interface BoletoLine {
  barCode: string;
  identificationField: string;
}

const bank = '461';
const currency = '9';

/** The bar code and digitable line of a slip, by FEBRABAN's layout with Asaas' free field. */
export function boletoLine({ dueDate, amountCents, ourNumber }: Slip): BoletoLine {
  const amount = String(amountCents).padStart(10, '0');
  // Read off one sandbox slip: `111`, nosso número padded to 20, `01`.
  const freeField = `111${ourNumber.padStart(20, '0')}01`;
  const tail = `${dueFactor(dueDate)}${amount}`;
  const generalDigit = modulo11(`${bank}${currency}${tail}${freeField}`);
  const fields = [
    `${bank}${currency}${freeField.slice(0, 5)}`,
    freeField.slice(5, 15),
    freeField.slice(15, 25),
  ];
  return {
    barCode: `${bank}${currency}${generalDigit}${tail}${freeField}`,
    identificationField: `${fields.map((field) => `${field}${modulo10(field)}`).join('')}${generalDigit}${tail}`,
  };
}

/** Four digits that count days: 1000 on 2025-02-22, back to 1000 after 9999 (FEBRABAN FB-009/2023). */
export function dueFactor(dueDate: string): string {
  const days = daysBetween('2025-02-22', dueDate);
  const wrapped = ((days % 9000) + 9000) % 9000;
  return String(1000 + wrapped);
}

/** Check digit of one field of the line: weights 2 and 1 from the right, digits of each product added. */
export function modulo10(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** General check digit of the bar code: weights 2 to 9 from the right; 0, 10 and 11 become 1. */
export function modulo11(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (2 + (index % 8)), 0);
  const digit = 11 - (sum % 11);
  return digit > 9 ? 1 : digit;
}
