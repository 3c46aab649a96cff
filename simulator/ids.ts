import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

const lowercase = 'abcdefghijklmnopqrstuvwxyz0123456789';
const mixedCase = `${lowercase}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/**
 * The id of a new charge, 20 characters in either format.
 * `new` is the one announced for November 2026 (a digit segment, mixed case), `old` the one before it.
 */
export function newChargeId(format: 'new' | 'old'): string {
  return format === 'new' ? `pay_1_${randomText(mixedCase, 14)}` : `pay_${randomText(lowercase, 16)}`;
}

export function customerId(number: number): string {
  return `cus_${String(number).padStart(12, '0')}`;
}

export function notificationId(number: number): string {
  return `not_${String(number).padStart(12, '0')}`;
}

/**
 * The id of an event: 32 hexadecimal digits, `&`, a number. The hexadecimal part repeats within an account,
 * as it does in published captures: only the full text is unique.
 */
export function eventId(accountId: string, number: number): string {
  return `evt_${createHash('md5').update(accountId).digest('hex')}&${number}`;
}

/** A fresh API key with the prefix of its environment. */
export function newApiKey(environment: 'sandbox' | 'production'): string {
  const prefix = environment === 'sandbox' ? '$aact_hmlg_' : '$aact_prod_';
  return `${prefix}${randomBytes(48).toString('base64url')}::${randomUUID()}`;
}

export function randomDigits(count: number): string {
  return randomText('0123456789', count);
}

export function newToken(): string {
  return randomText(mixedCase, 48);
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
