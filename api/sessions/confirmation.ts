import type { Caller } from '../http/authenticate.ts';
import type { Route } from '../http/define-route.ts';
import { Problem } from '../problems/problem.ts';

/** Somebody who finds a browser open has this long after its owner signed in or confirmed. */
export const confirmedMs = 10 * 60_000;

/** Throws 403 when this call of a session needs a confirmation and the last one is too long ago. */
export function demandConfirmation(
  route: Pick<Route, 'needsConfirmation'>,
  { session }: Pick<Caller, 'session'>,
  body: unknown,
  now: Date,
): void {
  if (!session || !isDelicate(route.needsConfirmation, body)) return;
  const confirmedAt = session.confirmedAt?.getTime() ?? 0;
  if (now.getTime() - confirmedAt >= confirmedMs) throw new Problem('confirmation_needed');
}

function isDelicate(needs: Route['needsConfirmation'], body: unknown): boolean {
  if (needs === undefined || needs === true) return needs === true;
  return typeof body === 'object' && body !== null && needs.some((field) => field in body);
}
