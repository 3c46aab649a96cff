import type { DocumentFlag } from '../../domain/document-status.ts';
import type { Bilingual } from '../http/language.ts';

/** One way out of a flag. `call` is the route that does it here; null where it is done at Asaas or by talking. */
export interface FlagCure {
  call: string | null;
  words: Bilingual;
}

export interface FlagWords {
  /** What it means. */
  words: Bilingual;
  /** What to do first. */
  cure: Bilingual;
  cures: readonly FlagCure[];
}

const amendIt: FlagCure = {
  call: 'PATCH /v1/documents/{id}',
  words: { en: 'Amend the document.', 'pt-BR': 'Alterar o documento.' },
};

const takeAValue: FlagCure = {
  call: 'POST /v1/divergences/{id}/resolve',
  words: {
    en: 'Decide for each divergence whose value stays: ours or Asaas’.',
    'pt-BR': 'Decidir em cada divergência qual valor fica: o nosso ou o do Asaas.',
  },
};

const refundAtAsaas: FlagCure = {
  call: null,
  words: {
    en: 'Refund the payment at Asaas; it is booked here by itself.',
    'pt-BR': 'Devolver o pagamento pelo Asaas; o lançamento aqui é automático.',
  },
};

const keepTheMoney: FlagCure = {
  call: null,
  words: {
    en: 'Agree with the payer that the money stays, as a credit or for another document.',
    'pt-BR': 'Combinar com o pagador que o dinheiro fica, como crédito ou para outro documento.',
  },
};

const collectTheRest: FlagCure = {
  call: 'POST /v1/documents',
  words: {
    en: 'Collect what is missing by another document.',
    'pt-BR': 'Cobrar o que falta em outro documento.',
  },
};

const readThePeriod: FlagCure = {
  call: 'POST /v1/settlement-returns',
  words: {
    en: 'Read the period by a settlement return.',
    'pt-BR': 'Fazer um Retorno de cobrança do período.',
  },
};

const disputeAtAsaas: FlagCure = {
  call: null,
  words: {
    en: 'Send Asaas the proof of sale and delivery within its term.',
    'pt-BR': 'Enviar ao Asaas os comprovantes da venda e da entrega dentro do prazo.',
  },
};

const assignTheReceipt: FlagCure = {
  call: 'POST /v1/unidentified-receipts/{id}/assign',
  words: {
    en: 'Assign the receipt of the rest when it comes.',
    'pt-BR': 'Atribuir o recebimento do restante quando chegar.',
  },
};

