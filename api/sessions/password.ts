import { hash, verify } from '@node-rs/argon2';

/** argon2id with OWASP's first recommendation (19 MiB, two passes, one lane). The package has the same defaults. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The stored form of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let nobodys: Promise<string> | undefined;

/**
 * Whether this is the password. Without a hash (no such user) it takes the same time and says no, so nobody can find
 * out logins by the time.
 */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  nobodys ??= hashPassword('a password that nobody has');
  const isRight = await verify(passwordHash ?? (await nobodys), password);
  return isRight && passwordHash !== undefined;
}
