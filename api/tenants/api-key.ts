import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyRole } from '../../db/tables/tenants.ts';

/**
 * A key is `rms_<role>_` + 43 random characters (256 bits) + 6 characters of check sum. The check sum lets us refuse
 * a mistyped key without a query and lets secret scanners tell a true key; underscores keep a double click whole.
 */
export function makeApiKey(role: KeyRole): string {
  const random = Array.from({ length: 43 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const start = `rms_${role}_${random}`;
  return start + checkSum(start);
}

/** Whether the text is written as a key and its check sum agrees. It may still be unknown or revoked. */
export function looksLikeApiKey(text: string): boolean {
  if (!/^rms_(erp|operator|viewer)_[0-9A-Za-z]{49}$/.test(text)) return false;
  return checkSum(text.slice(0, -checkSumLength)) === text.slice(-checkSumLength);
}

/** What is kept of a key: 256 random bits need no slow hash. */
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
