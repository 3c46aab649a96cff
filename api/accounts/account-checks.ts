import { acceptedKey, refuseKey, tellErpOfAcceptedKey } from '../../db/accounts/account-key.ts';
import { openWebhookToken } from '../../db/accounts/account-secrets.ts';
import { type AccountRow, updateAccount } from '../../db/accounts/accounts.ts';
import { noDailyLimit } from '../../db/accounts/daily-limit.ts';
import { handWebhookOver, takeWebhookInHand } from '../../db/accounts/webhook-set-up.ts';
import { keepAudit } from '../../db/audit/keep-audit.ts';
import type { Scope } from '../../db/database.ts';
import { leaveAccountMessage } from '../../db/messages/messages.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { accountAnswer, toAccountAnswer } from './account-answer.ts';
import { type FoundAccount, tryAsaasKey } from './asaas-key.ts';
import { checkWebhook, setUpWebhook } from './set-up-webhook.ts';
import { connectionOf, demandAccount, demandLockedAccount } from './usable-account.ts';

const verifyAccount = defineRoute({
  method: 'post',
  path: '/v1/accounts/{id}/verify',
  operationId: 'verifyAccount',
  tag: 'Accounts',
  summary: 'Try the stored key and look at the webhook now',
  description:
    '`keyStatus` of the answer tells whether Asaas accepted the key, `webhook` how its deliveries stand. Nothing is changed at Asaas.',
  roles: ['erp', 'operator'],
  params: byId,
  answers: { 200: accountAnswer },
  problems: ['account_mismatch', 'asaas_unavailable'],
  async askAsaas({ params, asaas, sealer, publicUrl, log, now, inScope }) {
    const row = await inScope((scope) => demandAccount(scope, params.id));
    const connection = connectionOf(sealer, row);
    const found = await unlessRefused(tryAsaasKey(asaas, connection, row));
    const keep = found && (await checkWebhook({ asaas, log, publicUrl, now }, connection, row));
    return async (scope) => {
      if (found) await acceptKey(scope, row, found);
      else await refuseKey(scope, row);
      return ok(toAccountAnswer(keep ? await keep(scope) : await demandAccount(scope, row.id), publicUrl));
    };
  },
});

const putWebhook = defineRoute({
  method: 'put',
  path: '/v1/accounts/{id}/webhook',
  operationId: 'repairAccountWebhook',
  tag: 'Accounts',
  summary: 'Create, repair or resume the account’s webhook at Asaas',
  description: 'Where the key may not, `webhook.status` is manual and url and token are shown to paste.',
  roles: ['erp', 'operator'],
  params: byId,
  needsConfirmation: true,
  answers: { 200: accountAnswer },
  async askAsaas({ params, caller, asaas, sealer, publicUrl, log, now, inScope }) {
    const row = await inScope(async (scope) => {
      const { id: resourceId, tenant_id: tenantId } = await demandAccount(scope, params.id);
      const audited = {
        tenantId,
        actor: caller.actor,
        action: 'account.webhook_repaired',
        resourceId,
      } as const;
      await keepAudit(scope, audited);
      return takeWebhookInHand(scope, resourceId);
    });
    const token = openWebhookToken(sealer, row);
    const keep = await setUpWebhook({ asaas, log, publicUrl, now }, connectionOf(sealer, row), row, token);
    return async (scope) => {
      await keep(scope);
      await leaveAccountMessage(scope, row.id, 'webhookRepaired');
      return ok(toAccountAnswer(await handWebhookOver(scope, row.id), publicUrl, token));
    };
  },
});

export const accountCheckRoutes = [verifyAccount, putWebhook];

async function unlessRefused(trial: Promise<FoundAccount>): Promise<FoundAccount | null> {
  try {
    return await trial;
  } catch (error) {
    if (error instanceof Problem && error.code === 'key_refused_by_asaas') return null;
    throw error;
  }
}

/**
 * Notes that Asaas accepted a key. The account's care then wakes the documents that wait for an accepted key or for
 * more permissions. Does nothing when another key was saved during the check.
 */
async function acceptKey(scope: Scope, tried: AccountRow, found: FoundAccount): Promise<void> {
  const row = await demandLockedAccount(scope, tried.id);
  if (row.api_key_sealed !== tried.api_key_sealed) return;
  await updateAccount(scope, row.id, {
    ...acceptedKey,
    ...found,
    ...noDailyLimit,
  });
  await tellErpOfAcceptedKey(scope, row);
  await leaveAccountMessage(scope, row.id, 'keyChanged');
}