/** Each flag as people read it. The compiler names every flag left out. */
export const flagWords: Record<DocumentFlag, FlagWords> = {
  diverged: {
    words: {
      en: 'The charge at Asaas is not what was sent.',
      'pt-BR': 'A cobrança no Asaas difere do que foi enviado.',
    },
    cure: {
      en: 'See in /v1/divergences what each choice does, and decide whose value stays.',
      'pt-BR': 'Veja em Divergências o que cada escolha faz e decida qual valor fica.',
    },
    cures: [takeAValue, amendIt],
  },
  paid_twice: {
    words: { en: 'Paid twice.', 'pt-BR': 'Pago em duplicidade.' },
    cure: {
      en: 'Ask the payer, and give one of the payments back through Asaas.',
      'pt-BR': 'Confirme com o pagador e devolva um dos pagamentos pelo Asaas.',
    },
    cures: [refundAtAsaas, keepTheMoney],
  },
  paid_after_cancellation: {
    words: { en: 'Paid after it was cancelled.', 'pt-BR': 'Pago depois de cancelado.' },
    cure: {
      en: 'The money was booked: agree with the payer whether it stays or is given back.',
      'pt-BR': 'O dinheiro foi lançado: decida com o pagador se fica ou se é devolvido.',
    },
    cures: [keepTheMoney, refundAtAsaas],
  },
  superseded_slip_paid: {
    words: {
      en: 'The payer paid a slip from before an amendment; the amount is the difference to what was agreed since.',
      'pt-BR':
        'O pagador pagou um boleto anterior à alteração; o valor é a diferença para o combinado depois.',
    },
    cure: {
      en: 'The document is settled with what was paid: collect the difference, waive it, or give it back.',
      'pt-BR': 'O documento foi baixado com o que foi pago: cobre a diferença, dispense-a ou devolva-a.',
    },
    cures: [collectTheRest, keepTheMoney, refundAtAsaas],
  },
  paid_in_part: {
    words: {
      en: 'A part was paid through another channel, such as a Pix to the account’s key; the amount is what is missing.',
      'pt-BR':
        'Uma parte foi paga por outro canal, como um Pix para a chave da conta; o valor é o que falta.',
    },
    cure: {
      en: 'The document’s own charge is removed: collect what is missing by another document, or assign its receipt.',
      'pt-BR':
        'A cobrança própria do documento foi removida: cobre o que falta em outro documento ou atribua o recebimento.',
    },
    cures: [collectTheRest, assignTheReceipt],
  },
  amendment_refused: {
    words: { en: 'An amendment did not reach the charge.', 'pt-BR': 'Uma alteração não chegou à cobrança.' },
    cure: {
      en: 'Correct what Asaas points at and save: the amendment goes to Asaas by itself.',
      'pt-BR': 'Corrija o que o Asaas aponta e salve: a alteração segue sozinha para o Asaas.',
    },
    cures: [amendIt],
  },
  cancellation_refused: {
    words: { en: 'A cancellation was not possible.', 'pt-BR': 'Um cancelamento não foi possível.' },
    cure: {
      en: 'The charge was not removed: if the payer has paid, give the amount back through Asaas.',
      'pt-BR': 'A cobrança não foi removida: se o pagador já pagou, devolva o valor pelo Asaas.',
    },
    cures: [refundAtAsaas],
  },
  amount_differs: {
    words: { en: 'Another amount than expected was paid.', 'pt-BR': 'O valor recebido difere do esperado.' },
    cure: {
      en: 'Compare what came with what was agreed, and settle the difference with the payer.',
      'pt-BR': 'Confira o valor recebido com o combinado e acerte a diferença com o pagador.',
    },
    cures: [collectTheRest, keepTheMoney, refundAtAsaas],
  },
  partially_refunded: {
    words: { en: 'A part of the money went back.', 'pt-BR': 'Parte do valor foi devolvida.' },
    cure: {
      en: 'Check that this was what somebody wanted.',
      'pt-BR': 'Parte do valor foi devolvida: confira se era o que se queria.',
    },
    cures: [refundAtAsaas],
  },
  refund_requested: {
    words: {
      en: 'A refund was asked for and is not done: the payer still says where the money shall go.',
      'pt-BR': 'Uma devolução foi pedida e não foi feita: o pagador ainda informa para onde vai o dinheiro.',
    },
    cure: {
      en: 'Remind the payer to open Asaas’ link; until then the document stays settled.',
      'pt-BR': 'Lembre o pagador de abrir o link do Asaas; até lá o documento fica baixado.',
    },
    cures: [
      {
        call: null,
        words: { en: 'Send the payer the link again.', 'pt-BR': 'Enviar o link de novo ao pagador.' },
      },
    ],
  },
  refund_denied: {
    words: {
      en: 'The payer’s bank refused the refund; the money is still here.',
      'pt-BR': 'O banco do pagador recusou a devolução; o dinheiro continua aqui.',
    },
    cure: {
      en: 'Ask the payer for other bank data and ask for the refund again, or pay by a transfer.',
      'pt-BR': 'Peça outros dados bancários ao pagador e solicite a devolução de novo, ou transfira o valor.',
    },
    cures: [refundAtAsaas, keepTheMoney],
  },
  chargeback_requested: {
    words: {
      en: 'The payer disputes the payment at their bank. Nothing is undone here until it is decided.',
      'pt-BR': 'O pagador contestou o pagamento no banco dele. Nada é desfeito aqui até a decisão.',
    },
    cure: {
      en: 'Send Asaas the proofs, or let the money go.',
      'pt-BR': 'Envie os comprovantes ao Asaas, ou deixe o dinheiro voltar.',
    },
    cures: [disputeAtAsaas, refundAtAsaas],
  },
  chargeback_in_dispute: {
    words: {
      en: 'The dispute about the payment is being decided.',
      'pt-BR': 'A contestação do pagamento está sendo julgada.',
    },
    cure: {
      en: 'Wait for the decision: won, the flag ends by itself; lost, the document is refunded.',
      'pt-BR': 'Aguarde a decisão: ganha, o aviso some sozinho; perdida, o documento é estornado.',
    },
    cures: [disputeAtAsaas],
  },
  chargeback_lost: {
    words: {
      en: 'The dispute was lost: the money went back to the payer and the document is refunded.',
      'pt-BR': 'A disputa foi perdida: o dinheiro voltou ao pagador e o documento está estornado.',
    },
    cure: {
      en: 'Collect the debt again by another document, in another way.',
      'pt-BR': 'Cobre a dívida de novo em outro documento, por outro meio.',
    },
    cures: [collectTheRest],
  },
  surplus_charge: {
    words: {
      en: 'There was a second charge of the document at Asaas.',
      'pt-BR': 'Havia outra cobrança do documento no Asaas.',
    },
    cure: {
      en: 'Check at Asaas that one charge of this document is left; if the other one was paid, give that back.',
      'pt-BR': 'Confira no Asaas que resta uma só cobrança deste documento; se a outra foi paga, devolva-a.',
    },
    cures: [refundAtAsaas, keepTheMoney],
  },
  charge_unknown: {
    words: { en: 'Asaas does not know the charge.', 'pt-BR': 'O Asaas não conhece a cobrança.' },
    cure: {
      en: 'Check at Asaas whether the charge is of this account; then load a settlement return of the period.',
      'pt-BR':
        'Confira no Asaas se a cobrança existe nesta conta; depois faça um Retorno de cobrança do período.',
    },
    cures: [readThePeriod],
  },
};
