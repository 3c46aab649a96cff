/** Asaas uses reais with two decimals. The rest of Remessa uses whole centavos. */

export function toReais(cents: number): number {
  return cents / 100;
}

/** Rounds, because binary fractions are not exact: 348.01 reais are 34,801 centavos. */
export function toCents(reais: number): number {
  return Math.round(reais * 100);
}
