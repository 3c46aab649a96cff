import { randomUUID } from 'node:crypto';
import type { FirstTenant } from './secrets.ts';
import { StackError } from './stack-error.ts';
import { until } from './waiting.ts';

const company = {
  name: 'Empresa Demonstração',
  taxId: '11222333000181',
  features: ['boleto', 'online_banking'],
};

/** The API of a stack that has just come up. It may die at any moment, and is then started again. */
export interface FreshApi {
  /** Without `/v1`. */
  url: string;
  adminKey: string;
  log: (line: string) => void;
  /** How long it may be away before we give up. */
  patienceMs?: number;
}

/**
 * Makes a company and a key for the first steps, through the public API like anybody else.
 * Returns `known` as long as the API still accepts its key (another database may have been put behind it).
 * Throws a `StackError` when the API stays away or refuses.
 */
export async function ensureFirstTenant(api: FreshApi, known: FirstTenant | undefined): Promise<FirstTenant> {
  if (known && (await ask(api, known.key, 'GET', '/banks')).status === 200) return known;
  const tenants = await call<{ data: { id: string; taxId: string }[] }>(api, 'GET', '/tenants?limit=200');
  const tenant =
    tenants.data.find(({ taxId }) => taxId === company.taxId) ??
    (await call<{ id: string }>(api, 'POST', '/tenants', company));
  const { key } = await call<{ key: string }>(api, 'POST', `/tenants/${tenant.id}/api-keys`, {
    name: 'Primeira chave',
    role: 'erp',
  });
  return { id: tenant.id, key };
}

interface Answer {
  status: number;
  text: string;
}

async function call<T>(api: FreshApi, method: string, path: string, body?: object): Promise<T> {
  const { status, text } = await ask(api, api.adminKey, method, path, body);
  if (status < 300) return JSON.parse(text) as T;
  throw new StackError(`${method} /v1${path} was answered ${status}: ${text}`);
}

/** Asks again while the API is away. The idempotency key stays the same, so nothing is made twice. */
async function ask(
  { url, log, patienceMs = 60_000 }: FreshApi,
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const request = {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
  };
  let answer = await askOnce(`${url}/v1${path}`, request);
  if (answer) return answer;
  log('The API went away in the last step of the start; waiting until it is back ...');
  const isBack = async () => {
    answer = await askOnce(`${url}/v1${path}`, request);
    return answer !== undefined;
  };
  await until(isBack, { timeoutMs: patienceMs });
  if (answer) return answer;
  throw new StackError(
    `The API gave no answer to ${method} /v1${path} for ${patienceMs / 1000} s. Its log tells why: logs/api.log in the data directory.`,
  );
}

/** Undefined where nobody answers, or who answers cannot work yet. */
async function askOnce(url: string, request: RequestInit): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(20_000) });
    const text = await response.text();
    return response.status >= 500 ? undefined : { status: response.status, text };
  } catch {
    return undefined;
  }
}
