/** `R$ 1.345,56`, as the clerk reads it. Takes centavos. */
export function formatReais(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(cents) / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '.');
  return `${sign}R$ ${whole},${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

/**
 * `percent` of an amount in centavos, half a centavo rounded up. `share` takes a part of it, for interest by the day:
 * `{ days: 2, of: 30 }`. A percentage has at most four decimals. Everything is multiplied in exact integers and divided
 * once: rounding a daily rate first gives wrong centavos.
 */
export function percentOf(cents: number, percent: number, share = { days: 1, of: 1 }): number {
  const tenThousandths = Math.round(percent * 10_000);
  const dividend = BigInt(cents) * BigInt(tenThousandths) * BigInt(share.days);
  const divisor = 1_000_000n * BigInt(share.of);
  return Number((2n * dividend + divisor) / (2n * divisor));
}
