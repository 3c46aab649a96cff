import { z } from 'zod';
import { insertSignInLink } from '../../db/access/sessions.ts';
import { findTenant } from '../../db/access/tenants.ts';
import { findUser, findUsersByTenant, insertUser, type UserRow, updateUser } from '../../db/access/users.ts';
import { created, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id, instant, text } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { digestOf } from '../tenants/api-key.ts';
import { hashPassword } from './password.ts';
import { makeSecret } from './session-secret.ts';

const role = z.enum(['erp', 'operator', 'viewer']).meta({
  description: 'As of keys: erp enters documents too, operator sends, amends and settles, viewer reads.',
});

/** Long enough: with argon2id and ten guesses per quarter of an hour nobody guesses it. */
const password = z.string().min(12).max(200).meta({ example: 'correta bateria grampo' });

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s]{3,200}$/)
  .meta({ description: 'Usually the e-mail address. Nobody else has it.', example: 'ana@empresa.example' });

const userAnswer = z
  .strictObject({
    id,
    tenantId: id,
    login: z.string(),
    name: z.string(),
    role,
    createdAt: instant,
    disabledAt: instant.nullable(),
  })
  .meta({ id: 'User' });

const createUser = defineRoute({
  method: 'post',
  path: '/v1/tenants/{id}/users',
  operationId: 'createUser',
  tag: 'Administration',
  summary: 'Let a person of a company sign in to the console',
  roles: ['admin'],
  params: byId,
  body: z.strictObject({ login, name: text(200), role, password }).meta({ id: 'NewUser' }),
  answers: { 201: userAnswer },
  problems: ['login_taken'],
  async handle({ params, body }, scope) {
    if (!(await findTenant(scope, params.id))) throw new Problem('not_found');
    const { password: secret, ...rest } = body;
    const passwordHash = await hashPassword(secret);
    const row = await insertUser(scope, { tenantId: params.id, ...rest, passwordHash });
    if (!row) throw new Problem('login_taken');
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
  answers: { 200: userAnswer },
  async handle({ params, body, now }, scope) {
    const changes = {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.role && { role: body.role }),
      ...(body.password !== undefined && { password_hash: await hashPassword(body.password) }),
      ...(body.enabled !== undefined && { disabled_at: body.enabled ? null : now() }),
    };
    const row =
      Object.keys(changes).length > 0
        ? await updateUser(scope, params.id, changes)
        : await findUser(scope, params.id);
    if (!row) throw new Problem('not_found');
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
  answers: { 201: z.strictObject({ url: z.string(), expiresAt: instant }).meta({ id: 'SignInLink' }) },
  answersSecret: true,
  async handle({ params, publicUrl, now }, scope) {
    const user = await findUser(scope, params.id);
    if (!user) throw new Problem('not_found');
    const secret = makeSecret();
    const expiresAt = new Date(now().getTime() + linkMs);
    await insertSignInLink(scope, { digest: digestOf(secret), userId: user.id, expiresAt });
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
