import type { RuleTerms } from '../../client/api.ts';
import { money } from '../../words/format.ts';

/** Which documents a rule takes, but for the payer: `Vencem em até 10 dias, de R$ 100,00 a R$ 500,00`. */
export function termsWords({ dueWithinDays, amountFromCents, amountToCents }: RuleTerms): string {
  const words = [dueWords(dueWithinDays), amountWords(amountFromCents, amountToCents)].filter(Boolean);
  if (words.length === 0) return 'Qualquer vencimento e valor';
  const text = words.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function dueWords(days: number | null | undefined): string {
  if (days === null || days === undefined) return '';
  if (days === 0) return 'vencem até hoje';
  return days === 1 ? 'vencem até amanhã' : `vencem em até ${days} dias`;
}

function amountWords(from: number | null | undefined, to: number | null | undefined): string {
  const hasFrom = from !== null && from !== undefined;
  const hasTo = to !== null && to !== undefined;
  if (hasFrom && hasTo) return `de ${money(from)} a ${money(to)}`;
  if (hasFrom) return `a partir de ${money(from)}`;
  return hasTo ? `até ${money(to)}` : '';
}
