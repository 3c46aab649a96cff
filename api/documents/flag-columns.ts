import { type Column, type Exported, text } from '../http/export-columns.ts';
import type { FlagAnswer } from './flag-answer.ts';

const columns: readonly Column<FlagAnswer>[] = [
  text('Aviso', ({ flag }) => flag),
  text('O que significa', ({ words }) => words),
  text('O que fazer', ({ cure }) => cure),
  text('Saídas', ({ cures }) =>
    cures.map(({ call, words }) => (call ? `${words} (${call})` : words)).join(' '),
  ),
];

export const flagFile: Exported<FlagAnswer> = { fileName: 'avisos', columns, isWhole: true };
