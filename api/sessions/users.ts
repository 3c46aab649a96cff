import { z } from 'zod';
import { insertSignInLink } from '../../db/access/sessions.ts';
import { findTenant } from '../../db/access/tenants.ts';
import {
  findUser,
  findUsersByTenant,
  insertUser,
  lockUser,
  type UserRow,
  updateUser,
} from '../../db/access/users.ts';
import { keepAudit, keepChange } from '../../db/audit/keep-audit.ts';
import { created, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, instant, text } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { digestOf } from '../tenants/api-key.ts';
import { hashPassword } from './password.ts';
import { makeSecret } from './session-secret.ts';
import { role, userAnswer } from './user-answer.ts';
import { userFile } from './user-columns.ts';

/** Long enough: with argon2id and ten guesses per quarter of an hour nobody guesses it. */
const password = z.string().min(12).max(200).meta({ example: 'correta bateria grampo' });

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s]{3,200}$/)
  .meta({ description: 'Usually the e-mail address. Nobody else has it.', example: 'ana@empresa.example' });

const createUser = defineRoute({
  method: 'post',
  path: '/v1/tenants/{id}/users',
  operationId: 'createUser',
  tag: 'Administration',
  summary: 'Let a person of a company sign in to the console',
  roles: ['admin'],
  params: byId,
  body: z.strictObject({ login, name: text(200), role, password }).meta({ id: 'NewUser' }),
  needsConfirmation: true,
  answers: { 201: userAnswer },
  problems: ['login_taken'],
  async handle({ params, body, caller: { actor } }, scope) {
    if (!(await findTenant(scope, params.id))) throw new Problem('not_found');
    const { password: secret, ...rest } = body;
    const passwordHash = await hashPassword(secret);
    const row = await insertUser(scope, { tenantId: params.id, ...rest, passwordHash });
    if (!row) throw new Problem('login_taken');
    const audited = { tenantId: params.id, actor, action: 'user.created', resourceId: row.id } as const;
    await keepAudit(scope, audited, { after: configurationOf(row) });
    return created(toUserAnswer(row));
  },
});

const listUsers = defineRoute({
  method: 'get',
  path: '/v1/tenants/{id}/users',
  operationId: 'listUsers',
  tag: 'Administration',
  summary: 'List the people of a company',
  roles: ['admin'],
  params: byId,
  answers: { 200: z.strictObject({ data: z.array(userAnswer) }) },
  exportsAs: userFile,
  async handle({ params }, scope) {
    if (!(await findTenant(scope, params.id))) throw new Problem('not_found');
    return ok({ data: (await findUsersByTenant(scope, params.id)).map(toUserAnswer) });
  },
});

const changeUser = defineRoute({
  method: 'patch',
  path: '/v1/users/{id}',
  operationId: 'changeUser',
  tag: 'Administration',
  summary: 'Change a person’s name, role or password, or let nobody sign in by it any more',
  description: 'Who is disabled is out at once: the sessions end with the user.',
  roles: ['admin'],
  params: byId,
  body: z
    .strictObject({
      name: text(200).optional(),
      role: role.optional(),
      password: password.optional(),
      enabled: z.boolean().optional(),
    })
    .meta({ id: 'UserChanges' }),
  needsConfirmation: true,
  answers: { 200: userAnswer },
  async handle({ params, body, caller: { actor }, now }, scope) {
    const before = await lockUser(scope, params.id);
    if (!before) throw new Problem('not_found');
    const { name = before.name, role = before.role, password, enabled } = body;
    const row = await updateUser(scope, before.id, {
      name,
      role,
      ...(password !== undefined && { password_hash: await hashPassword(password) }),
      ...(enabled !== undefined && { disabled_at: enabled ? null : now() }),
    });
    const audited = { tenantId: row.tenant_id, actor, resourceId: row.id };
    await keepChange(
      scope,
      { ...audited, action: 'user.changed' },
      configurationOf(before),
      configurationOf(row),
    );
    if (password !== undefined) await keepAudit(scope, { ...audited, action: 'user.password_changed' });
    return ok(toUserAnswer(row));
  },
});

/** Twelve hours: who starts the system in the morning can still open the page in the evening. */
const linkMs = 12 * 60 * 60_000;

const makeLink = defineRoute({
  method: 'post',
  path: '/v1/users/{id}/sign-in-links',
  operationId: 'createSignInLink',
  tag: 'Administration',
  summary: 'Make a link that signs a person in once',
  description:
    'Open `url` within 12 hours. The secret is in its fragment, which reaches no server and no log.',
  roles: ['admin'],
  params: byId,
  needsConfirmation: true,
  answers: { 201: z.strictObject({ url: z.string(), expiresAt: instant }).meta({ id: 'SignInLink' }) },
  answersSecret: true,
  async handle({ params, caller: { actor }, publicUrl, now }, scope) {
    const user = await findUser(scope, params.id);
    if (!user) throw new Problem('not_found');
    const secret = makeSecret();
    const expiresAt = new Date(now().getTime() + linkMs);
    await insertSignInLink(scope, { digest: digestOf(secret), userId: user.id, expiresAt });
    const audited = { tenantId: user.tenant_id, actor, resourceId: user.id };
    await keepAudit(scope, { ...audited, action: 'user.sign_in_link_created' });
    return created({ url: `${publicUrl}/console/entrar#${secret}`, expiresAt: expiresAt.toISOString() });
  },
});

export const userRoutes = [createUser, listUsers, changeUser, makeLink];

function toUserAnswer(row: UserRow): z.output<typeof userAnswer> {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    login: row.login,
    name: row.name,
    role: row.role,
    createdAt: row.created_at.toISOString(),
    disabledAt: row.disabled_at?.toISOString() ?? null,
  };
}

/** What the audit keeps of a person. Never the password. */
function configurationOf({ login, name, role, disabled_at }: UserRow) {
  return { login, name, role, enabled: disabled_at === null };
}
