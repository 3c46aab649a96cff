import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { type ApiKeyRow, findApiKeyByDigest, touchApiKey } from '../../db/access/api-keys.ts';
import { vendorScope } from '../../db/access/idempotency-keys.ts';
import type { KeyRole } from '../../db/tables/tenants.ts';
import { asGate, asVendor } from '../../db/tenancy.ts';
import type { Dependencies } from '../dependencies.ts';
import { demandWithin, tellStandings } from '../limits/rate-limit-headers.ts';
import { Problem } from '../problems/problem.ts';
import { type OpenSession, openSession } from '../sessions/authenticate-session.ts';
import { digestOf, looksLikeApiKey } from '../tenants/api-key.ts';

export type Role = 'admin' | KeyRole;

export interface Caller {
  role: Role;
  /** The id of the key or of the session's user; `admin` for the vendor. */
  keyId: string;
  /** The tenant of the key. For the vendor, the scope of the vendor's own idempotency keys. */
  tenantId: string;
  /** The caller's name on timelines. */
  actor: string;
  /** Only of a console session. */
  session?: { confirmedAt: Date | null };
}

/**
 * Digests of keys that were valid once. They are looked up even when strangers used up the allowance of their address.
 * Otherwise one company's mistyped key could block another company behind the same address.
 */
const seenValid = new Set<string>();

/**
 * Finds the caller by the Authorization header, or without one by the session's cookie. Throws 401 and 403. Throws 429
 * after too many calls of the address without a valid key; from then on only keys that were valid before are looked up.
 */
export async function authenticate(
  dependencies: Dependencies,
  request: Request,
  response: Response,
): Promise<Caller> {
  const session = await findSession(dependencies, request, response);
  if (session) return callerOf(session);
  const [, key] = /^Bearer ([!-~]{1,512})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) throw await refused(dependencies, request, response);
  const digest = digestOf(key);
  if (timingSafeEqual(digest, dependencies.adminKeyDigest)) {
    return { role: 'admin', keyId: 'admin', tenantId: vendorScope, actor: 'admin' };
  }
  const found = await findKey(dependencies, key, digest, request);
  if (!found) throw await refused(dependencies, request, response);
  await noteUse(dependencies, found);
  return {
    role: found.role,
    keyId: found.id,
    tenantId: found.tenant_id,
    actor: `${found.role}:${found.name}`,
  };
}

/** A session as a caller, like the caller of a key. */
export function callerOf({ row }: OpenSession): Caller {
  const { tenantId, role, name } = row;
  const keyId = row.userId ?? row.apiKeyId ?? 'admin';
  const session = { confirmedAt: row.confirmedAt };
  if (tenantId === null || role === null)
    return { role: 'admin', keyId, tenantId: vendorScope, actor: 'admin', session };
  return { role, keyId, tenantId, actor: `${role}:${name}`, session };
}

/** The caller's address. Only trusted proxies can set it. */
export function addressOf(request: Request): string {
  return request.ip ?? '';
}

async function findKey(
  { db, rateLimits }: Dependencies,
  key: string,
  digest: Buffer,
  request: Request,
): Promise<ApiKeyRow | undefined> {
  if (!looksLikeApiKey(key)) return undefined;
  const name = digest.toString('base64');
  const { remaining } = await rateLimits.findStranger(addressOf(request));
  if (remaining === 0 && !seenValid.has(name)) return undefined;
  const found = await asGate(db, (scope) => findApiKeyByDigest(scope, digest));
  if (found) seenValid.add(name);
  else seenValid.delete(name);
  return found;
}

/**
 * The session of the cookie, when the request has no Authorization header. A cookie without a valid session counts as a
 * stranger's call.
 */
async function findSession(
  dependencies: Dependencies,
  request: Request,
  response: Response,
): Promise<OpenSession | null> {
  if (request.headers.authorization !== undefined) return null;
  try {
    return await openSession(dependencies, request);
  } catch (error) {
    if (error instanceof Problem) await countStranger(dependencies, request, response);
    throw error;
  }
}

async function refused(dependencies: Dependencies, request: Request, response: Response): Promise<Problem> {
  await countStranger(dependencies, request, response);
  return new Problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
}

async function countStranger(
  { rateLimits }: Dependencies,
  request: Request,
  response: Response,
): Promise<void> {
  const standing = await rateLimits.countStranger(addressOf(request));
  tellStandings(response, [standing]);
  demandWithin(standing);
}

const minuteMs = 60_000;

/** At most once a minute, so a busy key does not cause a write for each call. */
async function noteUse(
  { db, now }: Dependencies,
  key: { id: string; last_used_at: Date | null },
): Promise<void> {
  const at = now();
  if (key.last_used_at && at.getTime() - key.last_used_at.getTime() < minuteMs) return;
  await asVendor(db, (scope) => touchApiKey(scope, key.id, at));
}
