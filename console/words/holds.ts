import type { HoldCause } from '../client/api.ts';

/** What a document waits for, in the words of a filter. */
export const holdLabels: Record<HoldCause, string> = {
  quota: 'Limite de requisições',
  daily_limit: 'Limite diário de cobranças',
  key_refused: 'Chave recusada',
  account_disabled: 'Conta desativada',
  forbidden: 'Operação proibida à chave',
  asaas_unavailable: 'Asaas fora do ar',
  payer_uncertain: 'Pagador sem resposta',
  unexpected: 'Erro inesperado',
};

export const holds = Object.keys(holdLabels) as HoldCause[];
