/** Asaas speaks in reais with two decimals; the rest of the service in whole centavos. */

export function toReais(cents: number): number {
  return cents / 100;
}

/** Rounds away the dust of binary fractions: 348.01 reais are 34,801 centavos. */
export function toCents(reais: number): number {
  return Math.round(reais * 100);
}
