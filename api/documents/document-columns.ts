import type { z } from 'zod';
import { statusLabels } from '../../domain/document-status.ts';
import { type Column, count, day, type Exported, moment, money, text } from '../http/export-columns.ts';
import type { documentAnswer } from './document-answer.ts';

type DocumentAnswer = z.output<typeof documentAnswer>;

const columns: readonly Column<DocumentAnswer>[] = [
  text('Código no ERP', ({ erpId }) => erpId),
  text('Documento', ({ number }) => number),
  text('Situação', ({ status }) => statusLabels[status]),
  text('Pagador', ({ payer }) => payer.name),
  text('CPF/CNPJ', ({ payer }) => payer.taxId),
  day('Vencimento', ({ dueDate }) => dueDate),
  money('Valor', ({ amountCents }) => amountCents),
  money('Acréscimo', ({ additionCents }) => additionCents),
  money('Abatimento', ({ rebateCents }) => rebateCents),
  text('Descrição', ({ description }) => description),
  text('Cobrança', ({ chargeId }) => chargeId),
  text('Nosso número', ({ ourNumber }) => ourNumber),
  text('Boleto', ({ bankSlipUrl }) => bankSlipUrl),
  day('Pago em', ({ paidOn }) => paidOn),
  day('Creditado em', ({ settlement }) => settlement?.creditedOn ?? null),
  money('Desconto', ({ settlement }) => settlement?.discountCents),
  money('Multa', ({ settlement }) => settlement?.fineCents),
  money('Juros', ({ settlement }) => settlement?.interestCents),
  money('Valor recebido', ({ settlement }) => settlement?.grossCents),
  money('Tarifa', ({ settlement }) => settlement?.feeCents),
  money('Valor líquido', ({ settlement }) => settlement?.netCents),
  money('Diferença', ({ settlement }) => settlement?.differenceCents),
  text('Avisos', ({ flagDetails }) => flagDetails.map(({ reason }) => reason).join(' ')),
  text('Recusa', ({ registration }) => registration.lastError?.message),
  text('Espera', ({ hold }) => hold?.reason),
  count('Versão', ({ version }) => version),
  moment('Incluído em', ({ createdAt }) => createdAt),
  moment('Registrado em', ({ registeredAt }) => registeredAt),
  moment('Baixado em', ({ settledAt }) => settledAt),
  moment('Cancelado em', ({ cancelledAt }) => cancelledAt),
];

export const documentFile: Exported<DocumentAnswer> = { fileName: 'documentos', columns };
