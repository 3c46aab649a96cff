import type { z } from 'zod';
import { type Column, count, type Exported, moment, money, text } from '../http/export-columns.ts';
import type { ruleAnswer } from './rule-answer.ts';

type Rule = z.output<typeof ruleAnswer>;

const columns: readonly Column<Rule>[] = [
  count('Prioridade', ({ priority }) => priority),
  text('Nome', ({ name }) => name),
  text('Situação', ({ enabled }) => (enabled ? 'Ligada' : 'Desligada')),
  count('Vence em até (dias)', ({ dueWithinDays }) => dueWithinDays),
  money('Valor de', ({ amountFromCents }) => amountFromCents),
  money('Valor até', ({ amountToCents }) => amountToCents),
  text('Conta', ({ accountId }) => accountId ?? 'A conta padrão do pagador'),
  text('Pagador', ({ payerId }) => payerId ?? 'Todos'),
  moment('Incluída em', ({ createdAt }) => createdAt),
  moment('Alterada em', ({ updatedAt }) => updatedAt),
  text('Id', ({ id }) => id),
];

export const ruleFile: Exported<Rule> = { fileName: 'regras-de-envio', columns };
