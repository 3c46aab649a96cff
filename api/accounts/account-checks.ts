import { refuseKey } from '../../db/accounts/account-key.ts';
import { openWebhookToken } from '../../db/accounts/account-secrets.ts';
import { type AccountRow, updateAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { leaveAccountMessage } from '../../db/messages/messages.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { accountAnswer, toAccountAnswer } from './account-answer.ts';
import { type AsaasAccount, tryAsaasKey } from './asaas-key.ts';
import { checkWebhook, setUpWebhook } from './set-up-webhook.ts';
import { connectionOf, demandAccount } from './usable-account.ts';

const verifyAccount = defineRoute({
  method: 'post',
  path: '/v1/accounts/{id}/verify',
  tag: 'Accounts',
  summary: 'Try the stored key and look at the webhook now',
  description:
    '`keyStatus` of the answer tells whether Asaas accepted the key, `webhook` how its deliveries stand. Nothing is changed at Asaas.',
  roles: ['erp', 'operator'],
  params: byId,
  answers: { 200: accountAnswer },
  problems: ['account_mismatch', 'asaas_unavailable'],
  async handle({ params, asaas, sealer, publicUrl, log, now }, scope) {
    const row = await demandAccount(scope, params.id);
    const connection = connectionOf(sealer, row);
    const found = await unlessRefused(tryAsaasKey(asaas, connection, row));
    if (!found) {
      await refuseKey(scope, row);
      return ok(toAccountAnswer(await demandAccount(scope, row.id), publicUrl));
    }
    await acceptKey(scope, row, found);
    const keep = await checkWebhook({ asaas, log, publicUrl, now }, connection, row);
    return ok(toAccountAnswer(await keep(scope), publicUrl));
  },
});

const putWebhook = defineRoute({
  method: 'put',
  path: '/v1/accounts/{id}/webhook',
  tag: 'Accounts',
  summary: 'Create, repair or resume the account’s webhook at Asaas',
  description: 'Where the key may not, `webhook.status` is manual and url and token are shown to paste.',
  roles: ['erp', 'operator'],
  params: byId,
  answers: { 200: accountAnswer },
  async handleInSteps({ params, asaas, sealer, publicUrl, log, now, inScope }) {
    const row = await inScope((scope) => demandAccount(scope, params.id));
    const token = openWebhookToken(sealer, row);
    const keep = await setUpWebhook({ asaas, log, publicUrl, now }, connectionOf(sealer, row), row, token);
    const changed = await inScope(async (scope) => {
      await keep(scope);
      await leaveAccountMessage(scope, row.id, 'webhookRepaired');
      return demandAccount(scope, row.id);
    });
    return ok(toAccountAnswer(changed, publicUrl, token));
  },
});

export const accountCheckRoutes = [verifyAccount, putWebhook];

async function unlessRefused(trial: Promise<AsaasAccount>): Promise<AsaasAccount | null> {
  try {
    return await trial;
  } catch (error) {
    if (error instanceof Problem && error.code === 'key_refused_by_asaas') return null;
    throw error;
  }
}

/** The care of the account wakes what waits for a key that is accepted, or allowed more, again. */
async function acceptKey(scope: Scope, row: AccountRow, found: AsaasAccount): Promise<void> {
  await updateAccount(scope, row.id, {
    key_status: 'accepted',
    key_refused_at: null,
    asaas_account: JSON.stringify(found),
  });
  await leaveAccountMessage(scope, row.id, 'keyChanged');
}
