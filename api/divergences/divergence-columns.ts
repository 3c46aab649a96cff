import type { DivergenceField, DivergenceValue } from '../../domain/divergence.ts';
import { divergenceValueWords } from '../../domain/divergence-words.ts';
import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import type { DivergenceAnswer } from './divergence-answer.ts';

const outcomeLabels: Record<NonNullable<DivergenceAnswer['outcome']>, string> = {
  ours: 'Ficou o nosso valor',
  asaas: 'Ficou o valor do Asaas',
  mended: 'Aplicada sozinha',
  vanished: 'Os dois lados concordam',
};

/** The row holds what `domain/divergence.ts` found; its schema names the shapes of terms no further. */
const wordsOf = (field: DivergenceField, value: DivergenceAnswer['ours']) =>
  divergenceValueWords(field, value as DivergenceValue | null);

const columns: readonly Column<DivergenceAnswer>[] = [
  text('Código no ERP', ({ erpId }) => erpId),
  text('Documento', ({ number }) => number),
  text('Cobrança', ({ chargeId }) => chargeId),
  text('Campo', ({ label }) => label),
  text('Aqui', ({ field, ours }) => wordsOf(field, ours)),
  text('No Asaas', ({ field, theirs }) => wordsOf(field, theirs)),
  moment('Encontrada em', ({ foundAt }) => foundAt),
  text('Decidida por', ({ taken }) => taken?.by),
  moment('Encerrada em', ({ closedAt }) => closedAt),
  text('Desfecho', ({ outcome }) => outcome && outcomeLabels[outcome]),
];

export const divergenceFile: Exported<DivergenceAnswer> = { fileName: 'divergencias', columns };
