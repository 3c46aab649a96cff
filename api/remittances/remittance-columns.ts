import type { z } from 'zod';
import { statusLabels } from '../../domain/document-status.ts';
import { type Column, count, day, type Exported, moment, money, text } from '../http/export-columns.ts';
import type { itemAnswer, remittanceAnswer } from './remittance-answer.ts';

type Remittance = z.output<typeof remittanceAnswer>;
type Item = z.output<typeof itemAnswer>;

const remittanceLabels: Record<Remittance['status'], string> = {
  sending: 'Enviando',
  waiting: 'Aguardando resultados',
  completed: 'Concluída',
};

const outcomeLabels: Record<Item['outcome'], string> = {
  registered: 'Registrado',
  rejected: 'Rejeitado',
  uncertain: 'Resultado incerto',
  cancelled: 'Cancelado',
  waiting: 'Aguardando',
};

const columns: readonly Column<Remittance>[] = [
  text('Remessa', ({ id }) => id),
  text('Situação', ({ status }) => remittanceLabels[status]),
  text('Conta', ({ accountId }) => accountId),
  count('Documentos', ({ counts }) => counts.total),
  count('Registrados', ({ counts }) => counts.registered),
  count('Rejeitados', ({ counts }) => counts.rejected),
  count('Incertos', ({ counts }) => counts.uncertain),
  count('Cancelados', ({ counts }) => counts.cancelled),
  count('Aguardando', ({ counts }) => counts.waiting),
  moment('Iniciada em', ({ startedAt }) => startedAt),
  moment('Concluída em', ({ completedAt }) => completedAt),
  text('Espera', ({ hold }) => hold?.reason),
];

const itemColumns: readonly Column<Item>[] = [
  count('Posição', ({ position }) => position),
  text('Código no ERP', ({ erpId }) => erpId),
  text('Documento', ({ number }) => number),
  text('Pagador', ({ payerName }) => payerName),
  day('Vencimento', ({ dueDate }) => dueDate),
  money('Valor', ({ amountCents }) => amountCents),
  money('Acréscimo', ({ additionCents }) => additionCents),
  money('Abatimento', ({ rebateCents }) => rebateCents),
  text('Resultado', ({ outcome }) => outcomeLabels[outcome]),
  text('Situação agora', ({ status }) => statusLabels[status]),
  text('Recusa', ({ error }) => error?.message),
  text('Valor recusado', ({ value }) => value),
  text('O que fazer', ({ error }) => error?.cure),
];

export const remittanceFile: Exported<Remittance> = { fileName: 'remessas', columns };

export const remittanceItemFile: Exported<Item> = { fileName: 'remessa-documentos', columns: itemColumns };
