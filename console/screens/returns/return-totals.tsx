import type { SettlementReturn } from '../../client/api.ts';
import { counted, money } from '../../words/format.ts';
import { Fact } from '../documents/document-facts.tsx';

/** Every centavo of the period: received, fee, discount, interest and fine, net; and what came of the processing. */
export function ReturnTotals({ settlementReturn }: { settlementReturn: SettlementReturn }) {
  const { totals, counts, outcomes } = settlementReturn;
  const { received, processed } = totals;
  return (
    <section className="sheet" style={{ padding: 16 }} aria-label="Totais do retorno" aria-live="polite">
      <dl className="facts">
        <Fact label={counted(counts.total, 'pagamento recebido', 'pagamentos recebidos')}>
          <b>{money(received.grossCents)}</b>
        </Fact>
        <Fact label="Tarifas">{money(received.feeCents)}</Fact>
        <Fact label="Descontos">{money(received.discountCents)}</Fact>
        <Fact label="Juros e multa">{money(received.interestAndFineCents)}</Fact>
        <Fact label="Líquido">
          <b>{money(received.netCents)}</b>
        </Fact>
        {outcomes.chosen > 0 && (
          <>
            <Fact label="Processado">{money(processed.grossCents)}</Fact>
            <Fact label="Resultado">
              {[
                counted(outcomes.settled, 'baixado', 'baixados'),
                outcomes.alreadySettled > 0 && `${outcomes.alreadySettled} já estavam baixados`,
                outcomes.kept > 0 && counted(outcomes.kept, 'guardado', 'guardados'),
                outcomes.waiting > 0 && `${outcomes.waiting} em processamento`,
                outcomes.failed > 0 && counted(outcomes.failed, 'falhou', 'falharam'),
              ]
                .filter(Boolean)
                .join(', ')}
            </Fact>
          </>
        )}
      </dl>
    </section>
  );
}
