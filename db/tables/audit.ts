import type { ColumnType, Generated } from 'kysely';
import type { AuditedFields, AuditedKind, ConfigurationAction } from '../../domain/audit.ts';
import type { Instant, OptionalJson } from './column-types.ts';

export interface AuditEntryTable {
  id: Generated<number>;
  tenant_id: string;
  at: Instant;
  actor: string;
  action: ConfigurationAction;
  /** The part of the action before the point. */
  resource_kind: ColumnType<AuditedKind, never, never>;
  resource_id: string;
  /** The changed fields, as they were. Null: the resource was not there, or nothing of it may be shown. */
  before: OptionalJson<AuditedFields>;
  after: OptionalJson<AuditedFields>;
}
