import type { Request } from 'express';
import { findSession, type SessionRow, touchSession } from '../../db/access/sessions.ts';
import { asGate } from '../../db/tenancy.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { digestOf } from '../tenants/api-key.ts';
import { isSameOrigin } from './same-origin.ts';
import { readSessionCookie } from './session-cookie.ts';
import { isCsrfToken } from './session-secret.ts';

/** After this long without a call, a person must sign in again. */
export const idleMs = 30 * 60_000;

/** After this long everybody must sign in again. */
export const longestMs = 12 * 60 * 60_000;

/** Often enough to know who is still there, without a write for each call. */
const noteEveryMs = 60_000;

export interface OpenSession {
  row: SessionRow;
  secret: string;
}

type Tools = Pick<Dependencies, 'db' | 'publicUrl' | 'now'>;

/**
 * The session of the request's cookie, or null without a cookie. A call that can change something must come from our
 * own page and have the session's token (header `X-CSRF-Token`). Throws 401 and 403.
 */
export async function openSession(tools: Tools, request: Request): Promise<OpenSession | null> {
  const secret = readSessionCookie(request, tools.publicUrl);
  if (secret === undefined) return null;
  const onlyReads = request.method === 'GET' || request.method === 'HEAD';
  if (!onlyReads && !(isSameOrigin(request) && isCsrfToken(request.get('x-csrf-token'), secret))) {
    throw new Problem('csrf_refused');
  }
  return findOpenSession(tools, secret);
}

/** The session of this secret. Throws 401 when it has ended. */
export async function findOpenSession({ db, now }: Tools, secret: string): Promise<OpenSession> {
  const at = now();
  const limits = { now: at, seenSince: new Date(at.getTime() - idleMs) };
  const row = await asGate(db, async (scope) => {
    const found = await findSession(scope, digestOf(secret), limits);
    const unnotedMs = found ? at.getTime() - found.lastSeenAt.getTime() : 0;
    if (found && unnotedMs > noteEveryMs) await touchSession(scope, found.id, at);
    return found;
  });
  if (!row) throw new Problem('session_ended');
  return { row, secret };
}
