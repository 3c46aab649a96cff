import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Schemas } from '../../client/api.ts';
import { Money } from '../../parts/money-text.tsx';
import { counted, instant, money } from '../../words/format.ts';
import { Fact } from '../documents/document-facts.tsx';

/** What the period comes to, up to when it was read, and whether any line is missing. */
export function StatementSums({ totals }: { totals: Schemas['StatementTotals'] }) {
  return (
    <>
      <section className="sheet" style={{ padding: 16 }} aria-label="Totais do extrato" aria-live="polite">
        <dl className="facts">
          <Fact label="Entradas">
            <b>{money(totals.inCents)}</b>
          </Fact>
          <Fact label="Saídas">
            <Money cents={totals.outCents} />
          </Fact>
          <Fact label="Saldo">
            <b>{totals.balanceCents === null ? '—' : <Money cents={totals.balanceCents} />}</b>
          </Fact>
          <Fact label="Sem explicação">
            {totals.unexplainedCount === 0
              ? totals.count === 0
                ? '—'
                : 'Nada: tudo confere'
              : `${counted(totals.unexplainedCount, 'linha', 'linhas')}, ${money(totals.unexplainedCents)}`}
          </Fact>
          <Fact label="Lido no Asaas">{totals.readAt ? instant(totals.readAt) : 'Ainda não'}</Fact>
        </dl>
      </section>
      {totals.gapCents !== 0 && (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={`Faltam linhas: saldos e linhas diferem em ${money(totals.gapCents)}`}
        >
          O Asaas não mostrou alguma linha deste período. Use Conciliar agora; se continuar, confira no site
          do Asaas.
        </Alert>
      )}
    </>
  );
}
