import { z } from 'zod';
import type { Asaas, Connection } from '../../asaas/asaas.ts';
import { Forbidden, isFailedCall, KeyRefused, NotFound } from '../../asaas/errors.ts';
import type { Environment } from '../../db/tables/accounts.ts';
import type { Bilingual } from '../http/language.ts';
import { Problem } from '../problems/problem.ts';

export const asaasKey = z
  .string()
  .max(512)
  .regex(/^[!-~]+$/)
  .meta({ description: 'The key made at Asaas (Integrações → Chaves de API). Mind the $ in shells.' });

type AsaasAccount = Awaited<ReturnType<Asaas['accounts']['describe']>>;

/** What Asaas says of the account behind a key, as columns of ours. What it did not say stays as it was. */
export type FoundAccount = { asaas_account: string; pix_ready?: boolean };

/**
 * Tries a key before it is saved. Throws 422 in three cases: its name shows the other environment, Asaas refuses it, or
 * it opens another account than the named one (money would go there).
 */
export async function tryAsaasKey(
  asaas: Asaas,
  connection: Connection,
  expected: { agency: string; number: string; digit: string },
): Promise<FoundAccount> {
  refuseOtherEnvironment(connection);
  const found = await describe(asaas, connection);
  if (!isSameAccount(expected, found)) {
    throw new Problem('account_mismatch', {
      values: { given: accountName(expected), found: accountName(found) },
      members: { given: numberOf(expected), found: numberOf(found) },
    });
  }
  const pixReady = await askForPixKey(asaas, connection);
  return { asaas_account: JSON.stringify(found), ...(pixReady !== null && { pix_ready: pixReady }) };
}

/**
 * The first characters of a key of each environment (Asaas reference 1.1). Very old keys begin differently and are
 * tried without this check.
 */
const prefixes: Record<Environment, string> = { sandbox: '$aact_hmlg_', production: '$aact_prod_' };

const environmentNames: Record<Environment, Bilingual> = {
  sandbox: { en: 'sandbox (Homologação)', 'pt-BR': 'Homologação' },
  production: { en: 'production (Produção)', 'pt-BR': 'Produção' },
};

function refuseOtherEnvironment({ environment, apiKey }: Connection): void {
  const other: Environment = environment === 'sandbox' ? 'production' : 'sandbox';
  if (!apiKey.startsWith(prefixes[other])) return;
  throw new Problem('key_of_other_environment', {
    values: { keyEnvironment: environmentNames[other], environment: environmentNames[environment] },
  });
}

async function describe(asaas: Asaas, connection: Connection): Promise<AsaasAccount> {
  try {
    return await asaas.accounts.describe(connection);
  } catch (error) {
    if (error instanceof KeyRefused || error instanceof Forbidden || error instanceof NotFound) {
      throw new Problem('key_refused_by_asaas', {
        values: { environment: environmentNames[connection.environment] },
      });
    }
    throw error;
  }
}

/** An account is good without an answer to this; a key may lack the permission to ask. */
async function askForPixKey(asaas: Asaas, connection: Connection): Promise<boolean | null> {
  try {
    return await asaas.accounts.hasPixKey(connection);
  } catch (error) {
    if (isFailedCall(error)) return null;
    throw error;
  }
}

type AccountNumber = Pick<AsaasAccount, 'agency' | 'number' | 'digit'>;

/** Leading zeros do not matter: `0001` and `1` are the same agency. */
function isSameAccount(one: AccountNumber, other: AccountNumber): boolean {
  return accountName(one) === accountName(other);
}

function accountName({ agency, number, digit }: AccountNumber): string {
  return `${agency.replace(/^0+(?=.)/, '')} / ${number.replace(/^0+(?=.)/, '')}-${digit}`;
}

function numberOf({ agency, number, digit }: AccountNumber): AccountNumber {
  return { agency, number, digit };
}
