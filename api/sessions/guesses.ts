import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Problem } from '../problems/problem.ts';

/** How many wrong answers are allowed in a quarter of an hour, per login and per address, in each process. */
const guessesPerLogin = new RateLimiterMemory({ points: 10, duration: 15 * 60, keyPrefix: 'login' });
const guessesPerAddress = new RateLimiterMemory({ points: 50, duration: 15 * 60, keyPrefix: 'address' });

/** What `look` finds by a secret that somebody gave. Throws 401 when it finds nothing, and 429 after too many of those. */
export async function guess<Found>(
  { address, login }: { address: string; login: string | null },
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const guesses = [
    { limiter: guessesPerAddress, key: address },
    ...(login === null ? [] : [{ limiter: guessesPerLogin, key: login }]),
  ];
  for (const { limiter, key } of guesses) {
    const taken = await limiter.get(key);
    if (taken && taken.remainingPoints <= 0) throw tooMany(taken.msBeforeNext);
  }
  const found = await look();
  if (found !== undefined) return found;
  for (const { limiter, key } of guesses) await limiter.penalty(key);
  throw new Problem('sign_in_refused');
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1000);
  return new Problem('too_many_sign_ins', {
    values: { minutes: Math.ceil(seconds / 60) },
    headers: { 'retry-after': String(seconds) },
  });
}
