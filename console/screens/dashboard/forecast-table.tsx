import { Text } from '@mantine/core';
import { ForecastLink } from './forecast-link.tsx';
import { dayWords, netWords } from './forecast-words.ts';
import { type Forecast, openOn, paidOn } from './use-forecast.ts';

/** Each day that brings something, in figures. It scrolls by itself, so that the screen keeps its place. */
export function ForecastTable({ forecast: { days, today } }: { forecast: Forecast }) {
  const bringing = days.filter(({ count }) => count > 0);
  if (bringing.length === 0) return <Text size="sm">Nada previsto para os próximos {days.length} dias.</Text>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="figures-view" tabIndex={0} aria-label="Previsão por dia">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Crédito</th>
            <th scope="col">A vencer</th>
            <th scope="col">Pagos</th>
            <th scope="col">Líquido</th>
          </tr>
        </thead>
        <tbody>
          {bringing.map((each) => {
            const open = openOn(each);
            const paid = paidOn(each, today);
            return (
              <tr key={each.date}>
                <th scope="row">{dayWords(each.date, today)}</th>
                <td>{open ? <ForecastLink figure={open} /> : '—'}</td>
                <td>{paid ? <ForecastLink figure={paid} /> : '—'}</td>
                <td>{netWords(each.netCents)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
