import type { ErasureObstacle } from './erasure.ts';

/** A text for people, in both languages. */
type Words = Readonly<Record<'pt-BR' | 'en', string>>;

/** What a person reads of each obstacle: why, and what to do. */
export const obstacleWords: Record<ErasureObstacle['code'], { words: Words; cure: Words }> = {
  open_documents: {
    words: {
      en: 'Documents of this payer are open: their charges need the payer’s data.',
      'pt-BR': 'Há documentos em aberto deste pagador: a cobrança precisa dos dados dele.',
    },
    cure: {
      en: 'Collect or cancel the documents, and try again when they can no longer be contested.',
      'pt-BR': 'Receba, baixe ou cancele os documentos e tente de novo depois do prazo de contestação.',
    },
  },
  contested_documents: {
    words: {
      en: 'Documents have a refund, a chargeback or a divergence without a decision.',
      'pt-BR': 'Há documentos com devolução, contestação ou divergência sem decisão.',
    },
    cure: {
      en: 'Resolve what the documents are flagged with, and try again.',
      'pt-BR': 'Resolva o que está sinalizado nos documentos e tente de novo.',
    },
  },
  recent_documents: {
    words: {
      en: 'Documents ended less than 90 days ago: refunds and chargebacks may still come.',
      'pt-BR': 'Há documentos encerrados há menos de 90 dias: devoluções e contestações ainda podem chegar.',
    },
    cure: {
      en: 'Try again from the day that is named.',
      'pt-BR': 'Tente de novo a partir da data indicada.',
    },
  },
  recent_receipts: {
    words: {
      en: 'There are unidentified receipts of this payer from the last 90 days.',
      'pt-BR': 'Há recebimentos não identificados deste pagador com menos de 90 dias.',
    },
    cure: {
      en: 'Assign the receipts to documents, or try again from the day that is named.',
      'pt-BR': 'Associe os recebimentos aos documentos, ou tente de novo a partir da data indicada.',
    },
  },
};

/** Why something of an erased person's documents stays. */
export const keptBecause: Words = {
  en: 'Amounts, dates and numbers of documents and payments stay, without the person, for tax duties and for the defence of rights (LGPD, art. 16, I; CTN, arts. 173 and 174; Código Civil, art. 206, § 5º, I).',
  'pt-BR':
    'Valores, datas e números dos documentos e pagamentos ficam, sem a pessoa, para obrigações fiscais e para a defesa de direitos (LGPD, art. 16, I; CTN, arts. 173 e 174; Código Civil, art. 206, § 5º, I).',
};
