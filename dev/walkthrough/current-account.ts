import { accountEntry } from '../demo/company.ts';
import { answerOf } from '../demo/public-api.ts';
import type { Judged, Scene } from './step.ts';

/** 3. The current account with its key: tried before it is saved, and the webhook set up with it. */
export async function addCurrentAccount({ payers, company }: Scene): Promise<Judged> {
  const account = await answerOf(company.api.POST('/v1/accounts', { body: accountEntry(company.asaas) }));
  company.accountId = account.id;
  const { calls } = await payers.book(company.asaas.id);
  const tried = calls['GET /v3/myAccount/accountNumber'] ?? 0;
  const created = calls['POST /v3/webhooks'] ?? 0;
  return {
    holds: account.webhook.status === 'active' && created === 1 && tried > 0,
    happened: `Homologação, chave aceita, webhook em ${account.webhookUrl}`,
    book: `chave testada ${tried} vez, ${created} webhook criado`,
  };
}
