import { randomBytes } from 'node:crypto';
import { openWebhookToken } from '../../db/accounts/account-secrets.ts';
import { findAccount } from '../../db/accounts/accounts.ts';
import { handWebhookOver, takeWebhookInHand } from '../../db/accounts/webhook-set-up.ts';
import { changeWebhookToken } from '../../db/accounts/webhook-token.ts';
import { keepAudit } from '../../db/audit/keep-audit.ts';
import type { Scope } from '../../db/database.ts';
import { leaveAccountMessage } from '../../db/messages/messages.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId } from '../http/fields.ts';
import { digestOf } from '../tenants/api-key.ts';
import { accountAnswer, toAccountAnswer } from './account-answer.ts';
import { setUpWebhook } from './set-up-webhook.ts';
import { connectionOf, demandLockedAccount } from './usable-account.ts';

/** A token in Asaas' format: 32 to 255 characters that nobody can guess (Asaas reference 4.1). */
export function makeWebhookToken(): string {
  return randomBytes(32).toString('base64url');
}

const changeToken = defineRoute({
  method: 'post',
  path: '/v1/accounts/{id}/webhook/rotate-token',
  operationId: 'rotateAccountWebhookToken',
  tag: 'Accounts',
  summary: 'Give the account’s webhook a new token, after the old one leaked',
  description:
    'The new token is made here and told to Asaas; from then on the old one is refused. Where Asaas cannot be told (`webhook.status` unknown), the old one is taken until the account’s care has told it; where the key may not (manual), url and the new token are shown to paste, and the old one is taken until the first event with the new one.',
  roles: ['erp', 'operator'],
  params: byId,
  needsConfirmation: true,
  answers: { 200: accountAnswer },
  answersSecret: true,
  stillShown: withoutWithdrawnToken,
  async askAsaas({ params, caller, asaas, sealer, publicUrl, log, now, inScope }) {
    const token = makeWebhookToken();
    const row = await inScope(async (scope) => {
      const account = await demandLockedAccount(scope, params.id);
      await changeWebhookToken(scope, account, { token, digest: digestOf(token), sealer });
      const audited = { tenantId: account.tenant_id, actor: caller.actor, resourceId: account.id };
      await keepAudit(scope, { ...audited, action: 'account.webhook_token_changed' });
      return takeWebhookInHand(scope, account.id);
    });
    const current = openWebhookToken(sealer, row);
    const keep = await setUpWebhook({ asaas, log, publicUrl, now }, connectionOf(sealer, row), row, current);
    return async (scope) => {
      await keep(scope);
      await leaveAccountMessage(scope, row.id, 'webhookRepaired');
      return ok(toAccountAnswer(await handWebhookOver(scope, row.id), publicUrl, current));
    };
  },
});

export const webhookTokenRoutes = [changeToken];

/**
 * A stored answer that shows a token. The token is left out when the webhook has another one now: a person who pastes
 * the old one would make us refuse Asaas' events.
 */
export async function withoutWithdrawnToken(scope: Scope, kept: unknown): Promise<unknown> {
  const answer = accountAnswer.parse(kept);
  const { token, ...webhook } = answer.webhook;
  if (token === undefined) return answer;
  const row = await findAccount(scope, answer.id);
  return row?.webhook_token_digest.equals(digestOf(token)) ? answer : { ...answer, webhook };
}
