import { type Column, count, type Exported, money, text } from '../http/export-columns.ts';
import type { ProblemCause } from './problem-answer.ts';

const kindLabels: Record<ProblemCause['kind'], string> = {
  account: 'Conta corrente',
  rejected: 'Recusa do Asaas',
  flag: 'Aviso de documento',
  uncertain: 'Resultado incerto',
  hold: 'Espera',
  divergence: 'Divergência',
  receipt: 'Recebimento não identificado',
  delivery: 'Entrega',
};

const countedLabels: Record<ProblemCause['of'], string> = {
  documents: 'documentos',
  accounts: 'contas',
  divergences: 'divergências',
  receipts: 'recebimentos',
  messages: 'mensagens',
  endpoints: 'endereços',
};

const columns: readonly Column<ProblemCause>[] = [
  text('Tipo', ({ kind }) => kindLabels[kind]),
  text('Código', ({ code }) => code),
  text('Campo', ({ field }) => field),
  text('Problema', ({ words }) => words),
  text('Detalhe', ({ message }) => message),
  text('O que fazer', ({ cure }) => cure),
  count('Quantidade', (problem) => problem.count),
  text('De', ({ of }) => countedLabels[of]),
  money('Valor', ({ amountCents }) => amountCents),
  text('Documentos', ({ documents }) => documents.map(({ number }) => number).join(', ')),
  text('Lista', ({ link }) => link),
];

export const problemFile: Exported<ProblemCause> = { fileName: 'problemas', columns, isWhole: true };
