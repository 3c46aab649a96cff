import { z } from 'zod';
import {
  type ApiKeyRow,
  findApiKey,
  findApiKeysByTenant,
  insertApiKey,
  lockApiKey,
  revokeApiKey,
} from '../../db/access/api-keys.ts';
import { findTenant } from '../../db/access/tenants.ts';
import { keepAudit } from '../../db/audit/keep-audit.ts';
import { created, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, text } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { digestOf, makeApiKey } from './api-key.ts';
import { apiKeyAnswer, role } from './key-answer.ts';
import { keyFile } from './key-columns.ts';

const newApiKeyAnswer = apiKeyAnswer
  .extend({
    key: z
      .string()
      .nullable()
      .meta({ description: 'Shown this once; null where the call is repeated after the key was revoked.' }),
  })
  .meta({ id: 'ApiKeyWithSecret' });

const createApiKey = defineRoute({
  method: 'post',
  path: '/v1/tenants/{id}/api-keys',
  operationId: 'createApiKey',
  tag: 'Administration',
  summary: 'Make a key for a company',
  description:
    'The key is shown in this answer and never again; repeat the call with its Idempotency-Key if the answer was lost.',
  roles: ['admin'],
  params: byId,
  body: z.strictObject({ name: text(200), role }).meta({ id: 'NewApiKey' }),
  needsConfirmation: true,
  answers: { 201: newApiKeyAnswer },
  answersSecret: true,
  async stillShown(scope, kept) {
    const answer = newApiKeyAnswer.parse(kept);
    const row = await findApiKey(scope, answer.id);
    return row && !row.revoked_at ? answer : { ...answer, ...(row && toApiKeyAnswer(row)), key: null };
  },
  async handle({ params, body, caller: { actor } }, scope) {
    if (!(await findTenant(scope, params.id))) throw new Problem('not_found');
    const key = makeApiKey(body.role);
    const row = await insertApiKey(scope, {
      tenantId: params.id,
      ...body,
      digest: digestOf(key),
      hint: key.slice(-4),
    });
    const audited = { tenantId: params.id, actor, action: 'api_key.created', resourceId: row.id } as const;
    const { name, role, hint } = row;
    await keepAudit(scope, audited, { after: { name, role, hint } });
    return created({ ...toApiKeyAnswer(row), key });
  },
});

const listApiKeys = defineRoute({
  method: 'get',
  path: '/v1/tenants/{id}/api-keys',
  operationId: 'listApiKeys',
  tag: 'Administration',
  summary: 'List a company’s keys',
  roles: ['admin'],
  params: byId,
  answers: { 200: z.strictObject({ data: z.array(apiKeyAnswer) }) },
  exportsAs: keyFile,
  async handle({ params }, scope) {
    if (!(await findTenant(scope, params.id))) throw new Problem('not_found');
    const rows = await findApiKeysByTenant(scope, params.id);
    return ok({ data: rows.map(toApiKeyAnswer) });
  },
});

const deleteApiKey = defineRoute({
  method: 'delete',
  path: '/v1/api-keys/{id}',
  operationId: 'revokeApiKey',
  tag: 'Administration',
  summary: 'Revoke a key, at once and for good',
  roles: ['admin'],
  params: byId,
  needsConfirmation: true,
  answers: { 200: apiKeyAnswer },
  async handle({ params, caller: { actor } }, scope) {
    const row = await lockApiKey(scope, params.id);
    if (!row) throw new Problem('not_found');
    if (row.revoked_at) return ok(toApiKeyAnswer(row));
    const { tenant_id: tenantId, name, role, hint } = row;
    const audited = { tenantId, actor, action: 'api_key.revoked', resourceId: row.id } as const;
    await keepAudit(scope, audited, { before: { name, role, hint } });
    return ok(toApiKeyAnswer(await revokeApiKey(scope, row.id)));
  },
});

export const apiKeyRoutes = [createApiKey, listApiKeys, deleteApiKey];

function toApiKeyAnswer(row: ApiKeyRow): z.output<typeof apiKeyAnswer> {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    role: row.role,
    hint: row.hint,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
