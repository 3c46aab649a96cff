import { hash, verify } from '@node-rs/argon2';

/** argon2id with OWASP's first recommendation (19 MiB, two passes, one lane), which are also the package's defaults. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What is kept of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let nobodys: Promise<string> | undefined;

/** Whether it is this password. Without a hash (no such user) it takes as long and says no: logins cannot be guessed by it. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  nobodys ??= hashPassword('a password that nobody has');
  const isRight = await verify(passwordHash ?? (await nobodys), password);
  return isRight && passwordHash !== undefined;
}
