import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import type { AuditAnswer } from './audit-answer.ts';

const fields = (side: AuditAnswer['before']) => side && JSON.stringify(side);

const columns: readonly Column<AuditAnswer>[] = [
  moment('Quando', ({ at }) => at),
  text('Quem', ({ actor }) => actor),
  text('Ação', ({ action }) => action),
  text('Documento', ({ number }) => number),
  text('Recurso', ({ resourceId }) => resourceId),
  text('Antes', ({ before }) => fields(before)),
  text('Depois', ({ after }) => fields(after)),
];

export const auditFile: Exported<AuditAnswer> = { fileName: 'auditoria', columns };
