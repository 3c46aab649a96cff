import type { z } from 'zod';
import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import type { apiKeyAnswer } from './key-answer.ts';
import { roleLabels } from './role-labels.ts';

type Key = z.output<typeof apiKeyAnswer>;

const columns: readonly Column<Key>[] = [
  text('Nome', ({ name }) => name),
  text('Papel', ({ role }) => roleLabels[role]),
  text('Final', ({ hint }) => hint),
  moment('Incluída em', ({ createdAt }) => createdAt),
  moment('Último uso', ({ lastUsedAt }) => lastUsedAt),
  moment('Revogada em', ({ revokedAt }) => revokedAt),
  text('Id', ({ id }) => id),
];

export const keyFile: Exported<Key> = { fileName: 'chaves', columns, isWhole: true };
