import type { Response } from 'express';
import { Problem } from '../problems/problem.ts';
import type { Standing } from './rate-limits.ts';

/**
 * Tells the caller its allowances: in the fields of the IETF draft (draft-ietf-httpapi-ratelimit-headers), and in the
 * older `X-RateLimit-…` of most APIs. The older ones show only the allowance that was counted last.
 */
export function tellStandings(response: Response, standings: readonly Standing[]): void {
  const last = standings.at(-1);
  if (!last) return;
  response.set({
    'ratelimit-policy': standings
      .map(({ policy, allowance }) => `"${policy}";q=${allowance.count};w=${seconds(allowance.windowMs)}`)
      .join(', '),
    ratelimit: standings
      .map(({ policy, remaining, resetMs }) => `"${policy}";r=${remaining};t=${seconds(resetMs)}`)
      .join(', '),
    'x-ratelimit-limit': String(last.allowance.count),
    'x-ratelimit-remaining': String(last.remaining),
    'x-ratelimit-reset': String(seconds(last.resetMs)),
  });
}

/** Throws 429 when an allowance is used up. */
export function demandWithin({ isExceeded, allowance, resetMs }: Standing): void {
  if (!isExceeded) return;
  const wait = Math.max(1, seconds(resetMs));
  throw new Problem('rate_limited', {
    values: { limit: allowance.count, seconds: seconds(allowance.windowMs), wait },
    headers: { 'retry-after': String(wait) },
  });
}

function seconds(durationMs: number): number {
  return Math.ceil(durationMs / 1_000);
}
