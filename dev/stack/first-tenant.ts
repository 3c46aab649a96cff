import { askApi, callApi, type FreshApi } from './call-api.ts';
import type { FirstTenant } from './secrets.ts';

const company = {
  name: 'Empresa Demonstração',
  taxId: '11222333000181',
  features: ['boleto', 'online_banking'],
};

/**
 * Makes a company and a key for the first steps, through the public API like anybody else.
 * Returns `known` as long as the API still accepts its key (another database may have been put behind it).
 * Throws a `StackError` when the API stays away or refuses.
 */
export async function ensureFirstTenant(api: FreshApi, known: FirstTenant | undefined): Promise<FirstTenant> {
  if (known && (await askApi(api, known.key, 'GET', '/banks')).status === 200) return known;
  const tenants = await callApi<{ data: { id: string; taxId: string }[] }>(api, 'GET', '/tenants?limit=200');
  const tenant =
    tenants.data.find(({ taxId }) => taxId === company.taxId) ??
    (await callApi<{ id: string }>(api, 'POST', '/tenants', company));
  const { key } = await callApi<{ key: string }>(api, 'POST', `/tenants/${tenant.id}/api-keys`, {
    name: 'Primeira chave',
    role: 'erp',
  });
  return { id: tenant.id, key };
}
