import type { Scope } from '../../db/database.ts';
import { findOpenDivergences } from '../../db/inbox/open-divergences.ts';
import type { DivergenceField } from '../../domain/divergence.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { linkTo, type ProblemCause, withoutDocuments } from './problem-answer.ts';

/** In what documents and their charges at Asaas differ, by field, the most first. */
export async function findDivergenceProblems(
  scope: Scope,
  accountId: string | undefined,
  language: Language,
): Promise<ProblemCause[]> {
  const rows = await findOpenDivergences(scope, accountId);
  return rows.map(({ field, count, amount_cents: amountCents }) => ({
    ...withoutDocuments,
    kind: 'divergence',
    code: field,
    field,
    words: fieldWords[field][language],
    cure: cure[language],
    of: 'divergences',
    count,
    amountCents,
    link: linkTo('/v1/divergences', { state: 'open', field, accountId }),
  }));
}

const cure: Bilingual = {
  en: 'Look at both values, and take ours or Asaas’. One that is equal again closes by itself.',
  'pt-BR':
    'Veja os dois valores e escolha o nosso ou o do Asaas. O que volta a ser igual se encerra sozinho.',
};

const differs = (en: string, portuguese: string): Bilingual => ({
  en: `${en} differs at Asaas.`,
  'pt-BR': `${portuguese} difere no Asaas.`,
});

const fieldWords: Record<DivergenceField, Bilingual> = {
  amountCents: differs('The amount', 'O valor'),
  dueDate: differs('The due date', 'O vencimento'),
  discount: differs('The discount', 'O desconto'),
  fine: differs('The fine', 'A multa'),
  interest: differs('The interest', 'A taxa de juros'),
  description: differs('The description', 'A descrição'),
  payer: differs('The payer', 'O pagador'),
  status: differs('The status', 'A situação'),
  surplusCharge: {
    en: 'There is a second charge of the document at Asaas.',
    'pt-BR': 'Há outra cobrança do documento no Asaas.',
  },
};
