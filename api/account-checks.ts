import { updateAccount } from '../db/accounts.ts';
import { accountAnswer, toAccountAnswer } from './account-answer.ts';
import { connectionOf } from './account-connection.ts';
import { ok } from './answer.ts';
import { tryAsaasKey } from './asaas-key.ts';
import { defineRoute } from './define-route.ts';
import { demandAccount } from './demand-account.ts';
import { byId } from './fields.ts';
import { Problem } from './problem.ts';
import { setUpWebhook } from './set-up-webhook.ts';

const verifyAccount = defineRoute({
  method: 'post',
  path: '/v1/accounts/{id}/verify',
  tag: 'Accounts',
  summary: 'Try the stored key at Asaas now',
  description: '`keyStatus` of the answer tells whether Asaas accepted it.',
  roles: ['erp', 'operator'],
  params: byId,
  answers: { 200: accountAnswer },
  problems: ['account_mismatch', 'asaas_unavailable'],
  async handle({ params, asaas, sealer, publicUrl, now }, scope) {
    const row = await demandAccount(scope, params.id);
    try {
      const found = await tryAsaasKey(asaas, connectionOf(sealer, row), row);
      const accepted = { key_status: 'accepted' as const, key_refused_at: null };
      const changes = { ...accepted, asaas_account: JSON.stringify(found) };
      return ok(toAccountAnswer(await updateAccount(scope, row.id, changes), publicUrl));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'key_refused_by_asaas') throw error;
      const refused = { key_status: 'refused' as const, key_refused_at: row.key_refused_at ?? now() };
      return ok(toAccountAnswer(await updateAccount(scope, row.id, refused), publicUrl));
    }
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
  async handleInSteps({ params, asaas, sealer, publicUrl, log, inScope }) {
    const row = await inScope((scope) => demandAccount(scope, params.id));
    const place = `${row.tenant_id}|${row.id}`;
    const token = sealer.open(row.webhook_token_sealed, `accounts.webhook_token|${place}`);
    const connection = connectionOf(sealer, row);
    const webhook = await setUpWebhook({ asaas, log, publicUrl }, connection, row, token);
    const changed = await inScope((scope) => updateAccount(scope, row.id, webhook));
    return ok(toAccountAnswer(changed, publicUrl, token));
  },
});

export const accountCheckRoutes = [verifyAccount, putWebhook];
