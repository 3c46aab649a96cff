import type { DocumentFlag } from '../../domain/document-status.ts';
import type { Bilingual } from '../http/language.ts';

/** What a flag means, and what a person can do about one that says nothing of it itself. */
export const flagWords: Record<DocumentFlag, { words: Bilingual; cure: Bilingual }> = {
  diverged: {
    words: {
      en: 'The charge at Asaas is not what was sent.',
      'pt-BR': 'A cobrança no Asaas difere do que foi enviado.',
    },
    cure: {
      en: 'Compare the document with its charge at Asaas and decide which of the two holds.',
      'pt-BR': 'Compare o documento com a cobrança no Asaas e decida qual dos dois vale.',
    },
  },
  paid_twice: {
    words: { en: 'Paid twice.', 'pt-BR': 'Pago em duplicidade.' },
    cure: {
      en: 'Ask the payer, and give one of the payments back through Asaas.',
      'pt-BR': 'Confirme com o pagador e devolva um dos pagamentos pelo Asaas.',
    },
  },
  paid_after_cancellation: {
    words: { en: 'Paid after it was cancelled.', 'pt-BR': 'Pago depois de cancelado.' },
    cure: {
      en: 'The money was booked: agree with the payer whether it stays or is given back.',
      'pt-BR': 'O dinheiro foi lançado: decida com o pagador se fica ou se é devolvido.',
    },
  },
  amendment_refused: {
    words: { en: 'An amendment did not reach the charge.', 'pt-BR': 'Uma alteração não chegou à cobrança.' },
    cure: {
      en: 'Correct what Asaas points at and save: the amendment goes to Asaas by itself.',
      'pt-BR': 'Corrija o que o Asaas aponta e salve: a alteração segue sozinha para o Asaas.',
    },
  },
  cancellation_refused: {
    words: { en: 'A cancellation was not possible.', 'pt-BR': 'Um cancelamento não foi possível.' },
    cure: {
      en: 'The charge was not removed: if the payer has paid, give the amount back through Asaas.',
      'pt-BR': 'A cobrança não foi removida: se o pagador já pagou, devolva o valor pelo Asaas.',
    },
  },
  amount_differs: {
    words: { en: 'Another amount than expected was paid.', 'pt-BR': 'O valor recebido difere do esperado.' },
    cure: {
      en: 'Compare what came with what was agreed, and settle the difference with the payer.',
      'pt-BR': 'Confira o valor recebido com o combinado e acerte a diferença com o pagador.',
    },
  },
  partially_refunded: {
    words: { en: 'A part of the money went back.', 'pt-BR': 'Parte do valor foi devolvida.' },
    cure: {
      en: 'Check that this was what somebody wanted.',
      'pt-BR': 'Parte do valor foi devolvida: confira se era o que se queria.',
    },
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
  },
  charge_unknown: {
    words: { en: 'Asaas does not know the charge.', 'pt-BR': 'O Asaas não conhece a cobrança.' },
    cure: {
      en: 'Check at Asaas whether the charge is of this account; then load a settlement return of the period.',
      'pt-BR':
        'Confira no Asaas se a cobrança existe nesta conta; depois faça um Retorno de cobrança do período.',
    },
  },
};
