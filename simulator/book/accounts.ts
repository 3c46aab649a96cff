import { randomUUID } from 'node:crypto';
import { newApiKey, randomDigits } from '../ids.ts';
import type { Account, Environment } from '../store/schema.ts';
import type { Entry } from './entry.ts';

export interface NewAccount {
  name?: string | undefined;
  cpfCnpj?: string | undefined;
  environment?: Environment | undefined;
}

/** Opens an account with one key. */
export async function openAccount(
  entry: Entry,
  { name = 'Conta de teste', cpfCnpj = '19540550000121', environment = 'sandbox' }: NewAccount,
): Promise<{ account: Account; apiKey: string }> {
  const account = await entry.tx
    .insertInto('accounts')
    .values({
      id: randomUUID(),
      name,
      cpfCnpj,
      environment,
      agency: '0001',
      accountNumber: randomDigits(7),
      accountDigit: randomDigits(1),
      behaviour: '{}',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { account, apiKey: await addKey(entry, account) };
}

export async function addKey({ tx }: Entry, account: Account): Promise<string> {
  const key = newApiKey(account.environment);
  await tx.insertInto('apiKeys').values({ key, accountId: account.id }).execute();
  return key;
}

/** Revokes one key of the account, or all of them. Answers how many. */
export async function revokeKeys({ tx }: Entry, accountId: string, key?: string): Promise<number> {
  const result = await tx
    .updateTable('apiKeys')
    .set({ revoked: true })
    .where('accountId', '=', accountId)
    .where('revoked', '=', false)
    .$if(key !== undefined, (query) => query.where('key', '=', key ?? ''))
    .executeTakeFirstOrThrow();
  return Number(result.numUpdatedRows);
}
