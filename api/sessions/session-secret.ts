import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret that nobody can guess: 256 random bits, as text. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The token that a page must send with every write of its session. An attacker can make a browser send the cookie, but
 * can read neither the cookie nor an answer, and so cannot know this token. It is computed from the session's secret,
 * so nothing more is stored.
 */
export function csrfTokenOf(sessionSecret: string): string {
  return createHash('sha256').update(`csrf|${sessionSecret}`).digest('base64url');
}

/** Whether this is the session's token. The time of the comparison tells nothing about it. */
export function isCsrfToken(token: string | undefined, sessionSecret: string): boolean {
  const expected = Buffer.from(csrfTokenOf(sessionSecret));
  const given = Buffer.from(token ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
