import type { z } from 'zod';
import { type Column, day, type Exported, moment, money, text } from '../http/export-columns.ts';
import type { receiptAnswer } from './receipt-answer.ts';

type Receipt = z.output<typeof receiptAnswer>;

const columns: readonly Column<Receipt>[] = [
  text('Cobrança', ({ chargeId }) => chargeId),
  day('Pago em', ({ paidOn }) => paidOn),
  money('Valor recebido', ({ grossCents }) => grossCents),
  money('Valor líquido', ({ netCents }) => netCents),
  text('Pagador', ({ payer }) => payer?.name),
  text('CPF/CNPJ', ({ payer }) => payer?.taxId),
  text('Descrição', ({ description }) => description),
  text('Documento sugerido', ({ suggestedDocumentId }) => suggestedDocumentId),
  text('Motivo da sugestão', ({ suggestion }) => suggestion?.words),
  text('Atribuído a', ({ assignment }) => assignment?.documentId),
  moment('Atribuído em', ({ assignment }) => assignment?.assignedAt ?? null),
  moment('Guardado em', ({ keptAt }) => keptAt),
];

export const receiptFile: Exported<Receipt> = { fileName: 'recebimentos-nao-identificados', columns };
