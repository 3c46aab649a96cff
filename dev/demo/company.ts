import type { AsaasAccount, Payers } from './payers.ts';
import { PublicApi } from './public-api.ts';

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
  const vendor = new PublicApi(apiAddress, adminKey);
  const tenant = await vendor.post<{ id: string }>('/tenants', {
    name,
    taxId,
    features: ['boleto', 'online_banking'],
  });
  const { key } = await vendor.post<{ key: string }>(`/tenants/${tenant.id}/api-keys`, {
    name: 'ERP',
    role: 'erp',
  });
  const api = new PublicApi(apiAddress, key);
  const asaas = await payers.openAccount(name, taxId);
  const account = await api.post<{ id: string }>('/accounts', accountEntry(asaas));
  return { tenantId: tenant.id, key, accountId: account.id, asaas, api };
}

/** What the clerk enters for the current account: the bank's data and the key made at Asaas. */
export function accountEntry(asaas: AsaasAccount): Record<string, string> {
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
