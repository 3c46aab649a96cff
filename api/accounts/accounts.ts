import { z } from 'zod';
import { acceptedKey, noExpiringKey, tellErpOfAcceptedKey } from '../../db/accounts/account-key.ts';
import { sealApiKey } from '../../db/accounts/account-secrets.ts';
import { type AccountRow, disableAccount, findAccounts, updateAccount } from '../../db/accounts/accounts.ts';
import { noDailyLimit } from '../../db/accounts/daily-limit.ts';
import { keepAudit } from '../../db/audit/keep-audit.ts';
import type { Scope } from '../../db/database.ts';
import { leaveAccountMessage } from '../../db/messages/messages.ts';
import { applyChangedNotices, resumeNotices } from '../../db/notices/account-notices.ts';
import { ok } from '../http/answer.ts';
import { type AskingCall, defineRoute } from '../http/define-route.ts';
import { byId, id, text } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { accountAnswer, accountSettings, toAccountAnswer } from './account-answer.ts';
import { accountFile } from './account-columns.ts';
import { asaasKey, tryAsaasKey } from './asaas-key.ts';
import { keepChangedAccount } from './keep-changed-account.ts';
import { createAccount } from './new-account.ts';
import { demandAccount, demandLockedAccount } from './usable-account.ts';

const listAccounts = defineRoute({
  method: 'get',
  path: '/v1/accounts',
  operationId: 'listAccounts',
  tag: 'Accounts',
  summary: 'List accounts',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject(pageQuery),
  answers: { 200: pageOf(accountAnswer) },
  exportsAs: accountFile,
  async handle({ query: { limit, cursor }, language, publicUrl }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const rows = await findAccounts(scope, { afterId: place?.[0] ?? null, limit: limit + 1 });
    return ok(
      toPage(
        rows,
        limit,
        (row) => toAccountAnswer(row, publicUrl),
        (row) => [row.id],
      ),
    );
  },
});

const readAccount = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}',
  operationId: 'getAccount',
  tag: 'Accounts',
  summary: 'Read an account',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  answers: { 200: accountAnswer },
  async handle({ params, publicUrl }, scope) {
    return ok(toAccountAnswer(await demandAccount(scope, params.id), publicUrl));
  },
});

const changeAccount = defineRoute({
  method: 'patch',
  path: '/v1/accounts/{id}',
  operationId: 'changeAccount',
  tag: 'Accounts',
  summary: 'Change an account’s name, key or settings, or enable it again',
  description:
    'A new key is tried like the first one and must open the same account at Asaas; work that waited for it then goes on by itself, documents untouched. `settings` are replaced as a whole: what is left out has no default any more. They hold for documents sent from then on; a registered document takes them with its next amendment. `notifyPayers` reaches known payers, too, as by `PUT …/notices`.',
  roles: ['erp', 'operator'],
  params: byId,
  body: z
    .strictObject({
      name: text(200).optional(),
      apiKey: asaasKey.optional(),
      settings: accountSettings.optional(),
      enabled: z.literal(true).optional().meta({ description: 'Undoes DELETE.' }),
    })
    .meta({ id: 'AccountChanges' }),
  needsConfirmation: ['apiKey'],
  answers: { 200: accountAnswer },
  problems: ['key_of_other_environment', 'key_refused_by_asaas', 'account_mismatch', 'asaas_unavailable'],
  async askAsaas({ params, body, caller, inScope, asaas, sealer, publicUrl }) {
    const row = await inScope((scope) => demandAccount(scope, params.id));
    const changes = {
      ...(body.name !== undefined && { name: body.name }),
      ...(body.settings && { settings: JSON.stringify(body.settings) }),
      ...(body.enabled && { disabled_at: null }),
      ...(body.apiKey && (await newKey({ asaas, sealer }, row, body.apiKey))),
    };
    return async (scope) => {
      if (Object.keys(changes).length === 0) return ok(toAccountAnswer(row, publicUrl));
      const locked = await demandLockedAccount(scope, row.id);
      if (body.apiKey) await leaveAccountMessage(scope, row.id, 'keyChanged');
      if (body.enabled && locked.disabled_at) await leaveAccountMessage(scope, row.id, 'accountEnabled');
      const changed = await updateAccount(scope, row.id, changes);
      await applyChangedNotices(scope, locked, changed);
      if (body.enabled && locked.disabled_at) await resumeNotices(scope, changed);
      await keepChangedAccount(scope, caller.actor, locked, changed);
      if (body.apiKey) await tellOfNewKey(scope, caller.actor, locked, changed);
      return ok(toAccountAnswer(changed, publicUrl));
    };
  },
});

const deleteAccount = defineRoute({
  method: 'delete',
  path: '/v1/accounts/{id}',
  operationId: 'disableAccount',
  tag: 'Accounts',
  summary: 'Disable an account',
  description:
    'Nothing more is sent through it, and a remittance under way holds; what reached Asaas is still followed, amended and settled. PATCH `{"enabled": true}` undoes it.',
  roles: ['erp', 'operator'],
  params: byId,
  answers: { 200: accountAnswer },
  async handle({ params, caller, publicUrl }, scope) {
    const before = await demandLockedAccount(scope, params.id);
    if (!before.disabled_at) await leaveAccountMessage(scope, params.id, 'accountDisabled');
    const disabled = await disableAccount(scope, params.id);
    await keepChangedAccount(scope, caller.actor, before, disabled);
    return ok(toAccountAnswer(disabled, publicUrl));
  },
});

export const accountRoutes = [createAccount, listAccounts, readAccount, changeAccount, deleteAccount];

/** The audit gets the hints of both keys, never a key. */
async function tellOfNewKey(
  scope: Scope,
  actor: string,
  before: AccountRow,
  after: AccountRow,
): Promise<void> {
  await tellErpOfAcceptedKey(scope, before);
  const audited = {
    tenantId: after.tenant_id,
    actor,
    action: 'account.key_changed',
    resourceId: after.id,
  } as const;
  const hints = { before: { keyHint: before.api_key_hint }, after: { keyHint: after.api_key_hint } };
  await keepAudit(scope, audited, hints);
}

async function newKey(
  { asaas, sealer }: Pick<AskingCall<undefined, undefined, undefined>, 'asaas' | 'sealer'>,
  row: AccountRow,
  key: string,
) {
  const found = await tryAsaasKey(
    asaas,
    { environment: row.environment, apiKey: key, turn: { accountId: row.id, purpose: 'amend' } },
    row,
  );
  return {
    ...sealApiKey(sealer, row, key),
    ...found,
    ...noDailyLimit,
    ...acceptedKey,
    ...noExpiringKey,
  };
}
