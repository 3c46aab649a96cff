import type { z } from 'zod';
import type { Explanation, LineKind } from '../../domain/statement.ts';
import { type Column, day, type Exported, money, text } from '../http/export-columns.ts';
import type { statementLine } from './statement-answer.ts';

type Line = z.output<typeof statementLine>;

const kindLabels: Record<LineKind, string> = {
  payment: 'Cobrança recebida',
  payment_fee: 'Tarifa de recebimento',
  refund: 'Estorno',
  chargeback: 'Contestação',
  notice_fee: 'Tarifa de notificação',
  transfer: 'Transferência',
  transfer_fee: 'Tarifa de transferência',
  other: 'Outro movimento',
};

const explanationLabels: Record<Explanation, string> = {
  booked: 'Confere com a baixa',
  known_cost: 'Custo conhecido',
  own_movement: 'Movimento próprio',
  unexplained: 'Sem explicação',
};

const columns: readonly Column<Line>[] = [
  day('Data', ({ date }) => date),
  text('Movimento', ({ kind }) => kindLabels[kind]),
  text('Descrição', ({ description }) => description),
  text('Cobrança', ({ chargeId }) => chargeId),
  money('Valor', ({ amountCents }) => amountCents),
  money('Saldo', ({ balanceCents }) => balanceCents),
  text('Conferência', ({ explanation }) => explanationLabels[explanation]),
  money('Valor nos nossos livros', ({ bookedCents }) => bookedCents),
];

export const statementFile: Exported<Line> = { fileName: 'extrato', columns };
