import type {
  QuotaState,
  ReconciliationState,
  RelayState,
  WorkerState,
} from '../../domain/processing-health.ts';
import type { Bilingual, Language } from '../http/language.ts';

interface Told {
  words: Bilingual;
  cure: Bilingual | null;
}

/** In the caller's language. */
export function tell<State extends string>(
  states: Readonly<Record<State, Told>>,
  state: State,
  language: Language,
): { words: string; cure: string | null } {
  const { words, cure } = states[state];
  return { words: words[language], cure: cure?.[language] ?? null };
}

export const workerWords: Readonly<Record<WorkerState, Told>> = {
  working: {
    words: { en: 'Documents are being worked on.', 'pt-BR': 'Os documentos estão sendo processados.' },
    cure: null,
  },
  idle: {
    words: {
      en: 'A worker lives and takes no work.',
      'pt-BR': 'O processamento está ligado, mas não recebe trabalho.',
    },
    cure: {
      en: 'It stops, or cannot reach Temporal. If this lasts for a minute, tell whoever runs Remessa.',
      'pt-BR':
        'Ele está parando ou não alcança o Temporal. Se durar mais de um minuto, avise quem opera a Remessa.',
    },
  },
  silent: {
    words: {
      en: 'No worker says that it lives: nothing is registered and nothing is settled.',
      'pt-BR': 'O processamento está parado: nada é registrado e nada é baixado.',
    },
    cure: {
      en: 'Nothing is lost: what you enter and what Asaas tells is kept, and goes on once a worker runs. Tell whoever runs Remessa.',
      'pt-BR':
        'Nada se perde: o que você incluir e o que o Asaas avisar fica guardado e continua quando ele voltar. Avise quem opera a Remessa.',
    },
  },
};

export const relayWords: Readonly<Record<RelayState, Told>> = {
  working: {
    words: { en: 'Messages are delivered at once.', 'pt-BR': 'As mensagens são entregues na hora.' },
    cure: null,
  },
  late: {
    words: {
      en: 'Messages wait for more than a minute.',
      'pt-BR': 'Há mensagens esperando há mais de um minuto.',
    },
    cure: {
      en: 'Normal for some minutes after much was sent at once. Otherwise GET /v1/undelivered-messages says which cannot be delivered.',
      'pt-BR':
        'Normal por alguns minutos depois de um envio grande. Se não diminuir, a Caixa de problemas diz quais não podem ser entregues.',
    },
  },
  silent: {
    words: { en: 'Nobody delivers messages.', 'pt-BR': 'Ninguém está entregando as mensagens.' },
    cure: {
      en: 'The worker does not run, or does not reach Temporal. They are kept and delivered once it does. Tell whoever runs Remessa.',
      'pt-BR':
        'O processamento está parado ou não alcança o Temporal. Elas ficam guardadas e saem quando ele voltar. Avise quem opera a Remessa.',
    },
  },
};

export const quotaWords: Readonly<Record<QuotaState, Told>> = {
  plenty: {
    words: { en: 'There is room for new charges.', 'pt-BR': 'Há espaço para novas cobranças.' },
    cure: null,
  },
  settling: {
    words: {
      en: 'New charges wait for the next window; amendments and settlements go on.',
      'pt-BR': 'Novas cobranças esperam a próxima janela; alterações e baixas continuam.',
    },
    cure: {
      en: 'Nothing to do: they go on by themselves.',
      'pt-BR': 'Nada a fazer: continuam sozinhas.',
    },
  },
  used_up: {
    words: {
      en: 'Asaas takes no more calls of this account until the next window.',
      'pt-BR': 'O Asaas não aceita mais chamadas desta conta até a próxima janela.',
    },
    cure: {
      en: 'Nothing to do: all goes on by itself. If it happens often, ask Asaas for a higher quota.',
      'pt-BR': 'Nada a fazer: tudo continua sozinho. Se acontece sempre, peça ao Asaas uma cota maior.',
    },
  },
};

export const reconciliationWords: Readonly<Record<ReconciliationState, Told>> = {
  done: {
    words: {
      en: 'Compared with Asaas within two days.',
      'pt-BR': 'Conferida com o Asaas nos últimos dois dias.',
    },
    cure: null,
  },
  old: {
    words: {
      en: 'The last comparison with Asaas is older than two days.',
      'pt-BR': 'A última conferência com o Asaas tem mais de dois dias.',
    },
    cure: {
      en: 'Ask for one: POST /v1/accounts/{id}/reconcile. A refused key or a stopped worker keeps it from ending.',
      'pt-BR':
        'Use “Conciliar agora” na conta. Uma chave recusada ou o processamento parado impedem que ela termine.',
    },
  },
  none: {
    words: {
      en: 'Not compared with Asaas yet.',
      'pt-BR': 'Ainda não conferida com o Asaas.',
    },
    cure: {
      en: 'The first one comes by itself within a day.',
      'pt-BR': 'A primeira conferência vem sozinha em até um dia.',
    },
  },
};
