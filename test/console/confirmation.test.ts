import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { until } from '../environment/conditions.ts';
import { startErpEndpoint } from '../environment/erp-endpoint.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { type Clerk, openBrowser, openNewcomer, seatAt, seatClerk } from './clerk.ts';
import { registerDocuments } from './registered-documents.ts';

let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(() => browser.close());

/** As if everybody of the company had signed in long ago. */
const letTimePass = (tenantId: string) =>
  sql(
    `update sessions set confirmed_at = now() - interval '1 hour'
     where user_id in (select id from users where tenant_id = $1)`,
    [tenantId],
  );

const tenantOf = (page: Page): Promise<string> =>
  page.evaluate(`fetch('/v1/sessions/current').then(async (answer) => (await answer.json()).tenant.id)`);

const question = (page: Page) => page.getByRole('dialog', { name: 'Confirme que é você' });

async function confirmBy(page: Page, field: string, secret: string): Promise<void> {
  await question(page).getByRole('textbox', { name: field }).fill(secret);
  await page.keyboard.press('Enter');
}

describe('a step that needs a confirmation', () => {
  it('asks for the password above what was typed, and is then done once, by the same call', async () => {
    const { page, open, company } = clerk;
    const [document] = await registerDocuments(company, ['NF-1']);
    const named = { params: { path: { id: document?.id ?? '' } } };
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/receive-in-cash')) keys.push(request.headers()['idempotency-key']);
    });
    await open(`/documentos/${document?.id}`);
    await page.getByRole('button', { name: 'Receber em dinheiro' }).click();
    const window = page.getByRole('dialog', { name: 'Receber NF-1 em dinheiro' });
    await window.getByRole('textbox', { name: 'Valor recebido' }).fill('149,00');
    await letTimePass(await tenantOf(page));
    await window.getByRole('button', { name: 'Baixar em dinheiro' }).click();
    await confirmBy(page, 'Senha', 'errada');
    await question(page).getByRole('alert').getByText('Usuário e senha não conferem').waitFor();

    // Esc leaves the question alone, and not the window below with what was typed there.
    await page.keyboard.press('Escape');
    await question(page).waitFor({ state: 'hidden' });
    await window.getByRole('alert').getByText('Este passo pede de novo a sua senha').waitFor();
    expect(await window.getByRole('textbox', { name: 'Valor recebido' }).inputValue()).toContain('149,00');
    expect((await answerOf(company.api.GET('/v1/documents/{id}', named))).status).toBe('registered');

    await window.getByRole('button', { name: 'Baixar em dinheiro' }).click();
    await confirmBy(page, 'Senha', company.password);
    await page.getByText('Recebimento anotado').waitFor();
    await page.getByText('Baixado', { exact: true }).first().waitFor();
    const { settlement } = await answerOf(company.api.GET('/v1/documents/{id}', named));
    expect(settlement?.grossCents).toBe(14_900);
    expect(keys).toHaveLength(3);
    expect(keys[1]).toBe(keys[2]);
  });

  it('is not asked for again within minutes, and other tabs go on in the renewed session', async () => {
    const { page, open, company } = clerk;
    const other = await page.context().newPage();
    await other.goto(`${product.apiUrl}/console/regras/nova`);
    await other.getByRole('textbox', { name: 'Nome' }).fill('Da outra aba');
    const erp = await startErpEndpoint();
    await letTimePass(await tenantOf(page));
    await open('/webhooks');
    await page.getByRole('button', { name: 'Novo webhook' }).click();
    await page.getByRole('textbox', { name: 'Endereço (URL)' }).fill(erp.url);
    await page.keyboard.press('Enter');
    await confirmBy(page, 'Senha', company.password);
    await page.getByRole('dialog', { name: 'Webhook criado' }).waitFor();

    // It shows the token of before, and is neither refused nor asked who it is.
    await other.getByRole('button', { name: 'Gravar desligada' }).click();
    await other.getByRole('heading', { level: 1, name: 'Da outra aba' }).waitFor();
    const [endpoint] = (await answerOf(company.api.GET('/v1/webhook-endpoints'))).data;
    await other.goto(`${product.apiUrl}/console/webhooks/${endpoint?.id}`);
    await other.getByRole('button', { name: 'Trocar o segredo' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Criar um segredo novo' }).click();
    await other.getByRole('dialog', { name: 'Segredo novo' }).waitFor();
    await other.close();
    await erp.goAway();
  });

  it('takes a new link of somebody who came by one', async () => {
    const { tenantId, link, newLink } = await openNewcomer();
    const context = await browser.newContext({ locale: 'pt-BR' });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Painel' }).waitFor();
    await letTimePass(tenantId);
    const erp = await startErpEndpoint();
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.getByRole('button', { name: 'Novo webhook' }).first().click();
    await page.getByRole('textbox', { name: 'Endereço (URL)' }).fill(erp.url);
    await page.keyboard.press('Enter');
    await question(page).getByText('Link de acesso', { exact: true }).click();
    await confirmBy(page, 'Link de acesso novo', await newLink());
    await page.getByRole('dialog', { name: 'Webhook criado' }).waitFor();
    await erp.goAway();
    await context.close();
  });
});

describe('somebody who signs out everywhere', () => {
  it('is signed out of every browser', async () => {
    const { company } = clerk;
    const [here, there] = [await seatAt(browser, company), await seatAt(browser, company)];
    await here.page.getByRole('button', { name: /^Menu de/ }).click();
    await here.page.getByRole('menuitem', { name: 'Sair em todos os lugares' }).click();
    await here.page.getByRole('textbox', { name: 'Usuário' }).waitFor();
    await until('the other browser to be signed out', async () => {
      await there.page.goto(`${product.apiUrl}/console/`);
      return (await there.page.getByRole('textbox', { name: 'Usuário' }).count()) > 0;
    });
    await here.leave();
    await there.leave();
  });
});
