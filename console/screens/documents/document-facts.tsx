import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import type { Document } from '../../client/api.ts';
import { day, instant, money, taxId } from '../../words/format.ts';
import { chargedCents, discountWords, fineWords, interestWords } from '../../words/owed.ts';

const billingTypes = { BOLETO: 'Boleto', PIX: 'Pix', UNDEFINED: 'Boleto ou Pix' } as const;

const sources = {
  webhook: 'Aviso do Asaas',
  settlement_return: 'Retorno de cobrança',
  person: 'Baixa em dinheiro',
  reconciliation: 'Conferência automática',
} as const;

/** What is known of a document, in the order a clerk looks for it. */
export function DocumentFacts({ document }: { document: Document }) {
  const { settlement, payer } = document;
  const { data: accounts = [] } = useAccounts();
  const account = accounts.find(({ id }) => id === document.accountId);
  return (
    <dl className="facts">
      <Fact label="Valor">
        <b>{money(chargedCents(document))}</b>
        {document.additionCents > 0 && (
          <span className="quiet"> (acréscimo {money(document.additionCents)})</span>
        )}
        {document.rebateCents > 0 && (
          <span className="quiet"> (abatimento {money(document.rebateCents)})</span>
        )}
      </Fact>
      <Fact label="Vencimento">{day(document.dueDate)}</Fact>
      {document.status === 'paid' && <Fact label="Crédito previsto">{day(document.creditExpectedOn)}</Fact>}
      <Fact label="Forma">{billingTypes[document.billingType]}</Fact>
      <Fact label="Desconto">{discountWords(document.discount)}</Fact>
      <Fact label="Multa">{fineWords(document.fine)}</Fact>
      <Fact label="Juros">{interestWords(document.interest)}</Fact>
      <Fact label="Nosso número">{document.ourNumber ?? '—'}</Fact>
      <Fact label="Cobrança no Asaas">{document.chargeId ?? '—'}</Fact>
      <Fact label="Código no ERP">{document.erpId}</Fact>
      <Fact label="Conta corrente">{account?.name ?? '—'}</Fact>
      <Fact label="Remessa">
        {document.remittanceId ? (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/remessas/$id" params={{ id: document.remittanceId ?? '' }} {...props} />
            )}
          >
            Abrir a remessa
          </Anchor>
        ) : (
          '—'
        )}
      </Fact>
      <Fact label="Incluído em">{instant(document.createdAt)}</Fact>
      <Fact label="Pagador">
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/pagadores/$id" params={{ id: payer.id }} {...props} />}
        >
          {payer.name}
        </Anchor>
      </Fact>
      <Fact label="CPF / CNPJ do pagador">{taxId(payer.taxId)}</Fact>
      <Fact label="Contato">{[payer.email, payer.phone].filter(Boolean).join(' · ') || '—'}</Fact>
      {document.description && <Fact label="Descrição">{document.description}</Fact>}
      {settlement && (
        <>
          <Fact label="Recebido">
            <b>{money(settlement.grossCents)}</b>
          </Fact>
          {settlement.expected && (
            <Fact label="Esperado no dia">
              {money(settlement.expected.grossCents)}
              {settlement.differenceCents !== 0 && (
                <span className="quiet"> (diferença {money(settlement.differenceCents)})</span>
              )}
            </Fact>
          )}
          <Fact label="Desconto dado">{money(settlement.discountCents)}</Fact>
          <Fact label="Multa recebida">{money(settlement.fineCents)}</Fact>
          <Fact label="Juros recebidos">{money(settlement.interestCents)}</Fact>
          <Fact label="Tarifa">{money(settlement.feeCents)}</Fact>
          <Fact label="Líquido">{money(settlement.netCents)}</Fact>
          <Fact label="Pago em">{day(settlement.paidOn)}</Fact>
          <Fact label="Crédito em">{day(settlement.creditedOn)}</Fact>
          <Fact label="Baixado por">{sources[settlement.source]}</Fact>
        </>
      )}
    </dl>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
