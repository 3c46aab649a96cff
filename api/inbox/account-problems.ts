import type { Scope } from '../../db/database.ts';
import { type AccountProblem, findTroubledAccounts } from '../../db/inbox/account-problems.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { type ProblemCause, withoutDocuments } from './problem-answer.ts';

/** What is wrong with accounts, what stops the most first. */
export async function findAccountProblems(
  scope: Scope,
  accountId: string | undefined,
  language: Language,
): Promise<ProblemCause[]> {
  const rows = await findTroubledAccounts(scope, accountId);
  return rows.map(({ problem, count, account_id }) => ({
    ...withoutDocuments,
    kind: 'account',
    code: problem,
    words: problemWords[problem].words[language],
    cure: problemWords[problem].cure[language],
    of: 'accounts',
    count,
    amountCents: 0,
    link: count === 1 ? `/v1/accounts/${account_id}` : '/v1/accounts',
  }));
}

const problemWords: Record<AccountProblem, { words: Bilingual; cure: Bilingual }> = {
  key_refused: {
    words: {
      en: 'Asaas refuses the account’s key: nothing goes out.',
      'pt-BR': 'O Asaas recusa a chave da conta: nada é enviado.',
    },
    cure: {
      en: 'Make a new key at Asaas (Integrações → Chaves de API) and save it in the account; what waits goes on by itself.',
      'pt-BR':
        'Gere uma chave nova no Asaas (Integrações → Chaves de API) e informe-a na conta; o que espera continua sozinho.',
    },
  },
  key_expiring: {
    words: {
      en: 'A key of the account will die at Asaas soon.',
      'pt-BR': 'Uma chave da conta vai expirar no Asaas.',
    },
    cure: {
      en: 'If it is the key used here, make another one at Asaas and save it in the account before that day.',
      'pt-BR': 'Se é a chave usada aqui, gere outra no Asaas e informe-a na conta antes desse dia.',
    },
  },
  webhook_stopped: {
    words: {
      en: 'Asaas does not deliver the account’s events: payments are seen late.',
      'pt-BR': 'O Asaas não entrega os eventos da conta: os pagamentos aparecem com atraso.',
    },
    cure: {
      en: 'It is mended by itself where that helps. Read the webhook’s cause; PUT the webhook again to mend it now.',
      'pt-BR':
        'É corrigido sozinho quando possível. Leia a causa no webhook da conta; “Corrigir webhook” tenta já.',
    },
  },
  webhook_manual: {
    words: {
      en: 'The account’s webhook must be set up by a person, and no event ever came.',
      'pt-BR': 'O webhook da conta deve ser cadastrado por uma pessoa, e nenhum evento chegou até agora.',
    },
    cure: {
      en: 'Paste URL and token at Asaas (Integrações → Webhooks), or allow the key to manage webhooks.',
      'pt-BR': 'Cole URL e token no Asaas (Integrações → Webhooks), ou dê à chave a permissão de webhooks.',
    },
  },
  pix_missing: {
    words: {
      en: 'The account has no active Pix key: QR codes live for one day.',
      'pt-BR': 'A conta não tem chave Pix ativa: o QR Code vale por um dia.',
    },
    cure: {
      en: 'Register a Pix key at Asaas (Pix → Minhas chaves), then verify the account.',
      'pt-BR': 'Cadastre uma chave Pix no Asaas (Pix → Minhas chaves) e verifique a conta.',
    },
  },
};
