import { Skeleton, Text, Title } from '@mantine/core';
import { useAccounts } from '../../client/accounts.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ForecastChart } from './forecast-chart.tsx';
import { ForecastLink } from './forecast-link.tsx';
import { ForecastTable } from './forecast-table.tsx';
import { feeWords, netWords } from './forecast-words.ts';
import { besideTheDays, type Forecast, figuresOf, useForecast } from './use-forecast.ts';

/** Previsão de caixa: the chart shows the shape, the table beside it says every figure and leads to its list. */
export function ForecastPanel() {
  const { data: forecast, isError, error, refetch } = useForecast();
  return (
    <section className="sheet forecast" aria-label="Previsão de caixa">
      <Title order={2} size="h5">
        Previsão de caixa
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        Quando o dinheiro fica disponível se cada documento for pago no vencimento; os já pagos, no dia que o
        Asaas informou
      </Text>
      {isError && !forecast && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!forecast && !isError && <Skeleton h={300} />}
      {forecast && <ForecastParts forecast={forecast} />}
    </section>
  );
}

function ForecastParts({ forecast }: { forecast: Forecast }) {
  return (
    <>
      <div className="forecast-parts">
        <div>
          <ForecastChart forecast={forecast} />
          <dl className="facts">
            {besideTheDays(forecast).map((figure) => (
              <div key={figure.label}>
                <dt>{figure.label}</dt>
                <dd>
                  <ForecastLink figure={figure} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
        <ForecastTable forecast={forecast} />
      </div>
      {forecast.accounts.length > 0 && <ByAccount forecast={forecast} />}
    </>
  );
}

function ByAccount({ forecast }: { forecast: Forecast }) {
  const { data: accounts = [] } = useAccounts();
  return (
    <table className="figures" aria-label="Previsão por conta">
      <thead>
        <tr>
          <th scope="col">Conta</th>
          <th scope="col">A vencer</th>
          <th scope="col">Pagos</th>
          <th scope="col" className="wide-only">
            Tarifa por recebimento
          </th>
          <th scope="col">Líquido</th>
          <th scope="col">Atrasados</th>
        </tr>
      </thead>
      <tbody>
        {forecast.accounts.map((account) => {
          const figures = figuresOf(forecast, account);
          return (
            <tr key={account.accountId}>
              <th scope="row">{accounts.find(({ id }) => id === account.accountId)?.name ?? '…'}</th>
              <td>
                <ForecastLink figure={figures.open} />
              </td>
              <td>
                <ForecastLink figure={figures.paid} />
              </td>
              <td className="wide-only">{feeWords(account.feePerReceiptCents)}</td>
              <td>{netWords(account.netCents)}</td>
              <td>
                <ForecastLink figure={figures.late} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
