/** Reads an amount in reais into centavos; undefined unless it is a number with at most two decimals. */
export function centsFromReais(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const cents = Math.round(value * 100);
  const isExact = Math.abs(value * 100 - cents) < 1e-4;
  return isExact && Number.isSafeInteger(cents) ? cents : undefined;
}

/** Centavos as the JSON number in reais that Asaas writes. */
export function reais(cents: number): number {
  return cents / 100;
}

/** Centavos as Asaas writes them in its messages: `R$ 1.234,50`. */
export function reaisText(cents: number): string {
  const [whole, decimals] = (cents / 100).toFixed(2).split('.') as [string, string];
  return `R$ ${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${decimals}`;
}

/**
 * A percentage of an amount, rounded half up to the centavo.
 * `days` of `daysPerPeriod` take that part of it (interest by the day on a month of 30).
 */
export function percentOf(cents: number, percent: number, days = 1, daysPerPeriod = 1): number {
  // Percentages become integers first, so that a half centavo is exactly one half.
  const tenThousandths = Math.round(percent * 10_000);
  return Math.round((cents * tenThousandths * days) / (1_000_000 * daysPerPeriod));
}
