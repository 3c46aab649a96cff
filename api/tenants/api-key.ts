import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyRole } from '../../db/tables/tenants.ts';

/**
 * A key is `rms_<role>_` + 43 random characters (256 bits) + 6 characters of check sum. With the check sum we refuse a
 * mistyped key without a query, and secret scanners recognize a real key. Because of the underscores a double click
 * selects the whole key.
 */
export function makeApiKey(role: KeyRole): string {
  const random = Array.from({ length: 43 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const start = `rms_${role}_${random}`;
  return start + checkSum(start);
}

/** Whether the text has the form of a key and a correct check sum. The key may still be unknown or revoked. */
export function looksLikeApiKey(text: string): boolean {
  if (!/^rms_(erp|operator|viewer)_[0-9A-Za-z]{49}$/.test(text)) return false;
  return checkSum(text.slice(0, -checkSumLength)) === text.slice(-checkSumLength);
}

/** The stored form of a key. A key has 256 random bits, so it needs no slow hash. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checkSumLength = 6;

function checkSum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  while (digits.length < checkSumLength) {
    digits = alphabet.charAt(rest % alphabet.length) + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
