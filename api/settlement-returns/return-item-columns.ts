import type { z } from 'zod';
import type { PaymentMethod } from '../../domain/charge.ts';
import type { ReturnItemKind } from '../../domain/settlement-return.ts';
import { type Column, day, type Exported, money, text } from '../http/export-columns.ts';
import type { returnItemAnswer } from './settlement-return-answer.ts';

type Item = z.output<typeof returnItemAnswer>;

const kindLabels: Record<ReturnItemKind, string> = {
  matched: 'A baixar',
  already_settled: 'Já baixado',
  unidentified: 'Não identificado',
};

const outcomeLabels: Record<NonNullable<Item['outcome']>, string> = {
  settled: 'Baixado',
  already_settled: 'Já estava baixado',
  kept: 'Guardado como não identificado',
  failed: 'Falhou',
  waiting: 'Em processamento',
};

const methodLabels: Record<PaymentMethod, string> = {
  boleto: 'Boleto',
  pix: 'Pix',
  cash: 'Dinheiro',
  other: 'Outro',
};

const columns: readonly Column<Item>[] = [
  text('Situação', ({ kind }) => kindLabels[kind]),
  text('Resultado', ({ outcome }) => outcome && outcomeLabels[outcome]),
  text('Motivo', ({ reason }) => reason),
  text('Documento', ({ number }) => number),
  text('Código no ERP', ({ erpId }) => erpId),
  text('Pagador', ({ payerName }) => payerName),
  text('Cobrança', ({ chargeId }) => chargeId),
  text('Forma', ({ method }) => methodLabels[method]),
  day('Pago em', ({ paidOn }) => paidOn),
  day('Recebido em', ({ receivedOn }) => receivedOn),
  day('Creditado em', ({ creditedOn }) => creditedOn),
  money('Valor do documento', ({ faceCents }) => faceCents),
  money('Acréscimo', ({ additionCents }) => additionCents),
  money('Abatimento', ({ rebateCents }) => rebateCents),
  money('Desconto', ({ discountCents }) => discountCents),
  money('Multa', ({ fineCents }) => fineCents),
  money('Juros', ({ interestCents }) => interestCents),
  money('Valor recebido', ({ grossCents }) => grossCents),
  money('Tarifa', ({ feeCents }) => feeCents),
  money('Valor líquido', ({ netCents }) => netCents),
  money('Valor esperado', ({ expected }) => expected?.grossCents),
  money('Diferença', ({ differenceCents }) => differenceCents),
  money('Devolvido', ({ refundedCents }) => refundedCents),
];

export const returnItemFile: Exported<Item> = { fileName: 'retorno', columns };
