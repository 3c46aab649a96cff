import { createSealer } from '../../../db/sealed-text.ts';
import type { Api, Body, Company } from '../environment.ts';

/** Where Asaas delivers an account's webhooks, and with which token. */
export async function webhookOf(api: Api, company: Company, account: Body) {
  const [row] = await api.sql<{ webhook_token_sealed: string }>('select * from accounts where id = $1', [
    account.id,
  ]);
  const place = `accounts.webhook_token|${company.tenantId}|${account.id}`;
  return {
    door: api.url + new URL(account.webhook.url).pathname,
    token: createSealer('7'.repeat(64)).open(row?.webhook_token_sealed ?? '', place),
  };
}
