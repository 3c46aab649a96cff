import type { Account, Environment } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** Who calls: an account, or why not. A revoked key still tells whose it was, so that its calls are counted. */
export interface Caller {
  account?: Account;
  refusal?: KeyRefusal;
}

export type KeyRefusal = keyof typeof descriptions | 'empty';

const descriptions = {
  access_token_not_found:
    "O cabeçalho de autenticação 'access_token' é obrigatório e não foi encontrado na requisição",
  invalid_access_token_format:
    'O valor fornecido não parece ser uma chave de API válida do Asaas. Verifique o formato da sua chave',
  invalid_environment: 'A chave de API informada não pertence a este ambiente',
  invalid_access_token: 'A chave de API fornecida é inválida',
};

/** Finds the account behind the header `access_token`, which is the raw key. */
export async function identify(
  store: Store,
  environment: Environment,
  key: string | undefined,
): Promise<Caller> {
  if (key === undefined) return { refusal: 'access_token_not_found' };
  if (key === '') return { refusal: 'empty' };
  const prefix = /^\$aact_(hmlg|prod)_./.exec(key)?.[1];
  if (!prefix) return { refusal: 'invalid_access_token_format' };
  if ((prefix === 'hmlg') !== (environment === 'sandbox')) return { refusal: 'invalid_environment' };

  const found = await store
    .selectFrom('apiKeys')
    .innerJoin('accounts', 'accounts.id', 'apiKeys.accountId')
    .selectAll('accounts')
    .select('apiKeys.revoked')
    .where('apiKeys.key', '=', key)
    .executeTakeFirst();
  if (!found) return { refusal: 'invalid_access_token' };
  const { revoked, ...account } = found;
  return revoked ? { account, refusal: 'invalid_access_token' } : { account };
}

/** The body of the 401; an empty key never reaches Asaas, so its gateway answers, with nothing. */
export function keyRefusalBody(refusal: KeyRefusal): object | undefined {
  if (refusal === 'empty') return undefined;
  return { errors: [{ code: refusal, description: descriptions[refusal] }] };
}
