import type { Logger } from 'pino';
import type { Asaas, Connection } from '../../asaas/asaas.ts';
import { Forbidden, KeyRefused, Refused } from '../../asaas/errors.ts';
import { webhooksPerAccount, webhookUrl } from '../../asaas/webhooks.ts';
import { refuseKey } from '../../db/accounts/account-key.ts';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import { saveMendedWebhook, saveUnseenWebhook, saveWebhookHealth } from '../../db/accounts/webhook-health.ts';
import type { Scope } from '../../db/database.ts';
import { causes, judgeWebhook, type WebhookStatus } from '../../domain/webhook-health.ts';

interface WebhookTools {
  asaas: Asaas;
  log: Logger;
  publicUrl: string;
  now(): Date;
}

/** Saves the result of a call about a webhook, in the caller's transaction. */
export type KeepWebhook = (scope: Scope) => Promise<AccountRow>;

/**
 * A person wants the webhook: creates it at Asaas, or repairs and resumes it. If this is not possible (the key has no
 * permission, Asaas does not answer), the reason becomes the webhook's status. The account works without it.
 */
export async function setUpWebhook(
  tools: WebhookTools,
  connection: Connection,
  row: AccountRow,
  token: string,
): Promise<KeepWebhook> {
  const { asaas, publicUrl } = tools;
  const wish = { url: webhookUrl(publicUrl, row.webhook_endpoint), token };
  try {
    const known = { webhookId: row.webhook_id, url: wish.url };
    const { ours, surplus, total } = await asaas.webhooks.read(connection, known);
    if (!ours && total >= webhooksPerAccount) return unseen(tools, row, 'manual', causes.tooMany);
    for (const webhookId of surplus) await asaas.webhooks.remove(connection, webhookId);
    if (ours) await asaas.webhooks.repair(connection, ours.webhookId, wish);
    const webhookId = ours?.webhookId ?? (await asaas.webhooks.create(connection, wish));
    const from: WebhookStatus = judgeWebhook(ours).status;
    return (scope) => saveMendedWebhook(scope, row.id, { webhookId, from, by: 'person', now: tools.now() });
  } catch (error) {
    return keepFailure(tools, row, error);
  }
}

/** Reads the account's webhook at Asaas and changes nothing there. */
export async function checkWebhook(
  tools: WebhookTools,
  connection: Connection,
  row: AccountRow,
): Promise<KeepWebhook> {
  const known = { webhookId: row.webhook_id, url: webhookUrl(tools.publicUrl, row.webhook_endpoint) };
  try {
    const { ours } = await tools.asaas.webhooks.read(connection, known);
    const seen = { health: judgeWebhook(ours), now: tools.now() };
    return (scope) => saveWebhookHealth(scope, row.id, seen);
  } catch (error) {
    return keepFailure(tools, row, error);
  }
}

function keepFailure(tools: WebhookTools, row: AccountRow, error: unknown): KeepWebhook {
  tools.log.warn({ err: error, accountId: row.id }, 'The webhook could not be seen or set up at Asaas');
  if (error instanceof Forbidden) return unseen(tools, row, 'manual', causes.manual);
  if (error instanceof Refused) {
    return unseen(tools, row, 'manual', `${causes.refused} ${error.faults[0].description}`);
  }
  const keep = unseen(tools, row, 'unknown', causes.unknown);
  if (!(error instanceof KeyRefused)) return keep;
  return async (scope) => {
    await refuseKey(scope, row);
    return keep(scope);
  };
}

function unseen(
  { now }: WebhookTools,
  row: AccountRow,
  status: 'manual' | 'unknown',
  cause: string,
): KeepWebhook {
  return (scope) => saveUnseenWebhook(scope, row.id, { status, cause }, now());
}
