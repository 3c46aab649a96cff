import type { z } from 'zod';
import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import { roleLabels } from '../tenants/role-labels.ts';
import type { userAnswer } from './user-answer.ts';

type User = z.output<typeof userAnswer>;

const columns: readonly Column<User>[] = [
  text('Nome', ({ name }) => name),
  text('Usuário', ({ login }) => login),
  text('Papel', ({ role }) => roleLabels[role]),
  moment('Incluído em', ({ createdAt }) => createdAt),
  moment('Desativado em', ({ disabledAt }) => disabledAt),
  text('Id', ({ id }) => id),
];

export const userFile: Exported<User> = { fileName: 'usuarios', columns, isWhole: true };
