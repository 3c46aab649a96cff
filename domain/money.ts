/** `R$ 1.345,56`, as the clerk reads it. Takes centavos. */
export function formatReais(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(cents) / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '.');
  return `${sign}R$ ${whole},${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

/**
 * `percent` of an amount in centavos, rounded half up to the centavo.
 * Percentages have at most four decimals, so the product is exact in integers.
 */
export function percentOf(cents: number, percent: number): number {
  const scale = 10_000;
  return Math.round((cents * Math.round(percent * scale)) / (100 * scale));
}
