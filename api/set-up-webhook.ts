import type { Logger } from 'pino';
import type { Asaas, Connection } from '../asaas/asaas.ts';
import type { AccountRow } from '../db/accounts.ts';
import { webhookUrlOf } from './account-answer.ts';

interface WebhookTools {
  asaas: Asaas;
  log: Logger;
  publicUrl: string;
}

/**
 * Sets the account's webhook up at Asaas, or repairs and resumes it. Whatever keeps us from it (a key without that
 * permission, an outage) leaves it to be pasted by hand or tried again: the account is good without it.
 */
export async function setUpWebhook(
  { asaas, log, publicUrl }: WebhookTools,
  connection: Connection,
  row: AccountRow,
  token: string,
): Promise<Pick<AccountRow, 'webhook_id' | 'webhook_status'>> {
  try {
    const { webhookId, status } = await asaas.webhooks.ensure(connection, {
      url: webhookUrlOf(row, publicUrl),
      token,
    });
    return { webhook_id: webhookId, webhook_status: status };
  } catch (error) {
    log.warn({ err: error, accountId: row.id }, 'The webhook could not be set up at Asaas');
    return { webhook_id: row.webhook_id, webhook_status: 'manual' };
  }
}
