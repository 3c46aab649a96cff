import { isDeepStrictEqual } from 'node:util';
import type { AuditedFields, ConfigurationAction } from '../../domain/audit.ts';
import type { Scope } from '../database.ts';
import type { Actor } from '../documents/timeline.ts';

/** Who did what to which resource. `tenantId` is the company that the resource belongs to. */
export interface Audited {
  tenantId: string;
  actor: Actor;
  action: ConfigurationAction;
  resourceId: string;
}

/**
 * Adds an entry to the audit, in the transaction of the change itself. `before` and `after` have no secret: of a key
 * they have the hint.
 */
export async function keepAudit(
  scope: Scope,
  { tenantId, actor, action, resourceId }: Audited,
  { before = null, after = null }: { before?: AuditedFields | null; after?: AuditedFields | null } = {},
): Promise<void> {
  await scope
    .insertInto('audit_entries')
    .values({
      tenant_id: tenantId,
      actor,
      action,
      resource_id: resourceId,
      before: before && JSON.stringify(before),
      after: after && JSON.stringify(after),
    })
    .execute();
}

/** Adds entries about several resources to which one caller did the same, with one statement. */
export async function keepAudits(
  scope: Scope,
  { tenantId, actor, action }: Omit<Audited, 'resourceId'>,
  resources: readonly { resourceId: string; before: AuditedFields; after: AuditedFields }[],
): Promise<void> {
  if (resources.length === 0) return;
  const toRow = ({ resourceId, before, after }: (typeof resources)[number]) => ({
    tenant_id: tenantId,
    actor,
    action,
    resource_id: resourceId,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  });
  await scope.insertInto('audit_entries').values(resources.map(toRow)).execute();
}

/**
 * Adds an entry with the fields that differ; a field that is only on one side is null on the other. A change that
 * changed nothing leaves no entry.
 */
export async function keepChange(
  scope: Scope,
  audited: Audited,
  before: AuditedFields,
  after: AuditedFields,
): Promise<void> {
  const difference = differenceOf(before, after);
  if (Object.keys(difference.after).length > 0) await keepAudit(scope, audited, difference);
}

function differenceOf(before: AuditedFields, after: AuditedFields) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null));
  const pick = (from: AuditedFields) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
