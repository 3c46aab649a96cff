/** Why something cannot be done now. None of these is a refusal: the work continues when the cause is over. */
export const holdCauses = [
  'quota',
  'daily_limit',
  'key_refused',
  'account_disabled',
  'forbidden',
  'asaas_unavailable',
  'payer_uncertain',
  'unexpected',
] as const;

export type HoldCause = (typeof holdCauses)[number];

/** The work that a hold can stop. `book` is money: a payment, a cash receipt or an assigned receipt. */
export const heldWorks = ['register', 'lookUp', 'amend', 'cancel', 'book'] as const;

export type HeldWork = (typeof heldWorks)[number];

/** "Not now" as an answer: why, which work waits, and when it is tried again (epoch milliseconds). */
export interface Hold {
  cause: HoldCause;
  work: HeldWork;
  /** Null when only a message ends the hold. */
  untilMs: number | null;
}

/** The texts about a hold, in Portuguese: why it exists, what happens without help, what a person can do. */
export interface HoldWords {
  why: string;
  byItself: string;
  /** Null when nobody has to do anything. */
  person: string | null;
}

export const holdWords: Record<HoldCause, HoldWords> = {
  quota: {
    why: 'O limite de requisições da conta no Asaas foi usado.',
    byItself: 'Continua sozinho quando o limite reabrir.',
    person: null,
  },
  daily_limit: {
    why: 'O limite diário de criação de cobranças da conta no Asaas foi atingido.',
    byItself: 'Continua sozinho no dia seguinte.',
    person: 'Se precisa de mais por dia, peça um limite maior ao Asaas e depois verifique a conta.',
  },
  key_refused: {
    why: 'O Asaas recusou a chave de API da conta.',
    byItself: 'Continua sozinho assim que a conta tiver uma chave aceita.',
    person: 'Cadastre uma chave nova na conta.',
  },
  account_disabled: {
    why: 'A conta está desativada.',
    byItself: 'Continua sozinho quando a conta for reativada.',
    person: 'Reative a conta, ou cancele o documento.',
  },
  forbidden: {
    why: 'O Asaas proíbe esta operação à chave da conta.',
    byItself: 'Tenta de novo mais tarde, ou já quando a conta for verificada ou tiver uma chave nova.',
    person: 'Confira no Asaas as permissões da chave e os endereços IP permitidos; depois verifique a conta.',
  },
  asaas_unavailable: {
    why: 'O Asaas não responde, ou responde com erro.',
    byItself: 'Continua sozinho quando o Asaas voltar a responder.',
    person: null,
  },
  payer_uncertain: {
    why: 'O cadastro do pagador no Asaas ainda não teve resposta.',
    byItself: 'Continua sozinho depois de procurar o pagador no Asaas.',
    person: null,
  },
  unexpected: {
    why: 'Um erro inesperado do sistema impediu a operação.',
    byItself: 'Tenta de novo mais tarde.',
    person: 'Avise o suporte: o erro está no log do worker, com o número deste documento.',
  },
};

/** The work that waits, in words that follow "Parado: ". */
export const heldWorkLabels: Record<HeldWork, string> = {
  register: 'registrar a cobrança',
  lookUp: 'procurar a cobrança no Asaas',
  amend: 'levar a alteração ao Asaas',
  cancel: 'remover a cobrança',
  book: 'lançar um recebimento',
};

/** Whether nothing is held now: there is no hold, or its time is over. */
export function hasEnded(hold: Hold | null, nowMs: number): boolean {
  return hold === null || (hold.untilMs !== null && hold.untilMs <= nowMs);
}
