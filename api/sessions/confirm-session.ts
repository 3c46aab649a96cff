import { z } from 'zod';
import { confirmSession, type SessionOwner, type SessionRow } from '../../db/access/sessions.ts';
import { asGate } from '../../db/tenancy.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import { digestOf } from '../tenants/api-key.ts';
import { findOpenSession, type OpenSession } from './authenticate-session.ts';
import { guess } from './guesses.ts';
import { makeSecret } from './session-secret.ts';
import { type Credentials, findOwner, secretText } from './sign-in.ts';

/** The ways to confirm a session: its user's password or a new link, or the API key that it was opened by. */
export const confirmations = z.union([
  z.strictObject({ password: secretText }),
  z.strictObject({ apiKey: secretText.transform((key) => key.trim()) }),
  z.strictObject({ link: secretText }),
]);

/**
 * Confirms a session by the secret of its owner, and gives it a new id: an id that somebody else took is worth nothing
 * from then on. Its last end stays. Throws 401 and 429.
 */
export async function confirm(
  dependencies: Pick<Dependencies, 'db' | 'adminKeyDigest' | 'publicUrl' | 'now'>,
  { row, secret }: OpenSession,
  given: z.output<typeof confirmations>,
  address: string,
): Promise<OpenSession> {
  await guess({ address, login: row.login }, async () => {
    const named = toCredentials(given, row);
    const owner = named && (await findOwner(dependencies, named));
    return owner && isOwner(owner, row) ? owner : undefined;
  });
  const renewed = makeSecret();
  const change = { from: digestOf(secret), to: digestOf(renewed), at: dependencies.now() };
  const isOpen = await asGate(dependencies.db, (scope) => confirmSession(scope, row.id, change));
  if (!isOpen) throw new Problem('session_ended');
  return findOpenSession(dependencies, renewed);
}

/** Undefined for a password where the session has no user. */
function toCredentials(
  given: z.output<typeof confirmations>,
  { login }: SessionRow,
): Credentials | undefined {
  if (!('password' in given)) return given;
  return login === null ? undefined : { login, password: given.password };
}

function isOwner(owner: SessionOwner, { userId, apiKeyId }: SessionRow): boolean {
  const [ownersUser, ownersKey] = [
    'userId' in owner ? owner.userId : null,
    'apiKeyId' in owner ? owner.apiKeyId : null,
  ];
  return ownersUser === userId && ownersKey === apiKeyId;
}
