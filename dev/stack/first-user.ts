import { randomBytes } from 'node:crypto';
import { callApi, type FreshApi } from './call-api.ts';
import type { FirstUser } from './secrets.ts';

interface User {
  id: string;
  login: string;
}

/**
 * Makes a user of the first company, who may do everything there, through the public API like anybody else. Returns
 * `known` as long as the API still has it; one whose password nobody kept gets a new one.
 */
export async function ensureFirstUser(
  api: FreshApi,
  tenantId: string,
  known: FirstUser | undefined,
): Promise<FirstUser> {
  const path = `/tenants/${tenantId}/users`;
  const users = await callApi<{ data: User[] }>(api, 'GET', path);
  if (known && users.data.some(({ id }) => id === known.id)) return known;
  const login = 'financeiro@empresa.example';
  const password = makePassword();
  const there = users.data.find((user) => user.login === login);
  const body = { name: 'Ana Financeiro', role: 'erp', password };
  const { id } = there
    ? await callApi<User>(api, 'PATCH', `/users/${there.id}`, body)
    : await callApi<User>(api, 'POST', path, { ...body, login });
  return { id, login, password };
}

/** Adds a person who may do everything in a company, with a login of her own. */
export async function addUser(api: FreshApi, tenantId: string): Promise<FirstUser> {
  const login = `ana-${randomBytes(4).toString('hex')}@empresa.example`;
  const password = makePassword();
  const body = { login, name: 'Ana Financeiro', role: 'erp', password };
  const { id } = await callApi<User>(api, 'POST', `/tenants/${tenantId}/users`, body);
  return { id, login, password };
}

/** A link that signs the user in once; whoever starts the system opens the console with one click. */
export async function makeSignInLink(api: FreshApi, userId: string): Promise<string> {
  const path = `/users/${userId}/sign-in-links`;
  return (await callApi<{ url: string }>(api, 'POST', path, {})).url;
}

/** Easy to type, and never the same on two machines. */
function makePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const text = [...randomBytes(12)].map((byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
