import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret that nobody can guess: 256 random bits, as text. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What a page must send along with every write of its session. Whoever lures a browser into a call can make it send
 * the cookie, but can read neither the cookie nor an answer, and so cannot know this. It follows from the session's
 * secret: nothing more has to be kept.
 */
export function csrfTokenOf(sessionSecret: string): string {
  return createHash('sha256').update(`csrf|${sessionSecret}`).digest('base64url');
}

/** Whether the token is the session's, in a time that tells nothing. */
export function isCsrfToken(token: string | undefined, sessionSecret: string): boolean {
  const expected = Buffer.from(csrfTokenOf(sessionSecret));
  const given = Buffer.from(token ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
