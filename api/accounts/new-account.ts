import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from '../../asaas/asaas.ts';
import { openWebhookToken, sealApiKey, sealWebhookToken } from '../../db/accounts/account-secrets.ts';
import {
  type AccountRow,
  findAccount,
  findSameAccount,
  insertAccount,
  lockAccounts,
} from '../../db/accounts/accounts.ts';
import { handWebhookOver, takeWebhookInHand } from '../../db/accounts/webhook-set-up.ts';
import { keepAudit } from '../../db/audit/keep-audit.ts';
import type { Scope } from '../../db/database.ts';
import { leaveAccountMessage } from '../../db/messages/messages.ts';
import { causes } from '../../domain/webhook-health.ts';
import { created } from '../http/answer.ts';
import { type AskingCall, defineRoute } from '../http/define-route.ts';
import { text } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { digestOf } from '../tenants/api-key.ts';
import {
  accountAnswer,
  accountSettings,
  configurationOf,
  environment,
  toAccountAnswer,
} from './account-answer.ts';
import { asaasKey, tryAsaasKey } from './asaas-key.ts';
import { banks } from './banks.ts';
import { setUpWebhook } from './set-up-webhook.ts';
import { connectionOf } from './usable-account.ts';
import { makeWebhookToken, withoutWithdrawnToken } from './webhook-token.ts';

const digits = (max: number) =>
  z.string().max(max).regex(/^\d+$/).meta({ description: 'Digits, without punctuation.' });

const newAccount = z
  .strictObject({
    bankCode: z.enum(banks.map((bank) => bank.code)),
    name: text(200),
    agency: digits(10),
    number: digits(20),
    digit: z.string().regex(/^[0-9Xx]$/),
    environment,
    apiKey: asaasKey,
    settings: accountSettings.default({}),
  })
  .meta({ id: 'NewAccount' });

export const createAccount = defineRoute({
  method: 'post',
  path: '/v1/accounts',
  operationId: 'createAccount',
  tag: 'Accounts',
  summary: 'Add an Asaas account',
  description:
    'The key is tried at Asaas before it is saved: it must be of the environment and of the account named. The webhook is then set up at Asaas; where the key may not, the answer shows url and token to paste. From then on the webhook is watched, repaired and resumed by itself.',
  triesAccount: true,
  roles: ['erp', 'operator'],
  collects: true,
  body: newAccount,
  needsConfirmation: true,
  answers: { 201: accountAnswer },
  answersSecret: true,
  stillShown: withoutWithdrawnToken,
  problems: [
    'key_of_other_environment',
    'key_refused_by_asaas',
    'account_mismatch',
    'account_exists',
    'asaas_unavailable',
  ],
  async askAsaas(call) {
    const { asaas, sealer, publicUrl, log, now } = call;
    // A repetition of an interrupted call continues with the account of that call. Its webhook may already exist.
    const begun = await call.inScope((scope) => findAccount(scope, call.callId));
    const row = begun ?? (await addAccount(call));
    const token = openWebhookToken(sealer, row);
    const keep = await setUpWebhook({ asaas, log, publicUrl, now }, connectionOf(sealer, row), row, token);
    return async (scope) => {
      await keep(scope);
      return created(toAccountAnswer(await handWebhookOver(scope, row.id), publicUrl, token));
    };
  },
});

/**
 * Tries the key, then stores the account with its webhook address. The address is stored before the webhook is created
 * at Asaas. `webhook_set_up_until` keeps the account's care away.
 */
async function addAccount({
  body,
  caller,
  asaas,
  sealer,
  callId,
  inScope,
}: AskingCall<undefined, undefined, typeof newAccount>): Promise<AccountRow> {
  const connection: Connection = { environment: body.environment, apiKey: body.apiKey, turn: null };
  const found = await tryAsaasKey(asaas, connection, body);
  const owner = { tenant_id: caller.tenantId, id: callId };
  const webhookToken = makeWebhookToken();
  return inScope(async (scope) => {
    await lockAccounts(scope, caller.tenantId);
    const same = await findSameAccount(scope, body);
    if (same) throw new Problem('account_exists', { values: { accountId: same.id } });
    const row = await insertAccount(scope, {
      ...owner,
      name: body.name,
      bank_code: body.bankCode,
      agency: body.agency,
      number: body.number,
      digit: body.digit,
      environment: body.environment,
      ...sealApiKey(sealer, owner, body.apiKey),
      ...found,
      webhook_endpoint: randomBytes(24).toString('base64url'),
      webhook_token_sealed: sealWebhookToken(sealer, owner, webhookToken),
      webhook_token_digest: digestOf(webhookToken),
      webhook_status: 'missing',
      webhook_cause: causes.missing,
      settings: JSON.stringify(body.settings),
    });
    await leaveAccountMessage(scope, callId, 'accountAdded');
    await keepNewAccount(scope, caller.actor, row);
    return takeWebhookInHand(scope, callId);
  });
}

function keepNewAccount(scope: Scope, actor: string, row: AccountRow): Promise<void> {
  const { id: resourceId, tenant_id: tenantId, bank_code: bankCode, agency, number, digit } = row;
  const keyHint = row.api_key_hint;
  const after = {
    bankCode,
    agency,
    number,
    digit,
    environment: row.environment,
    keyHint,
    ...configurationOf(row),
  };
  return keepAudit(scope, { tenantId, actor, action: 'account.created', resourceId }, { after });
}
