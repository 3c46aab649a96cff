import { z } from 'zod';
import {
  findTenant,
  findTenants,
  insertTenant,
  lockTenant,
  type TenantRow,
  updateTenant,
} from '../../db/access/tenants.ts';
import { keepAudit, keepChange } from '../../db/audit/keep-audit.ts';
import { created, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id, taxId, text } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { Problem } from '../problems/problem.ts';
import { feature, tenantAnswer } from './tenant-answer.ts';
import { tenantFile } from './tenant-columns.ts';

const features = z
  .array(feature)
  .max(2)
  .transform((given) => [...new Set(given)])
  .meta({ description: 'The licence. Collecting needs both.' });

const createTenant = defineRoute({
  method: 'post',
  path: '/v1/tenants',
  operationId: 'createTenant',
  tag: 'Administration',
  summary: 'Add a company',
  roles: ['admin'],
  body: z.strictObject({ name: text(200), taxId, features: features.default([]) }).meta({ id: 'NewTenant' }),
  answers: { 201: tenantAnswer },
  async handle({ body, caller: { actor } }, scope) {
    const row = await insertTenant(scope, body);
    const audited = { tenantId: row.id, actor, action: 'tenant.created', resourceId: row.id } as const;
    await keepAudit(scope, audited, { after: configurationOf(row) });
    return created(toTenantAnswer(row));
  },
});

const listTenants = defineRoute({
  method: 'get',
  path: '/v1/tenants',
  operationId: 'listTenants',
  tag: 'Administration',
  summary: 'List companies',
  roles: ['admin'],
  query: z.strictObject(pageQuery),
  answers: { 200: pageOf(tenantAnswer) },
  exportsAs: tenantFile,
  async handle({ query: { limit, cursor }, language }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const rows = await findTenants(scope, { afterId: place?.[0] ?? null, limit: limit + 1 });
    return ok(toPage(rows, limit, toTenantAnswer, (row) => [row.id]));
  },
});

const readTenant = defineRoute({
  method: 'get',
  path: '/v1/tenants/{id}',
  operationId: 'getTenant',
  tag: 'Administration',
  summary: 'Read a company',
  roles: ['admin'],
  params: byId,
  answers: { 200: tenantAnswer },
  async handle({ params }, scope) {
    const row = await findTenant(scope, params.id);
    if (!row) throw new Problem('not_found');
    return ok(toTenantAnswer(row));
  },
});

const changeTenant = defineRoute({
  method: 'patch',
  path: '/v1/tenants/{id}',
  operationId: 'changeTenant',
  tag: 'Administration',
  summary: 'Change a company’s name or licence',
  roles: ['admin'],
  params: byId,
  body: z
    .strictObject({ name: text(200).optional(), features: features.optional() })
    .meta({ id: 'TenantChanges' }),
  answers: { 200: tenantAnswer },
  async handle({ params, body, caller: { actor } }, scope) {
    const before = await lockTenant(scope, params.id);
    if (!before) throw new Problem('not_found');
    const { name = before.name, features = before.features } = body;
    const row = await updateTenant(scope, before.id, { name, features });
    const audited = { tenantId: row.id, actor, action: 'tenant.changed', resourceId: row.id } as const;
    await keepChange(scope, audited, configurationOf(before), configurationOf(row));
    return ok(toTenantAnswer(row));
  },
});

export const tenantRoutes = [createTenant, listTenants, readTenant, changeTenant];

function toTenantAnswer(row: TenantRow): z.output<typeof tenantAnswer> {
  return {
    id: row.id,
    name: row.name,
    taxId: row.tax_id,
    features: row.features.map((name) => feature.parse(name)),
    createdAt: row.created_at.toISOString(),
  };
}

/** What the audit keeps of a company. */
function configurationOf({ name, tax_id: taxId, features }: TenantRow) {
  return { name, taxId, features };
}
