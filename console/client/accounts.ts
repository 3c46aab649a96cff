import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session.ts';
import { type Account, api, ask } from './api.ts';

/** The company's accounts; few enough to be read whole. The vendor has none. */
export function useAccounts() {
  const { session } = useSession();
  return useQuery({
    queryKey: ['accounts'],
    enabled: session.tenant !== null,
    queryFn: async () => (await ask(api.GET('/v1/accounts', { params: { query: { limit: 200 } } }))).data,
    refetchInterval: 15_000,
  });
}

/** Why nothing can be sent through the account now, or undefined when something can. */
export function accountReason(account: Account): string | undefined {
  if (account.disabledAt) return 'A conta está desativada. Reative-a em Contas correntes.';
  if (account.keyStatus === 'refused') return account.keyCure ?? 'O Asaas recusou a chave da conta.';
  return undefined;
}

export function accountLabel(account: Account): string {
  const environment = account.environment === 'sandbox' ? 'Homologação' : 'Produção';
  return `${account.name} · ${account.agency} / ${account.number}-${account.digit} · ${environment}`;
}
