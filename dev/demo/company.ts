import type { AsaasAccount, Payers } from './payers.ts';
import { answerOf, openApi, type PublicApi, type Schemas } from './public-api.ts';

export interface Company {
  tenantId: string;
  key: string;
  accountId: string;
  asaas: AsaasAccount;
  api: PublicApi;
}

const taxId = '12345678000195';
const bankCodeOfAsaas = '461';

/**
 * A company of its own for every demo: licence, key, an account at Asaas and its webhook. Nothing of an earlier demo
 * can then be in the way.
 */
export async function openCompany(apiAddress: string, adminKey: string, payers: Payers): Promise<Company> {
  const name = `Comercial Aurora Ltda, ${new Date().toLocaleString('pt-BR', { timeZone: 'America/Sao_Paulo' })}`;
  const vendor = openApi(apiAddress, adminKey);
  const tenant = await answerOf(
    vendor.POST('/v1/tenants', { body: { name, taxId, features: ['boleto', 'online_banking'] } }),
  );
  const key = await makeKey(vendor, tenant.id);
  const api = openApi(apiAddress, key);
  const asaas = await payers.openAccount(name, taxId);
  const account = await answerOf(api.POST('/v1/accounts', { body: accountEntry(asaas) }));
  return { tenantId: tenant.id, key, accountId: account.id, asaas, api };
}

/** The ERP's key, which is shown this once. */
export async function makeKey(vendor: PublicApi, tenantId: string): Promise<string> {
  const made = await answerOf(
    vendor.POST('/v1/tenants/{id}/api-keys', {
      params: { path: { id: tenantId } },
      body: { name: 'ERP', role: 'erp' },
    }),
  );
  if (made.key === null) throw new Error('The key was made before, and is not shown again.');
  return made.key;
}

/** What the clerk enters for the current account: the bank's data and the key made at Asaas. */
export function accountEntry(asaas: AsaasAccount): Schemas['NewAccount'] {
  return {
    bankCode: bankCodeOfAsaas,
    name: 'Asaas, conta de cobrança',
    agency: asaas.agency,
    number: asaas.account,
    digit: asaas.accountDigit,
    environment: 'sandbox',
    apiKey: asaas.apiKey,
  };
}
