import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { KeyRole } from '../tables/tenants.ts';

/** Whose a session is: a user, an API key, or (neither) the vendor. */
export type SessionOwner = { userId: string } | { apiKeyId: string } | Record<string, never>;

/** Keeps a new session, and forgets all that are over. */
export async function insertSession(
  scope: Scope,
  session: { digest: Buffer; owner: SessionOwner; now: Date; expiresAt: Date },
): Promise<void> {
  await scope.deleteFrom('sessions').where('expires_at', '<', session.now).execute();
  const { owner } = session;
  await scope
    .insertInto('sessions')
    .values({
      id: uuid(),
      digest: session.digest,
      user_id: 'userId' in owner ? owner.userId : null,
      api_key_id: 'apiKeyId' in owner ? owner.apiKeyId : null,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** A session whose owner may still come in, with what is known of the owner; of the vendor there is nothing. */
export interface SessionRow {
  id: string;
  userId: string | null;
  apiKeyId: string | null;
  tenantId: string | null;
  tenantName: string | null;
  name: string | null;
  role: KeyRole | null;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** The session of this secret unless it ended, by itself or with its user or key. Asked as the gate. */
export async function findSession(
  scope: Scope,
  digest: Buffer,
  { now, seenSince }: { now: Date; seenSince: Date },
): Promise<SessionRow | undefined> {
  const row = await scope
    .selectFrom('sessions as s')
    .leftJoin('users as u', 'u.id', 's.user_id')
    .leftJoin('api_keys as k', 'k.id', 's.api_key_id')
    .leftJoin('tenants as t', (join) =>
      join.on((on) =>
        on.or([on('t.id', '=', on.ref('u.tenant_id')), on('t.id', '=', on.ref('k.tenant_id'))]),
      ),
    )
    .select([
      's.id',
      's.user_id as userId',
      's.api_key_id as apiKeyId',
      't.id as tenantId',
      't.name as tenantName',
      's.last_seen_at as lastSeenAt',
      's.expires_at as expiresAt',
    ])
    .select((of) => [
      of.fn.coalesce('u.name', 'k.name').as('name'),
      of.fn.coalesce('u.role', 'k.role').as('role'),
    ])
    .where('s.digest', '=', digest)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.last_seen_at', '>', seenSince)
    .where('u.disabled_at', 'is', null)
    .where('k.revoked_at', 'is', null)
    .executeTakeFirst();
  return row;
}

/** Notes that a session is in use. */
export async function touchSession(scope: Scope, sessionId: string, at: Date): Promise<void> {
  await scope.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', sessionId).execute();
}

/** Ends one session, or all of its owner's. */
export async function endSessions(
  scope: Scope,
  session: Pick<SessionRow, 'id' | 'userId' | 'apiKeyId'>,
  which: 'this' | 'all',
  at: Date,
): Promise<void> {
  const { userId, apiKeyId } = session;
  await scope
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('ended_at', 'is', null)
    .where((where) => {
      if (which === 'this') return where('id', '=', session.id);
      return where.and([
        where('user_id', userId === null ? 'is' : '=', userId),
        where('api_key_id', apiKeyId === null ? 'is' : '=', apiKeyId),
      ]);
    })
    .execute();
}

/** Keeps a link that signs a user in once. */
export async function insertSignInLink(
  scope: Scope,
  link: { digest: Buffer; userId: string; expiresAt: Date },
): Promise<void> {
  await scope
    .insertInto('sign_in_links')
    .values({ digest: link.digest, user_id: link.userId, expires_at: link.expiresAt })
    .execute();
}

/** Uses a link up. Returns its user, or undefined when there is none, it is too late, or somebody was faster. */
export async function spendSignInLink(scope: Scope, digest: Buffer, now: Date): Promise<string | undefined> {
  const row = await scope
    .updateTable('sign_in_links')
    .set({ used_at: now })
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id;
}
