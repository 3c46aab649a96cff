import type { z } from 'zod';
import type { DeliveryStatus } from '../../domain/erp-delivery.ts';
import { type Column, count, type Exported, moment, text } from '../http/export-columns.ts';
import type { deliveryAnswer } from './endpoint-answer.ts';

type Delivery = z.output<typeof deliveryAnswer>;

const statusLabels: Record<DeliveryStatus, string> = {
  waiting: 'Na fila',
  delivered: 'Entregue',
  given_up: 'Desistida',
};

const columns: readonly Column<Delivery>[] = [
  count('Sequência', ({ sequence }) => sequence),
  text('Tipo', ({ type }) => type),
  text('Situação', ({ status }) => statusLabels[status]),
  count('Tentativas', ({ attempts }) => attempts),
  count('Resposta HTTP', ({ httpStatus }) => httpStatus),
  text('Erro', ({ error }) => error),
  moment('Última tentativa', ({ lastAttemptAt }) => lastAttemptAt),
  moment('Próxima tentativa', ({ nextAttemptAt }) => nextAttemptAt),
  moment('Entregue em', ({ deliveredAt }) => deliveredAt),
  text('Evento', ({ eventId }) => eventId),
];

export const deliveryFile: Exported<Delivery> = { fileName: 'entregas', columns };
