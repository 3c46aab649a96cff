import { Skeleton, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { money } from '../../words/format.ts';
import type { Figure } from './use-summary.ts';

interface Props {
  title: string;
  about: string;
  /** Undefined while it is read. */
  figures: readonly Figure[] | undefined;
  /** How many lines will come, so that nothing jumps. */
  lines: number;
  isBad?: boolean;
}

/** Amounts side by side; the bar shows the proportion, the figure says it. */
export function BarList({ title, about, figures, lines, isBad }: Props) {
  const most = Math.max(1, ...(figures ?? []).map(({ amountCents }) => amountCents));
  return (
    <section className="sheet" aria-label={title} style={{ padding: 18 }}>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        {about}
      </Text>
      {!figures && <Skeleton h={28 * lines} />}
      {figures?.map(({ label, search, amountCents, many }) => (
        <Link key={label} to="/documentos" search={search} className="bar-row">
          <span>{label}</span>
          <span className="bar-track" aria-hidden>
            <span
              style={{
                width: `${(Math.max(0, amountCents) / most) * 100}%`,
                background: isBad ? 'var(--bad)' : 'var(--accent)',
              }}
            />
          </span>
          <span className="money" title={many}>
            {money(amountCents)}
          </span>
        </Link>
      ))}
    </section>
  );
}
