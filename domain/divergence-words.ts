import { toBrazilianDate } from './calendar.ts';
import type { Discount, Fine, Interest } from './collection-terms.ts';
import type { Divergence, DivergenceField, DivergenceValue, StandingAtAsaas } from './divergence.ts';
import { statusLabels } from './document-status.ts';
import { formatReais } from './money.ts';

/** The fields as the clerk calls them, in Portuguese. */
export const fieldLabels: Record<DivergenceField, string> = {
  amountCents: 'valor',
  dueDate: 'vencimento',
  discount: 'desconto',
  fine: 'multa',
  interest: 'juros',
  description: 'descrição',
  payer: 'pagador',
  status: 'situação',
  surplusCharge: 'segunda cobrança',
};

/** Why a document is flagged, in Portuguese: every field with both values. */
export function divergenceReason(divergences: readonly Divergence[]): string {
  const words = divergences.map(
    ({ field, ours, theirs }) =>
      `${fieldLabels[field]} (aqui: ${divergenceValueWords(field, ours)}; no Asaas: ${divergenceValueWords(field, theirs)})`,
  );
  return `A cobrança no Asaas difere do documento: ${words.join(', ')}.`;
}

/** A value of a divergence in words, in Portuguese. */
export function divergenceValueWords(field: DivergenceField, value: DivergenceValue | null): string {
  if (value === null) return 'nada';
  if (typeof value === 'number') return formatReais(value);
  if (typeof value === 'string' && field === 'dueDate') return toBrazilianDate(value);
  if (typeof value === 'string') return field === 'status' ? statusWords(value) : value;
  return termWords(value);
}

/** Our statuses and those of charges share no word with another meaning. */
function statusWords(status: string): string {
  const words: Record<string, string> = { ...chargeWords, ...statusLabels };
  return (words[status] ?? status).toLowerCase();
}

const chargeWords: Record<StandingAtAsaas, string> = {
  awaiting: 'aguardando pagamento',
  overdue: 'vencida',
  confirmed: 'paga, a creditar',
  received: 'recebida',
  received_in_cash: 'recebida em dinheiro',
  refunded: 'estornada',
  disputed: 'contestada',
  unknown: 'desconhecida',
  removed: 'removida',
  chargeback_requested: 'contestada pelo pagador',
  chargeback_in_dispute: 'contestação em disputa',
  chargeback_reversed: 'contestação encerrada a nosso favor',
  chargeback_lost: 'contestação perdida',
};

function termWords(term: Discount | Fine | Interest): string {
  if ('percentPerMonth' in term) return `${percentWords(term.percentPerMonth)} ao mês`;
  const size = term.type === 'fixed' ? formatReais(term.amountCents) : percentWords(term.percent);
  return 'daysBeforeDue' in term && term.daysBeforeDue > 0
    ? `${size} até ${term.daysBeforeDue} dias antes`
    : size;
}

function percentWords(percent: number): string {
  return `${String(percent).replace('.', ',')} %`;
}
