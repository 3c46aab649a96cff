import type { z } from 'zod';
import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import type { tenantAnswer } from './tenant-answer.ts';

type Tenant = z.output<typeof tenantAnswer>;

const columns: readonly Column<Tenant>[] = [
  text('Nome', ({ name }) => name),
  text('CPF/CNPJ', (tenant) => tenant.taxId),
  text('Licença', ({ features }) => features.join(', ')),
  moment('Incluída em', ({ createdAt }) => createdAt),
  text('Id', ({ id }) => id),
];

export const tenantFile: Exported<Tenant> = { fileName: 'empresas', columns };
