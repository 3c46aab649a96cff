import type { z } from 'zod';
import { type Column, count, type Exported, moment, text } from '../http/export-columns.ts';
import type { undeliveredMessage } from './message-answer.ts';

type Message = z.output<typeof undeliveredMessage>;

const columns: readonly Column<Message>[] = [
  text('Assunto', ({ summary }) => summary),
  text('Aviso', ({ signal }) => signal),
  moment('Criada em', ({ createdAt }) => createdAt),
  count('Tentativas', ({ attempts }) => attempts),
  text('Último erro', ({ lastError }) => lastError),
  moment('Próxima tentativa', ({ nextAttemptAt }) => nextAttemptAt),
  moment('Parada desde', ({ parkedAt }) => parkedAt),
  count('Esperam por ela', ({ waitingBehind }) => waitingBehind),
  text('Documento', ({ documentId }) => documentId),
  text('Workflow', ({ workflowId }) => workflowId),
];

export const messageFile: Exported<Message> = { fileName: 'mensagens-nao-entregues', columns };
