import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { findApiKeyByDigest } from '../../db/access/api-keys.ts';
import { insertSession, type SessionOwner, spendSignInLink } from '../../db/access/sessions.ts';
import { findUser, findUserByLogin } from '../../db/access/users.ts';
import { asGate } from '../../db/tenancy.ts';
import type { Dependencies } from '../dependencies.ts';
import { digestOf, looksLikeApiKey } from '../tenants/api-key.ts';
import { longestMs } from './authenticate-session.ts';
import { guess } from './guesses.ts';
import { isPassword } from './password.ts';
import { makeSecret } from './session-secret.ts';

export const secretText = z.string().min(1).max(512);

/** The three ways to sign in: a user's login and password, an API key, or a link that works once. */
export const credentials = z.union([
  z.strictObject({ login: z.string().trim().toLowerCase().min(1).max(200), password: secretText }),
  z.strictObject({ apiKey: secretText.transform((key) => key.trim()) }),
  z.strictObject({ link: secretText }),
]);

export type Credentials = z.output<typeof credentials>;

type Tools = Pick<Dependencies, 'db' | 'adminKeyDigest' | 'now'>;

/** Opens a session. Returns its secret (for the cookie only) and its end. Throws 401 and 429. */
export async function signIn(
  dependencies: Tools,
  given: Credentials,
  address: string,
): Promise<{ secret: string; expiresAt: Date }> {
  const login = 'login' in given ? given.login : null;
  const owner = await guess({ address, login }, () => findOwner(dependencies, given));
  const now = dependencies.now();
  const secret = makeSecret();
  const expiresAt = new Date(now.getTime() + longestMs);
  await asGate(dependencies.db, (scope) =>
    insertSession(scope, { digest: digestOf(secret), owner, now, expiresAt }),
  );
  return { secret, expiresAt };
}

/** Whose secret this is. Undefined when it is nobody's. */
export function findOwner(
  { db, adminKeyDigest, now }: Tools,
  given: Credentials,
): Promise<SessionOwner | undefined> {
  return asGate(db, async (scope) => {
    if ('login' in given) {
      const user = await findUserByLogin(scope, given.login);
      return (await isPassword(given.password, user?.password_hash)) && user
        ? { userId: user.id }
        : undefined;
    }
    if ('link' in given) {
      const userId = await spendSignInLink(scope, digestOf(given.link), now());
      const user = userId === undefined ? undefined : await findUser(scope, userId);
      return user && { userId: user.id };
    }
    const digest = digestOf(given.apiKey);
    if (timingSafeEqual(digest, adminKeyDigest)) return {};
    if (!looksLikeApiKey(given.apiKey)) return undefined;
    const key = await findApiKeyByDigest(scope, digest);
    return key && { apiKeyId: key.id };
  });
}
