import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { endSessions } from '../../db/access/sessions.ts';
import { asGate } from '../../db/tenancy.ts';
import type { Dependencies } from '../dependencies.ts';
import { addressOf, callerOf } from '../http/authenticate.ts';
import { kib, readJsonBody } from '../http/json-body.ts';
import { languageOf } from '../http/language.ts';
import { refuseMethod } from '../http/mount-routes.ts';
import { toFault, toFindings } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { findOpenSession, idleMs, type OpenSession, openSession } from './authenticate-session.ts';
import { confirm, confirmations } from './confirm-session.ts';
import { isSameOrigin } from './same-origin.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { csrfTokenOf } from './session-secret.ts';
import { credentials, signIn } from './sign-in.ts';

/**
 * Where people sign in, confirm who they are, and sign out. These are not declared routes, because the caller is not known yet, and they use
 * cookies. Each sign-in creates a new session. An older value of the cookie never becomes a session.
 */
export function sessionDoor(dependencies: Dependencies): Router {
  const { db, publicUrl, now } = dependencies;
  const router = Router({ caseSensitive: true, strict: true });

  router.post('/v1/sessions', async (request, response) => {
    if (!isSameOrigin(request)) throw new Problem('csrf_refused');
    const { secret, expiresAt } = await signIn(
      dependencies,
      await readAs(credentials, request, response),
      addressOf(request),
    );
    setSessionCookie(response, publicUrl, secret, expiresAt);
    response.status(201).json(toSessionAnswer(dependencies, await findOpenSession(dependencies, secret)));
  });

  router.get('/v1/sessions/current', async (request, response) => {
    response.json(toSessionAnswer(dependencies, await demandSession(dependencies, request)));
  });

  const end = (which: 'this' | 'all') => async (request: Request, response: Response) => {
    const { row } = await demandSession(dependencies, request);
    await asGate(db, (scope) => endSessions(scope, row, which, now()));
    clearSessionCookie(response, publicUrl);
    response.set('clear-site-data', '"cache", "storage"').status(204).end();
  };
  router.delete('/v1/sessions/current', end('this'));
  router.delete('/v1/sessions', end('all'));

  router.post('/v1/sessions/current/confirm', async (request, response) => {
    const session = await demandSession(dependencies, request);
    const given = await readAs(confirmations, request, response);
    const confirmed = await confirm(dependencies, session, given, addressOf(request));
    setSessionCookie(response, publicUrl, confirmed.secret, confirmed.row.expiresAt);
    response.json(toSessionAnswer(dependencies, confirmed));
  });

  router.all('/v1/sessions', refuseMethod(['post', 'delete']));
  router.all('/v1/sessions/current', refuseMethod(['get', 'delete']));
  router.all('/v1/sessions/current/confirm', refuseMethod(['post']));
  return router;
}

async function readAs<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  response: Response,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(await readJsonBody(request, response, 4 * kib), { reportInput: true });
  if (result.success) return result.data;
  const language = languageOf(request);
  throw new Problem('invalid_request', {
    errors: toFindings(result.error).map((finding) => toFault(finding, language)),
  });
}

async function demandSession(dependencies: Dependencies, request: Request): Promise<OpenSession> {
  const session = await openSession(dependencies, request);
  if (!session) throw new Problem('session_ended');
  return session;
}

function toSessionAnswer({ temporalUi, simulatorUrl }: Dependencies, { row, secret }: OpenSession) {
  return {
    role: callerOf({ row, secret }).role,
    name: row.name,
    tenant: row.tenantId === null ? null : { id: row.tenantId, name: row.tenantName },
    csrfToken: csrfTokenOf(secret),
    expiresAt: row.expiresAt.toISOString(),
    confirmsBy: row.userId === null ? 'apiKey' : 'password',
    idleSeconds: idleMs / 1000,
    temporalUi,
    hasSimulator: simulatorUrl !== null,
  };
}
