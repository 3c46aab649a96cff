import { randomUUID } from 'node:crypto';
import type { FirstTenant } from './secrets.ts';
import { StackError } from './stack-error.ts';

const company = {
  name: 'Empresa Demonstração',
  taxId: '11222333000181',
  features: ['boleto', 'online_banking'],
};

/**
 * Makes a company and a key for the first steps, through the public API like anybody else.
 * Returns `known` as long as the API still accepts its key (another database may have been put behind it).
 */
export async function ensureFirstTenant(
  apiUrl: string,
  adminKey: string,
  known: FirstTenant | undefined,
): Promise<FirstTenant> {
  if (known && (await isAccepted(apiUrl, known.key))) return known;
  const tenants = await call<{ data: { id: string; taxId: string }[] }>(
    apiUrl,
    adminKey,
    'GET',
    '/tenants?limit=200',
  );
  const tenant =
    tenants.data.find(({ taxId }) => taxId === company.taxId) ??
    (await call<{ id: string }>(apiUrl, adminKey, 'POST', '/tenants', company));
  const { key } = await call<{ key: string }>(apiUrl, adminKey, 'POST', `/tenants/${tenant.id}/api-keys`, {
    name: 'Primeira chave',
    role: 'erp',
  });
  return { id: tenant.id, key };
}

async function isAccepted(apiUrl: string, key: string): Promise<boolean> {
  const response = await fetch(`${apiUrl}/v1/banks`, { headers: { authorization: `Bearer ${key}` } });
  await response.body?.cancel();
  return response.ok;
}

async function call<T>(apiUrl: string, key: string, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${apiUrl}/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (response.ok) return (await response.json()) as T;
  throw new StackError(`${method} /v1${path} was answered ${response.status}: ${await response.text()}`);
}
