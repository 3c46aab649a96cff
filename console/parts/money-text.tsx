import { money } from '../words/format.ts';

/** An amount, at the right; what is negative says so by its sign too. */
export function Money({ cents }: { cents: number }) {
  return (
    <span className="money" data-negative={cents < 0 || undefined}>
      {money(cents)}
    </span>
  );
}
