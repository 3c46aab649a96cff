import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tell, workerWords } from '../../api/processing/health-words.ts';
import { until } from '../environment/conditions.ts';
import { control } from '../environment/erp.ts';
import { sql } from '../environment/product-database.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';
import { registerDocuments } from './registered-documents.ts';

/** What a clerk reads on the Painel of who works for her, and what keeps an account from it. */
let browser: Browser;
let clerk: Clerk;
let panel: Locator;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  panel = clerk.page.getByRole('region', { name: 'Saúde' });
  await registerDocuments(clerk.company, ['NF-1']);
});

afterEach(() => clerk.page.unrouteAll());
afterAll(() => browser.close());

/** Opens the Painel and waits until Saúde says all of this. */
async function reads(...words: (string | RegExp)[]): Promise<void> {
  await clerk.open('/');
  for (const each of words) await panel.getByText(each).first().waitFor();
}

/** Nothing is orange or red: a person who sees no colour reads it from the words, and none of these is there. */
const troubles = /parad|esperando|recusada|interrompida|desligad|sem resposta|esgotada|atrasada|Avise/;

describe('Saúde', () => {
  it('says that all is well, without a cure, and each figure leads on', async () => {
    const { page, company } = clerk;
    await company.api.POST('/v1/accounts/{id}/reconcile', { params: { path: { id: company.accountId } } });
    await until('the account to be reconciled', async () => {
      const [row] = await sql('select 1 from reconciliations where account_id = $1 and done_at is not null', [
        company.accountId,
      ]);
      return row;
    });
    await reads('Processamento ativo', 'Mensagens em dia', 'Chave aceita', 'Webhook ativo', 'Cota livre');
    await panel.getByText('Conciliada', { exact: true }).waitFor();
    expect(await panel.innerText()).not.toMatch(troubles);
    for (const [figure, title] of [
      [/^\d+ processos?$/, 'Consulta de remessa'],
      [/mensagem na fila|mensagens na fila/, 'Caixa de problemas'],
      [/^\d+ de .* chamadas$/, /./],
      [/^\d\d\/\d\d\/\d{4}/, 'Divergências'],
    ] as const) {
      await clerk.open('/');
      await panel.getByRole('link', { name: figure }).click();
      await page.waitForURL((url) => !url.pathname.endsWith('/console/'));
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    }
  });

  it('says that nobody works, that nothing is lost, and whom to tell', async () => {
    const { page } = clerk;
    const silent = tell(workerWords, 'silent', 'pt-BR');
    // Without a worker no other test of this product could go on: the API's own answer, as it is when none lives.
    await page.route('**/v1/health', async (route) => {
      const response = await route.fetch();
      const health = await response.json();
      await route.fulfill({
        response,
        json: { ...health, workers: { ...health.workers, state: 'silent', count: 0, ...silent } },
      });
    });
    await reads('Processamento parado', '0 processos', /Nada se perde/, /Avise quem opera a Remessa/);
  });

  it('names the account whose key Asaas refused and whose webhook stands still, and leads to it', async () => {
    const { page, company } = clerk;
    expectTrouble({
      part: 'worker',
      line: /Asaas refused the key of an account/,
      why: 'The key is revoked by this test.',
    });
    await control('POST', `/accounts/${company.asaas.id}/keys/revoke`, {});
    const id = { params: { path: { id: company.accountId } } };
    await company.api.POST('/v1/accounts/{id}/verify', id);
    await reads('Chave recusada');
    // With a dead key nobody mends the webhook: it stays as it is found.
    const cause = 'O Asaas parou a fila depois de quinze respostas erradas.';
    await sql(
      `update accounts set webhook_status = 'interrupted', webhook_cause = $2, webhook_since = now() where id = $1`,
      [company.accountId, cause],
    );
    await reads('Chave recusada', 'Fila interrompida', cause);
    await panel.getByRole('link', { name: (await accountName()) ?? '' }).click();
    await page.waitForURL(`**/contas/${company.accountId}`);
    await page.getByText('Chave recusada').first().waitFor();
  });
});

async function accountName(): Promise<string | undefined> {
  const [row] = await sql<{ name: string }>('select name from accounts where id = $1', [
    clerk.company.accountId,
  ]);
  return row?.name;
}
