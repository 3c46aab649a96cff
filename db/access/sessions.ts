import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { KeyRole } from '../tables/tenants.ts';

/** The owner of a session: a user, an API key, or the vendor (neither of the two). */
export type SessionOwner = { userId: string } | { apiKeyId: string } | Record<string, never>;

/** Stores a new session, and deletes all expired ones. */
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
      confirmed_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** A session that is valid, with what we know of its owner. Everything about the owner is null for the vendor. */
export interface SessionRow {
  id: string;
  userId: string | null;
  apiKeyId: string | null;
  tenantId: string | null;
  tenantName: string | null;
  /** Of the user. */
  login: string | null;
  name: string | null;
  role: KeyRole | null;
  lastSeenAt: Date;
  expiresAt: Date;
  confirmedAt: Date | null;
}

/** The session of this secret, if it did not end and its user or key may still enter. Runs as the gate. */
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
      's.confirmed_at as confirmedAt',
      'u.login',
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

export async function touchSession(scope: Scope, sessionId: string, at: Date): Promise<void> {
  await scope.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', sessionId).execute();
}

/** Notes that the owner confirmed the session, and gives it a new secret. False when it has ended meanwhile. */
export async function confirmSession(
  scope: Scope,
  sessionId: string,
  { from, to, at }: { from: Buffer; to: Buffer; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable('sessions')
    .set({ digest: to, confirmed_at: at, last_seen_at: at })
    .where('id', '=', sessionId)
    .where('digest', '=', from)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends one session, or all sessions of its owner. */
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

/** Stores a link that signs a user in once. */
export async function insertSignInLink(
  scope: Scope,
  link: { digest: Buffer; userId: string; expiresAt: Date },
): Promise<void> {
  await scope
    .insertInto('sign_in_links')
    .values({ digest: link.digest, user_id: link.userId, expires_at: link.expiresAt })
    .execute();
}

/** Uses a link. Returns its user. Undefined when the link does not exist, has expired, or was used. */
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
