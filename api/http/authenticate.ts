import { timingSafeEqual } from 'node:crypto';
import { findApiKeyByDigest, touchApiKey } from '../../db/access/api-keys.ts';
import { vendorScope } from '../../db/access/idempotency-keys.ts';
import type { KeyRole } from '../../db/tables/tenants.ts';
import { asGate, asVendor } from '../../db/tenancy.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { digestOf, looksLikeApiKey } from '../tenants/api-key.ts';

export type Role = 'admin' | KeyRole;

export interface Caller {
  role: Role;
  /** The tenant of the key; of the vendor, who has none, the scope of the vendor's own idempotency keys. */
  tenantId: string;
  /** Who did it, as timelines say it. */
  actor: string;
}

/** Finds out who calls from the Authorization header alone. Throws 401. */
export async function authenticate(
  dependencies: Dependencies,
  authorization: string | undefined,
): Promise<Caller> {
  const [, key] = /^Bearer ([!-~]{1,512})$/i.exec(authorization ?? '') ?? [];
  if (key === undefined) throw refused();
  if (timingSafeEqual(digestOf(key), dependencies.adminKeyDigest)) {
    return { role: 'admin', tenantId: vendorScope, actor: 'admin' };
  }
  if (!looksLikeApiKey(key)) throw refused();
  const found = await asGate(dependencies.db, (scope) => findApiKeyByDigest(scope, digestOf(key)));
  if (!found) throw refused();
  await noteUse(dependencies, found);
  return { role: found.role, tenantId: found.tenant_id, actor: `${found.role}:${found.name}` };
}

function refused(): Problem {
  return new Problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
}

const minuteMs = 60_000;

/** At most once a minute, so that a busy key does not cost a write per call. */
async function noteUse(
  { db, now }: Dependencies,
  key: { id: string; last_used_at: Date | null },
): Promise<void> {
  const at = now();
  if (key.last_used_at && at.getTime() - key.last_used_at.getTime() < minuteMs) return;
  await asVendor(db, (scope) => touchApiKey(scope, key.id, at));
}
