import { Link } from '@tanstack/react-router';
import { money } from '../../words/format.ts';
import type { Figure } from './use-summary.ts';

/** An amount that leads to the list it is the sum of. */
export function ForecastLink({ figure: { search, amountCents, many, tone } }: { figure: Figure }) {
  const isLoud = tone && amountCents > 0;
  return (
    <Link
      to="/documentos"
      search={search}
      className="amount-link"
      title={many}
      style={isLoud ? { color: `var(--${tone})` } : undefined}
    >
      {money(amountCents)}
    </Link>
  );
}
