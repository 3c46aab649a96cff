import { Skeleton, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { count, money } from '../../words/format.ts';
import { type Figure, useTotals } from './use-figures.ts';

/** Amounts side by side; the bar shows the proportion, the figure says it. */
export function BarList(props: {
  title: string;
  about: string;
  figures: readonly Figure[];
  isBad?: boolean;
}) {
  const totals = useTotals(props.figures);
  const most = Math.max(1, ...totals.map(({ data }) => data?.amountCents ?? 0));
  return (
    <section className="sheet" aria-label={props.title} style={{ padding: 18 }}>
      <Title order={2} size="h5">
        {props.title}
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        {props.about}
      </Text>
      {props.figures.map(({ label, search }, at) => {
        const total = totals[at]?.data;
        return (
          <Link key={label} to="/documentos" search={search} className="bar-row">
            <span>{label}</span>
            <span className="bar-track" aria-hidden>
              <span
                style={{
                  width: `${((total?.amountCents ?? 0) / most) * 100}%`,
                  background: props.isBad ? 'var(--bad)' : 'var(--accent)',
                }}
              />
            </span>
            {total ? (
              <span className="money" title={`${count(total.count)} documentos`}>
                {money(total.amountCents)}
              </span>
            ) : (
              <Skeleton h={16} w={80} ml="auto" />
            )}
          </Link>
        );
      })}
    </section>
  );
}
