import { day } from '../../words/format.ts';
import type { Forecast } from './use-forecast.ts';

/** One bar a day: paid below, open above. It says nothing that the table beside it does not say. */
export function ForecastChart({ forecast: { days } }: { forecast: Forecast }) {
  const most = Math.max(1, ...days.map(({ amountCents }) => amountCents));
  const height = (cents: number) => `${(Math.max(0, cents) / most) * 100}%`;
  return (
    <div aria-hidden>
      <div className="day-bars">
        {days.map(({ date, open, paid }, at) => (
          <div key={date} className="day-bar">
            <span style={{ height: height(open?.amountCents ?? 0), background: 'var(--accent)' }} />
            <span style={{ height: height(paid.amountCents), background: 'var(--busy)' }} />
            {at % 7 === 0 && <small>{day(date).slice(0, 5)}</small>}
          </div>
        ))}
      </div>
      <div className="legend quiet">
        <span style={{ background: 'var(--accent)' }} /> a vencer
        <span style={{ background: 'var(--busy)' }} /> pagos, a creditar
      </div>
    </div>
  );
}
