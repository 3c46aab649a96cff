import type { z } from 'zod';
import type { ReturnStatus } from '../../domain/settlement-return.ts';
import { type Column, count, day, type Exported, moment, money, text } from '../http/export-columns.ts';
import type { settlementReturnAnswer } from './settlement-return-answer.ts';

type Return = z.output<typeof settlementReturnAnswer>;

const statusLabels: Record<ReturnStatus, string> = {
  loading: 'Carregando',
  ready: 'Pronto para processar',
  processing: 'Processando',
  done: 'Processado',
};

const columns: readonly Column<Return>[] = [
  text('Retorno', ({ id }) => id),
  text('Situação', ({ status }) => statusLabels[status]),
  day('Pagos de', ({ paidFrom }) => paidFrom),
  day('Pagos até', ({ paidTo }) => paidTo),
  count('Linhas', ({ counts }) => counts.total),
  count('Já baixadas antes', ({ counts }) => counts.alreadySettled),
  count('Não identificadas', ({ counts }) => counts.unidentified),
  count('Baixadas', ({ outcomes }) => outcomes.settled),
  count('Com falha', ({ outcomes }) => outcomes.failed),
  money('Valor recebido', ({ totals }) => totals.received.grossCents),
  money('Tarifa', ({ totals }) => totals.received.feeCents),
  money('Valor líquido', ({ totals }) => totals.received.netCents),
  moment('Pedido em', ({ requestedAt }) => requestedAt),
  moment('Processado em', ({ doneAt }) => doneAt),
];

export const returnFile: Exported<Return> = { fileName: 'retornos', columns };
